import type { Document } from "../../../convex/shared/document/document.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { PlannedPart, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { isOwnTable } from "../../sources/supabase.js";
import type { BrokenRow, Row, Source } from "../../sources/source.js";
import type { Context } from "../../stages/stage.js";
import { compileRow, type Converted, type Reason } from "./convertRow.js";
import { compileDocumentCheck } from "../validate/documentCheck.js";
import { DocumentJudge } from "../validate/documentJudge.js";
import type { Knowledge } from "./learn.js";
import { joinFields, splitFields } from "../write/lineFields.js";
import type { TableKeys } from "../keys/tableKeys.js";

/** What becomes of one row, by every rule of plan, schema and limits. */
export type Judged =
  | { readonly kind: "document"; readonly key: string; readonly document: Document; readonly line: string }
  | { readonly kind: "filtered" }
  /** It became part of the document of the row `into`, which is or was judged as that document. */
  | { readonly kind: "merged"; readonly key: string; readonly into: string; readonly original: unknown }
  | {
      readonly kind: "rejected";
      /** null where it does not convert; of a row the source could not read: where it stands. */
      readonly key: string | null;
      readonly reasons: readonly Reason[];
      /** The row as it was, for the rejected file. */
      readonly original: unknown;
    };

export interface Reading {
  readonly table: PlannedTable;
  readonly keys: TableKeys;
  readonly knowledge: Knowledge;
  /** The document's line without the line feed, or why there is none. */
  encode(document: Document): string | Reason;
  /** Called for every row, in order; `row` is null where the source could not read it, and reused afterwards. */
  take(judged: Judged, row: Row | null): Promise<void> | void;
  /** Called with the columns of the rows that follow, once for each source table. */
  begin?(columns: readonly string[]): void;
}

/** Reads a table's rows to the end, once, and judges each. The one loop over rows: what is done with them is the caller's. */
export async function readRows(
  { project, progress, signal }: Pick<Context, "project" | "progress" | "signal">,
  source: Source,
  reading: Reading,
): Promise<void> {
  const { table } = reading;
  const judge = new DocumentJudge(reading, compileDocumentCheck(project.schema, table), source.description);
  let read = 0;
  for (const part of table.parts) {
    for (const name of part.sources) {
      const { columns, pages } = await source.read(name, part.columns);
      reading.begin?.(columns);
      const judgeRow = compileJudge(reading, part, columns, judge);
      for await (const page of pages) {
        signal.throwIfAborted();
        for (const row of page) {
          const taken = reading.take(judgeRow(row), "broken" in row ? null : row);
          if (taken !== undefined) await taken;
        }
        read += page.length;
        progress.rows(table.name, read);
      }
    }
  }
  judge.finish();
}

function compileJudge(
  { table, knowledge }: Reading,
  part: PlannedPart,
  columns: readonly string[],
  judge: DocumentJudge,
): (row: Row | BrokenRow) => Judged {
  const convert = compileRow(table, part, columns, knowledge);
  const original = compileOriginal(part, columns);
  return (row) => {
    if ("broken" in row) return judgeBroken(part, row);
    const converted: Converted = convert(row);
    if (converted.kind === "filtered") return converted;
    if (converted.kind === "rejected") return { ...converted, original: original(row) };
    return judge.judge(converted, () => original(row));
  };
}

function judgeBroken(part: PlannedPart, { broken, where, original }: BrokenRow): Judged {
  const reasons = [{ column: "*", code: "broken_row", message: broken }];
  return { kind: "rejected", key: where, reasons, original: withoutOmitted(part, original) };
}

const withheld =
  "(not written here, since the plan leaves out columns of this row and they cannot be told apart in it)";

/** What is left of a row that could not be read, as text. Columns the plan leaves out may be secret. */
function withoutOmitted({ omitted, sources }: PlannedPart, original: string): string {
  if (omitted.length === 0 && !sources.some(isOwnTable)) return original;
  if (!isObject(original)) return withheld;
  const out = new Set(omitted.map(({ column }) => column));
  return joinFields(new Map([...splitFields(original)].filter(([column]) => !out.has(column))));
}

function isObject(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The row for the files of rejected and merged rows, without what the plan leaves out: a rule may read it, nobody writes it. */
function compileOriginal({ omitted }: PlannedPart, columns: readonly string[]): (row: Row) => Record<string, Raw> {
  const out = new Set(omitted.map(({ column }) => column));
  const kept = columns.flatMap((column, index) => (out.has(column) ? [] : [[column, index] as const]));
  return (row) => Object.fromEntries(kept.map(([column, index]) => [column, row[index] ?? null]));
}
