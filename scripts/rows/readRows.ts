import type { Document } from "../../convex/shared/document.js";
import type { Raw } from "../../convex/shared/kind.js";
import type { PlannedTable } from "../../convex/shared/plan.js";
import type { BrokenRow, Row, Source } from "../sources/source.js";
import type { Context } from "../stage.js";
import { findSizeFault } from "./checkDocument.js";
import { compileRow, type Converted, type Reason } from "./convertRow.js";
import { compileDocumentCheck, type DocumentCheck } from "./documentCheck.js";
import { findKeyFaults, rememberKeys } from "./keyCheck.js";
import type { TableKeys } from "./tableKeys.js";

/** What becomes of one row, by every rule of plan, schema and limits. */
export type Judged =
  | { readonly kind: "document"; readonly key: string; readonly document: Document; readonly line: string }
  | { readonly kind: "filtered" }
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
  const check = compileDocumentCheck(project.schema, table);
  let read = 0;
  for (const name of table.sources) {
    const { columns, pages } = await source.read(name, table.columns);
    reading.begin?.(columns);
    const judge = compileJudge(reading, check, columns);
    for await (const page of pages) {
      signal.throwIfAborted();
      for (const row of page) {
        const taken = reading.take(judge(row), "broken" in row ? null : row);
        if (taken !== undefined) await taken;
      }
      read += page.length;
      progress.rows(table.name, read);
    }
  }
}

function compileJudge(
  reading: Reading,
  check: DocumentCheck,
  columns: readonly string[],
): (row: Row | BrokenRow) => Judged {
  const { table, keys } = reading;
  const convert = compileRow(table, columns);
  return (row) => {
    if ("broken" in row) return judgeBroken(row);
    const converted: Converted = convert(row);
    if (converted.kind === "filtered") return converted;
    if (converted.kind === "rejected") return { ...converted, original: named(columns, row) };
    const { key, document } = converted;
    const line = judgeDocument(reading, check, document);
    if (typeof line !== "string") return { kind: "rejected", key, reasons: line, original: named(columns, row) };
    rememberKeys(table, keys, document);
    return { kind: "document", key, document, line };
  };
}

function judgeBroken({ broken, where, original }: BrokenRow): Judged {
  return { kind: "rejected", key: where, reasons: [{ column: "*", code: "broken_row", message: broken }], original };
}

/** The line to write, or every reason against it. */
function judgeDocument(reading: Reading, check: DocumentCheck, document: Document): string | Reason[] {
  const reasons = [...check(document), ...findKeyFaults(reading.table, reading.keys, document)];
  if (reasons.length > 0) return reasons;
  const line = reading.encode(document);
  if (typeof line !== "string") return [line];
  const tooLarge = findSizeFault(line);
  return tooLarge === null ? line : [tooLarge];
}

function named(columns: readonly string[], row: readonly Raw[]): Record<string, Raw> {
  return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]));
}
