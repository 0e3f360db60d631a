import { z } from "zod";
import { LineWriter } from "../rows/write/lineWriter.js";
import { type JsonFormat, writeJsonFile } from "../run/jsonFile.js";
import { readManifest, type TableCounts } from "../run/manifest.js";
import { loadedRun, type RunDirectory } from "../run/runDirectory.js";
import { Snapshot } from "../run/snapshot.js";
import type { Context } from "../stages/stage.js";
import { type Compared, TableComparison } from "./compareTable.js";
import { DocumentReader } from "../comparison/documentTexts.js";
import { EarlierDocuments, readDocuments } from "../comparison/earlierDocuments.js";
import { References } from "../comparison/references.js";
import { type ComponentRecords, readComponentRecords } from "../comparison/componentRecords.js";
import { withoutSetAside } from "./givenBack.js";
import { encodeWrite, type Write } from "./write.js";

const vTableWrites = z.object({
  table: z.string(),
  isPlanned: z.boolean(),
  inserted: z.number(),
  changed: z.number(),
  deleted: z.number(),
  /** The first few, as `changed 4711 (name, email)`. */
  examples: z.array(z.string()).readonly(),
});
/** What users did to a table of the app since the migration. */
export type TableWrites = Readonly<z.infer<typeof vTableWrites>>;

const vFoundWrites = z.object({
  /** Tables that users wrote to. */
  tables: z.array(vTableWrites.readonly()).readonly(),
  /** Tables nobody looked at: they hold no data of users. */
  leftOut: z.array(z.string()).readonly(),
  /** Why it cannot be said what users wrote; null where it can. */
  unknown: z.string().nullable(),
});
export type FoundWrites = Readonly<z.infer<typeof vFoundWrites>>;

const writesFormat: JsonFormat<FoundWrites> = {
  version: 1,
  content: vFoundWrites,
  next: "Delete the file, then: cutover rollback --dry-run",
};

/** The file of a table's writes. */
export function writesFile({ run }: Pick<Context, "run">, table: string): string {
  return run.file("writes", `${table}.jsonl`);
}

/**
 * Compares a fresh export of the deployment with the backup and with what the migration brought: everything else is what
 * people wrote since, and what restoring the backup loses. Writes `writes/<table>.jsonl` and `writes.json`.
 */
export async function findWrites(context: Context, fresh: string): Promise<FoundWrites> {
  const before = await Snapshot.open(context.run.backup);
  const now = await Snapshot.open(fresh);
  try {
    const found = await compareSnapshots(context, before, now);
    await writeJsonFile(foundFile(context.run), writesFormat, found);
    return found;
  } finally {
    before.close();
    now.close();
  }
}

function foundFile(run: RunDirectory): string {
  return run.file("writes.json");
}

async function compareSnapshots(context: Context, before: Snapshot, now: Snapshot): Promise<FoundWrites> {
  const { plan } = context.project;
  const records = await readComponentRecords(now);
  const names = [...new Set([...plan.tables.keys(), ...before.allTables, ...now.allTables])].toSorted();
  const leftOut = names.filter((name) => isLeftOut(name) && !plan.tables.has(name));
  if (records.isCleaned) return { tables: [], leftOut, unknown: afterCleanup };
  const prepare = await preparePlanned(context, before, now, records);
  const tables: TableWrites[] = [];
  for (const name of names.filter((each) => !leftOut.includes(each))) {
    const compared = prepare(name);
    const found = compared === null ? await countUnplanned(name, before, now) : await comparePlanned(context, compared);
    if (found.inserted + found.changed + found.deleted > 0) tables.push(found);
  }
  return { tables, leftOut, unknown: null };
}

const afterCleanup =
  "The cleanup has removed legacy fields: what users wrote since cannot be told from what the migration brought";

/** Records of ours, and who is signed in: nothing that people made. */
function isLeftOut(table: string): boolean {
  return /^_components\/(?:cutover|migrations)\/|^auth(?:Sessions|RefreshTokens|VerificationCodes|Verifiers|RateLimits)$/.test(
    table,
  );
}

/** Everything the comparison of a planned table takes, by its name. */
export async function preparePlanned(
  { run, project }: Context,
  before: Snapshot,
  now: Snapshot,
  records: ComponentRecords,
): Promise<(name: string) => Compared | null> {
  const { plan } = project;
  const manifest = await readManifest(loadedRun(run).manifest);
  const isLoaded = (await run.journal.latest()).get("load")?.event === "finished";
  const reader = new DocumentReader(await References.read(plan, now), records);
  const common = { before, beforeRecords: await readComponentRecords(before), now, records, reader, isLoaded };
  const exported = (counts: TableCounts | undefined) => (counts === undefined ? null : { run: loadedRun(run), counts });
  return (name) => {
    const table = plan.tables.get(name);
    const counts = manifest?.tables.find((each) => each.table === name);
    return table === undefined ? null : { ...common, table, exported: exported(counts) };
  };
}

const mostExamples = 5;

async function comparePlanned(context: Context, compared: Compared): Promise<TableWrites> {
  const counts = { inserted: 0, changed: 0, deleted: 0 };
  const examples: string[] = [];
  const writer = await LineWriter.create(writesFile(context, compared.table.name));
  for await (const write of new TableComparison(compared).writes()) {
    counts[write.kind] += 1;
    if (examples.length < mostExamples) examples.push(renderWrite(write));
    await writer.write(encodeWrite(write));
  }
  await writer.finish();
  return { table: compared.table.name, isPlanned: true, ...counts, examples };
}

function renderWrite({ kind, legacyKey, id, fields, removed }: Write): string {
  const names = [...Object.keys(fields), ...removed].join(", ");
  return `${kind} ${legacyKey ?? id}${kind === "changed" ? ` (${names})` : ""}`;
}

/** A table the plan does not mention: counts only, since it may hold secrets such as password hashes. */
async function countUnplanned(table: string, before: Snapshot, now: Snapshot): Promise<TableWrites> {
  const earlier = await EarlierDocuments.read(before, table);
  const counts = { new: 0, same: 0, changed: 0 };
  for await (const document of readDocuments(now, table)) counts[earlier.meet(withoutSetAside(table, document))] += 1;
  const { new: inserted, changed } = counts;
  return { table, isPlanned: false, inserted, changed, deleted: earlier.missing, examples: [] };
}
