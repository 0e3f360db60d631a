import { z } from "zod";
import { canonicalFields, exportedRefKey, hideSecrets } from "../../convex/shared/document/document.js";
import { bucketOf } from "../../convex/shared/document/fingerprint.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { AppStatus, TableStatus } from "../deployment/answers.js";
import type { App } from "../deployment/app.js";
import { CutoverError } from "../errors.js";
import { stageFailures } from "./failures.js";
import { decodeDocument, readDocumentLines } from "../rows/write/documentLines.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import { readManifest, type TableCounts } from "../run/manifest.js";
import { loadedRun, type RunDirectory } from "../run/runDirectory.js";
import { runAppStage } from "./appStages.js";
import { relative } from "./context.js";
import { noteRemoved, readConflicts } from "./downloadRecords.js";
import type { Context, Stage } from "./stage.js";
import { readVerified, readVerifyStart, type Verified } from "./verified.js";

const vFieldDifference = z.object({
  name: z.string(),
  exported: z.string().nullable(),
  imported: z.string().nullable(),
});

const vDifference = z
  .object({
    table: z.string(),
    key: z.string(),
    kind: z.enum(["lost", "extra", "changed"]),
    fields: z.array(vFieldDifference.readonly()).readonly(),
  })
  .readonly();
/** A row that is not in Convex as it was exported. Texts are canonical forms; null is a field that is not there. */
export type Difference = z.infer<typeof vDifference>;

const shownDifferences = 20;

interface FoundDifferences {
  readonly differences: readonly Difference[];
  /** Which verify has found them, by its line in the journal. */
  readonly verify: string | null;
}

const differencesFormat: JsonFormat<FoundDifferences> = {
  version: 1,
  content: z.object({ differences: z.array(vDifference).readonly(), verify: z.string().nullable().default(null) }),
  next: "cutover verify",
};

export const verifyStage: Stage = {
  name: "verify",
  summary: "compare every document in Convex with the one that was exported",
  reads: "manifest.json, documents/; every document in Convex, once",
  writes: "checks in the component; differences.json, issues.jsonl, writes/removed.jsonl",
  undo: "nothing to undo",
  async run(context) {
    const status = await runAppStage(context, "verify");
    await writeIssues(context);
    const differences = await nameDifferences(context, status);
    const verify = await readVerifyStart(context.run);
    await writeJsonFile(context.run.file("differences.json"), differencesFormat, { differences, verify });
    noteKept(context, status);
    await noteRemoved(context, status);
    const mismatched = status.tables.filter(({ verified }) => verified !== true);
    const isDifferent = mismatched.some(({ checks }) => checks.some(({ ok }) => !ok));
    if (mismatched.length > 0)
      throw new CutoverError(
        isDifferent ? stageFailures.verifyDiffers : stageFailures.issuesNotAllowed,
        mismatched.flatMap((table) => renderFailure(context, table, differences)),
      );
  },
};

/** What people have changed or deleted in Convex, and a catch-up has left, is compared as the source has it: it has to be said. */
function noteKept({ progress, run }: Context, { stages }: AppStatus): void {
  const kept = stages
    .filter(({ stage }) => stage === "verify")
    .reduce((sum, { counts }) => sum + (counts["kept"] ?? 0), 0);
  if (kept === 0) return;
  const where = relative(run.file("writes", "conflicts.jsonl"));
  progress.note(`         what users have changed or deleted in Convex stays so: ${kept}, in ${where}`);
}

/** The issues outlive a deployment that is thrown away, and a component that is emptied. */
async function writeIssues({ app, run }: Context): Promise<void> {
  const writer = await LineWriter.create(run.file("issues.jsonl"));
  for await (const issue of app.issues()) await writer.write(JSON.stringify(issue));
  await writer.finish();
}

async function nameDifferences({ app, run, project }: Context, status: AppStatus): Promise<Difference[]> {
  const manifest = (await readManifest(loadedRun(run).manifest))!;
  const differences: Difference[] = [];
  const deletedByUsers = await readDeletedByUsers(run);
  for (const { table, checks } of status.tables) {
    const buckets = [...new Set(checks.flatMap((check) => check.buckets))];
    if (buckets.length === 0) continue;
    const counts = manifest.tables.find((entry) => entry.table === table)!;
    const found = await findDifferences(app, loadedRun(run), project.plan.tables.get(table)!, counts, buckets);
    differences.push(...found.filter(({ kind, key }) => kind !== "lost" || !deletedByUsers.has(nameOf(table, key))));
  }
  return differences;
}

