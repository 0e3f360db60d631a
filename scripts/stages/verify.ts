import { CutoverError } from "../errors.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { writeFileAtomically } from "../run/files.js";
import { readManifest } from "../run/manifest.js";
import { loadedRun } from "../run/runDirectory.js";
import type { Context, Stage } from "./stage.js";
import type { AppStatus, TableStatus } from "../deployment/app.js";
import { type Difference, findDifferences } from "./findDifferences.js";
import { runAppStage } from "./runAppStage.js";

const shownDifferences = 20;

export const verifyStage: Stage = {
  name: "verify",
  summary: "compare every document in Convex with the one that was exported",
  reads: "manifest.json, documents/; every document in Convex, once",
  writes: "checks in the component; differences.json, issues.jsonl",
  undo: "nothing to undo",
  async run(context) {
    const status = await runAppStage(context, "verify");
    await writeIssues(context);
    const differences = await nameDifferences(context, status);
    await writeFileAtomically(context.run.file("differences.json"), `${JSON.stringify(differences, null, 2)}\n`);
    const failed = status.tables.filter(({ verified }) => verified !== true);
    if (failed.length > 0)
      throw new CutoverError(
        "mismatch",
        failed.flatMap((table) => renderFailure(context, table, differences)),
      );
  },
};

/** The issues outlive a deployment that is thrown away, and a component that is emptied. */
async function writeIssues({ app, run }: Context): Promise<void> {
  const writer = await LineWriter.create(run.file("issues.jsonl"));
  for await (const issue of app.issues()) await writer.write(JSON.stringify(issue));
  await writer.finish();
}

async function nameDifferences({ app, run, project }: Context, status: AppStatus): Promise<Difference[]> {
  const manifest = (await readManifest(loadedRun(run).manifest))!;
  const differences: Difference[] = [];
  for (const { table, checks } of status.tables) {
    const buckets = [...new Set(checks.flatMap((check) => check.buckets))];
    if (buckets.length === 0) continue;
    const books = manifest.tables.find((entry) => entry.table === table)!;
    differences.push(...(await findDifferences(app, loadedRun(run), project.plan.tables.get(table)!, books, buckets)));
  }
  return differences;
}

function renderFailure(
  { run, app }: Context,
  { table, checks, issues, allowedIssues }: TableStatus,
  all: readonly Difference[],
) {
  const own = all.filter((difference) => difference.table === table);
  const faults = checks.filter(({ ok }) => !ok).map(({ level, detail }) => ({ what: `${table}: ${level}: ${detail}` }));
  const named = own
    .slice(0, shownDifferences)
    .map((difference) => ({ what: `${table}: ${renderDifference(difference)}` }));
  const rest =
    own.length > shownDifferences
      ? [{ what: `${table}: and ${own.length - shownDifferences} more`, where: run.file("differences.json") }]
      : [];
  const open =
    issues.open > allowedIssues
      ? [
          {
            what: `${table}: ${issues.open} open issues, the plan allows ${allowedIssues}`,
            next: `npx convex run ${app.functionName("issues")} '{"table":"${table}"}'`,
          },
        ]
      : [];
  return [...faults, ...named, ...rest, ...open];
}

function renderDifference(difference: Difference): string {
  const { kind, key, fields } = difference;
  if (kind === "lost") return `row ${JSON.stringify(key)} is not in Convex`;
  if (kind === "extra") return `row ${JSON.stringify(key)} is in Convex, but was not exported`;
  const texts = fields.map(
    ({ name, exported, found }) => `${name}: exported ${exported ?? "nothing"}, found ${found ?? "nothing"}`,
  );
  return `row ${JSON.stringify(key)} differs in ${texts.join("; ")}`;
}
