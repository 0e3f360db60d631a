import type { Environment } from "../../convex/shared/plan/columns.js";
import { tablesWithFiles, withFiles } from "../../convex/shared/plan/files.js";
import { unstoredFile } from "../../convex/shared/kinds/index.js";
import type { FileName, FindFile } from "../../convex/shared/kinds/kind.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import type { Corrections } from "../rows/convert/corrections.js";
import { prepareLookups, readConverted } from "../rows/lookups/prepareLookups.js";
import type { Source } from "../sources/source.js";
import { nameOf } from "./storedFiles.js";

/** A file that rows name. */
export interface NamedFile extends FileName {
  readonly tables: readonly string[];
  /** The first rows that name it, as `table/legacyId`. */
  readonly rows: readonly string[];
}

interface Listing {
  readonly plan: Plan;
  readonly env: Environment;
  readonly corrections: Corrections;
  readonly signal: AbortSignal;
  /** Called with the rows read so far. */
  readonly onRows: (table: string, count: number) => void;
}

/** Rows of a file that are listed with it. */
const mostRows = 20;

/** The files that rows name which become documents: rows are converted as the export does, and tell what they look up. */
export async function listFiles(
  source: Source,
  { plan, env, corrections, signal, onRows }: Listing,
): Promise<NamedFile[]> {
  let asked: FileName[] = [];
  const find: FindFile = (name) => {
    asked.push(name);
    return unstoredFile;
  };
  const bound = withFiles(plan, find);
  const tables = tablesWithFiles(bound);
  const inputs = await prepareLookups(source, bound, env, { tables, corrections });
  const named = new Map<string, NamedFile>();
  for (const table of tables) {
    const onRow = () => void (asked = []);
    const onPage = (rows: number) => {
      signal.throwIfAborted();
      onRows(table.name, rows);
    };
    for await (const { key } of readConverted({ source, inputs, corrections }, table, { onRow, onPage }))
      for (const name of asked) addRow(named, name, table.name, key);
  }
  return [...named.values()];
}

function addRow(named: Map<string, NamedFile>, name: FileName, table: string, key: string): void {
  const { tables = [], rows = [] } = named.get(nameOf(name)) ?? {};
  const isListed = tables.includes(table) && rows.length === mostRows;
  if (isListed) return;
  named.set(nameOf(name), {
    ...name,
    tables: tables.includes(table) ? tables : [...tables, table],
    rows: rows.length === mostRows ? rows : [...rows, `${table}/${key}`],
  });
}
