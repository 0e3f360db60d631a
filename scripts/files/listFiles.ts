import type { Environment } from "../../convex/shared/plan/columns.js";
import { tablesWithFiles, withFiles } from "../../convex/shared/plan/files.js";
import type { FileName, FindFile } from "../../convex/shared/kinds/kind.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { compileRow } from "../rows/convert/convertRow.js";
import { compileCorrect, type Corrections } from "../rows/convert/corrections.js";
import { readPart } from "../rows/convert/readPart.js";
import { prepareLookups } from "../rows/lookups/prepareLookups.js";
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

/** An id of `_storage`, so that the row is converted; which one is not looked at. */
const anyFile = "kg20000000000000000000000000181w";

/** The files that rows name which become documents: rows are converted as the export does, and tell what they look up. */
export async function listFiles(source: Source, { plan, ...listing }: Listing): Promise<NamedFile[]> {
  let asked: FileName[] = [];
  const find: FindFile = (name) => {
    asked.push(name);
    return anyFile;
  };
  const bound = withFiles(plan, find);
  const named = new Map<string, NamedFile>();
  const begin = () => {
    asked = [];
  };
  for await (const { table, key } of documents(source, bound, { ...listing, begin }))
    for (const name of asked) addRow(named, name, table, key);
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

/** Every row of the tables with files that becomes a document, right after its conversion, which `begin` precedes. */
async function* documents(
  source: Source,
  plan: Plan,
  { env, corrections, signal, onRows, begin }: Omit<Listing, "plan"> & { readonly begin: () => void },
): AsyncGenerator<{ table: string; key: string }> {
  const tables = tablesWithFiles(plan);
  const inputs = await prepareLookups(source, plan, env, { tables, corrections });
  for (const table of tables) {
    let read = 0;
    for (const part of table.parts) {
      for (const name of part.sources) {
        const stream = await readPart(source, name, part);
        const convert = compileRow(table, part, stream, inputs);
        const correct = compileCorrect(corrections, table.name, part, stream.columns);
        for await (const page of stream.pages) {
          signal.throwIfAborted();
          for (const row of page) {
            if ("broken" in row) continue;
            begin();
            const converted = convert(correct(row));
            if (converted.kind === "document") yield { table: table.name, key: converted.key };
          }
          read += page.length;
          onRows(table.name, read);
        }
      }
    }
  }
}