const nameOf = (table: string, legacyKey: string) => JSON.stringify([table, legacyKey]);

/** Rows that the window has listed as deleted in Convex before it began. */
async function readDeletedByUsers(run: RunDirectory): Promise<ReadonlySet<string>> {
  const conflicts = await readConflicts(run);
  return new Set(
    conflicts.filter(({ kind }) => kind === "keep").map((each) => nameOf(each.table, each.legacyKey ?? "")),
  );
}

function renderFailure(
  { run }: Context,
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
      ? [
          {
            what: `${table}: and ${own.length - shownDifferences} more`,
            where: run.file("differences.json"),
            next: `cutover diff ${table}`,
          },
        ]
      : [];
  const open =
    issues.open > allowedIssues
      ? [
          {
            what: `${table}: ${issues.open} open issues, the plan allows ${allowedIssues}`,
            next: `cutover issues ${table}`,
          },
        ]
      : [];
  return [...faults, ...named, ...rest, ...open];
}

/** What verify has found in this run, and whether that is still true; null where it has not run. */
export async function readDifferences(
  run: RunDirectory,
): Promise<{ readonly differences: readonly Difference[]; readonly verified: Verified | null } | null> {
  const found = await readJsonFile(run.file("differences.json"), differencesFormat);
  return found === null ? null : { differences: found.differences, verified: await readVerified(run, found.verify) };
}

/** One sentence. */
export function renderDifference(difference: Difference): string {
  const { kind, key, fields } = difference;
  if (kind === "lost") return `row ${JSON.stringify(key)} is not in Convex`;
  if (kind === "extra") return `row ${JSON.stringify(key)} is in Convex, but was not exported`;
  const texts = fields.map(
    ({ name, exported, imported }) => `${name}: exported ${exported ?? "nothing"}, in Convex ${imported ?? "nothing"}`,
  );
  return `row ${JSON.stringify(key)} differs in ${texts.join("; ")}`;
}

type Fields = ReadonlyMap<string, string>;

/** Names every row and field of these buckets that differs. Holds the rows of the buckets only, never the table. */
async function findDifferences(
  app: App,
  run: RunDirectory,
  table: PlannedTable,
  counts: TableCounts,
  buckets: readonly number[],
): Promise<Difference[]> {
  const expected = await readExported(run, table, counts, new Set(buckets));
  const differences: Difference[] = [];
  const seen = new Set<string>();
  for await (const { legacyKey: key, fields } of app.inspect(table.name, buckets)) {
    const exported = expected.get(key);
    const twice = seen.has(key);
    seen.add(key);
    if (exported === undefined || twice) differences.push({ table: table.name, key, kind: "extra", fields: [] });
    else differences.push(...compareFields(table.name, key, exported, new Map(fields)));
  }
  for (const key of expected.keys()) {
    if (!seen.has(key)) differences.push({ table: table.name, key, kind: "lost", fields: [] });
  }
  return differences;
}

async function readExported(
  run: RunDirectory,
  table: PlannedTable,
  counts: TableCounts,
  buckets: ReadonlySet<number>,
): Promise<Map<string, Fields>> {
  const exported = new Map<string, Fields>();
  for await (const line of readDocumentLines(run, counts)) {
    const document = decodeDocument(line, counts.format);
    const key = document[table.id.field] as string;
    if (buckets.has(bucketOf(key)))
      exported.set(key, new Map(hideSecrets(table.name, canonicalFields(table, document, exportedRefKey(document)))));
  }
  return exported;
}

function compareFields(table: string, key: string, exported: Fields, imported: Fields): Difference[] {
  const names = [...new Set([...exported.keys(), ...imported.keys()])].filter(
    (name) => exported.get(name) !== imported.get(name),
  );
  if (names.length === 0) return [];
  const fields = names.map((name) => ({
    name,
    exported: exported.get(name) ?? null,
    imported: imported.get(name) ?? null,
  }));
  return [{ table, key, kind: "changed", fields }];
}
