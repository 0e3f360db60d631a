import { z } from "zod";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../../run/jsonFile.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { type AdminSession, withPlainSession } from "../../sources/postgres/adminSession.js";

const vContents = z.object({
  /** By table: how many rows there are, and a sum over their versions. */
  tables: z.record(z.string(), z.string()),
});
/** What the source's tables held at one moment: each write, in whatever table, makes another. */
export type SourceContents = Readonly<z.infer<typeof vContents>>;

const contentsFormat: JsonFormat<SourceContents> = {
  version: 1,
  content: vContents,
  next: "Put the file back as it was, or: cutover rollback",
};

/** As of the freeze: `.cutover/<run>/sourceContents.json`. */
export async function readContentsAtFreeze(run: RunDirectory): Promise<SourceContents | null> {
  return await readJsonFile(fileOf(run), contentsFormat);
}

export async function writeContentsAtFreeze(run: RunDirectory, contents: SourceContents): Promise<void> {
  await writeJsonFile(fileOf(run), contentsFormat, contents);
}

function fileOf(run: RunDirectory): string {
  return run.file("sourceContents.json");
}

/**
 * Reads every planned table of a PostgreSQL database once. Where a row's version lies and which transaction wrote it tells every
 * insert, update and delete apart; the statistics' counters do so late, and count writes that were rolled back.
 */
export async function readContents(url: string, planned: readonly string[]): Promise<SourceContents> {
  return await withPlainSession(url, async (session) => {
    const tables: Record<string, string> = {};
    for (const table of await chooseTables(session, planned)) tables[table] = await readTable(session, table);
    return { tables };
  });
}

type Relation = { readonly table: string; readonly names: readonly string[]; readonly kind: string };

/** The planned tables; all of them where the plan reads a view, which has no versions of its own. */
async function chooseTables(session: AdminSession, planned: readonly string[]): Promise<string[]> {
  const relations = await session.query<Relation>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS table, c.relkind AS kind,
       ARRAY[c.relname::text, n.nspname || '.' || c.relname] AS names
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
     ORDER BY c.oid`,
  );
  const isPlanned = ({ names }: Relation) => names.some((name) => planned.includes(name));
  const isTable = ({ kind }: Relation) => kind === "r" || kind === "p";
  const chosen = relations.filter(isPlanned);
  const read = chosen.every(isTable) ? chosen : relations.filter(isTable);
  return read.map(({ table }) => table);
}

async function readTable(session: AdminSession, table: string): Promise<string> {
  const { rows, versions } = await session.one<{ rows: string; versions: string }>(
    `SELECT count(*)::text AS rows,
       coalesce(sum(hashtext(tableoid::text || ctid::text || xmin::text)::bigint), 0)::text AS versions
     FROM ${table}`,
  );
  return `${rows} rows, versions ${versions}`;
}

/** Tables that do not hold what they held. */
export function findChangedTables(before: SourceContents, now: SourceContents): string[] {
  const names = new Set([...Object.keys(before.tables), ...Object.keys(now.tables)]);
  return [...names].filter((name) => before.tables[name] !== now.tables[name]).toSorted();
}
