import type { Document } from "../../convex/shared/document.js";
import type { Raw } from "../../convex/shared/kind.js";
import type { PlannedPart, PlannedTable } from "../../convex/shared/plan.js";
import type { BrokenRow, Row, Source } from "../sources/source.js";
import type { Context } from "../stage.js";
import { findSizeFault } from "./checkDocument.js";
import { compileRow, type Converted, type Reason } from "./convertRow.js";
import { compileDocumentCheck, type DocumentCheck } from "./documentCheck.js";
import { findKeyFaults, rememberKeys } from "./keyCheck.js";
import type { Knowledge } from "./learn.js";
import type { MergedRows } from "./merges.js";
import type { TableKeys } from "./tableKeys.js";

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
  const judgeDocument = compileDocumentJudge(reading, compileDocumentCheck(project.schema, table));
  let read = 0;
  for (const part of table.parts) {
    for (const name of part.sources) {
      const { columns, pages } = await source.read(name, part.columns);
      reading.begin?.(columns);
      const judge = compileJudge(reading, part, columns, judgeDocument);
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
}

type Found = Extract<Converted, { kind: "document" }>;
/** `original`: the row as it was, asked for only where it is kept. */
type DocumentJudge = (found: Found, original: () => unknown) => Judged;

function compileJudge(
  { table, knowledge }: Reading,
  part: PlannedPart,
  columns: readonly string[],
  judgeDocument: DocumentJudge,
): (row: Row | BrokenRow) => Judged {
  const convert = compileRow(table, part, columns, knowledge);
  return (row) => {
    if ("broken" in row) return judgeBroken(row);
    const converted: Converted = convert(row);
    if (converted.kind === "filtered") return converted;
    if (converted.kind === "rejected") return { ...converted, original: named(columns, row) };
    return judgeDocument(converted, () => named(columns, row));
  };
}

/** Rows that are the same are judged together, as the document they become, when the first of them comes. */
function compileDocumentJudge(reading: Reading, check: DocumentCheck): DocumentJudge {
  const { table, keys, knowledge } = reading;
  const merges = knowledge.merges.get(table.name);
  const judgedMerges = new Map<MergedRows, readonly Reason[] | null>();
  const judgeOne = (key: string, document: Document, original: () => unknown): Judged => {
    const line = findLine(reading, check, document);
    if (typeof line !== "string") return { kind: "rejected", key, reasons: line, original: original() };
    rememberKeys(table, keys, document);
    return { kind: "document", key, document, line };
  };
  return ({ key, document, mergeKey }, original) => {
    const merged = mergeKey === null ? undefined : merges?.get(mergeKey);
    if (merged === undefined) return judgeOne(key, document, original);
    const reasons = judgedMerges.get(merged);
    if (reasons === null) return { kind: "merged", key, into: merged.key, original: original() };
    if (reasons !== undefined) return { kind: "rejected", key, reasons, original: original() };
    const judged = judgeOne(merged.key, knowledge.aliases.repoint(table, merged.document), original);
    judgedMerges.set(merged, judged.kind === "rejected" ? judged.reasons : null);
    return judged.kind === "rejected" ? { ...judged, key } : judged;
  };
}

function judgeBroken({ broken, where, original }: BrokenRow): Judged {
  return { kind: "rejected", key: where, reasons: [{ column: "*", code: "broken_row", message: broken }], original };
}

/** The line to write, or every reason against it. */
function findLine(reading: Reading, check: DocumentCheck, document: Document): string | Reason[] {
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
