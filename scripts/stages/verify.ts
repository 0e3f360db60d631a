import type { Difference } from "../comparison/difference.js";
import { renderDifference } from "../comparison/difference.js";
import type { AppStatus, TableStatus } from "../deployment/answers.js";
import { CutoverError, type Fault } from "../errors.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { relative } from "./context.js";
import { noteRemoved } from "./downloadRecords.js";
import { stageFailures } from "./failures.js";
import type { Context, Stage } from "./stage.js";
import { readDifferences, type Verification, type VerifiedTable } from "./verification.js";
import { verifyByExport } from "./verifyByExport.js";
import { verifyInConvex } from "./verifyInConvex.js";

const shownDifferences = 20;

export const verifyStage: Stage = {
  name: "verify",
  summary: "compare every document in Convex with the one that was exported",
  reads: "manifest.json, documents/; one export of the deployment",
  writes:
    "checks in the component; verification.json, differences-<time>.jsonl, ids.zip, issues.jsonl, writes/removed.jsonl",
  undo: "nothing to undo",
  async run(context) {
    const { app, options } = context;
    const verification = options.inConvex ? await verifyInConvex(context) : await verifyByExport(context);
    await writeIssues(context);
    noteKept(context, verification);
    const status = await app.status();
    await noteRemoved(context, status);
    await refuseUnverified(context, status, verification);
  },
};

/** What people have changed or deleted in Convex stays so: it has to be said. */
function noteKept({ progress, run }: Context, { tables, differences, told }: Verification): void {
  const when = told?.by === "deltas" ? "the migration wrote last" : "they were verified";
  const kept = tables.reduce((sum, table) => sum + table.kept, 0);
  const since = tables.reduce((sum, table) => sum + table.changedByUsers, 0);
  const notes = [
    [kept, "what users have changed or deleted in Convex stays so", run.file("writes", "conflicts.jsonl")],
    [since, `rows that users have changed in Convex since ${when}`, run.file(differences)],
  ] as const;
  for (const [count, what, file] of notes)
    if (count > 0) progress.note(`         ${what}: ${count}, in ${relative(file)}`);
}

/** The issues outlive a deployment that is thrown away, and a component that is emptied. */
async function writeIssues({ app, run }: Context): Promise<void> {
  const writer = await LineWriter.create(run.file("issues.jsonl"));
  for await (const issue of app.issues()) await writer.write(JSON.stringify(issue));
  await writer.finish();
}

async function refuseUnverified({ run }: Context, { tables }: AppStatus, verification: Verification): Promise<void> {
  const mismatched = tables.filter(({ verified }) => verified !== true);
  if (mismatched.length === 0) return;
  const first = await readFirst(readDifferences(run, verification));
  const isDifferent = mismatched.some(({ checks }) => checks.some(({ ok }) => !ok));
  const faults = mismatched.flatMap((table) => {
    const found = verification.tables.find((each) => each.table === table.table);
    return describeTable(table, found, first.get(table.table) ?? []);
  });
  throw new CutoverError(isDifferent ? stageFailures.verifyDiffers : stageFailures.issuesNotAllowed, faults);
}

/** By table. */
async function readFirst(differences: AsyncIterable<Difference>): Promise<Map<string, Difference[]>> {
  const first = new Map<string, Difference[]>();
  for await (const difference of differences) {
    const known = first.get(difference.table) ?? [];
    if (difference.byUsers !== true && known.length < shownDifferences)
      first.set(difference.table, [...known, difference]);
  }
  return first;
}

function describeTable(
  { table, checks, issues, allowedIssues }: TableStatus,
  found: VerifiedTable | undefined,
  first: readonly Difference[],
): Fault[] {
  const failed = checks.filter(({ ok }) => !ok).map(({ level, detail }) => ({ what: `${table}: ${level}: ${detail}` }));
  const named = first.map((difference) => ({ what: `${table}: ${renderDifference(difference)}` }));
  const rest = (found?.differences ?? 0) - first.length;
  const more = rest > 0 ? [{ what: `${table}: and ${rest} more`, next: `cutover diff ${table}` }] : [];
  const tooMany = issues.open > allowedIssues;
  const open = tooMany
    ? [
        {
          what: `${table}: ${issues.open} open issue${issues.open === 1 ? "" : "s"}, the plan allows ${allowedIssues}`,
          next: `cutover issues ${table}`,
        },
      ]
    : [];
  return [...failed, ...named, ...more, ...open];
}
