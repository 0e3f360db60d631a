import type { Raw } from "../../../convex/shared/kinds/kind.js";
import { flattenRecord } from "../files/json/array.js";
import { splitArray, visitFields } from "../json/text.js";

/** One row as the server sent it: names and raw values side by side. */
export interface PageRow {
  readonly names: readonly string[];
  readonly values: readonly Raw[];
  /** Set where the row cannot be read. */
  readonly fault: string | undefined;
  readonly text: string;
}

/** An answer of the records API, of version 2 (`list`, `pageInfo`) or 3 (`records`, `next`). */
export interface Page {
  readonly rows: readonly PageRow[];
  readonly totalRows: number | undefined;
  readonly isLastPage: boolean | undefined;
  /** Version 3: where the next page is; undefined where there is none. */
  readonly next: string | undefined;
}

/** Reads valid JSON without losing a digit of any number in it. */
export function readPage(text: string, idTitle = "Id"): Page {
  const parts = new Map<string, Raw>();
  visitFields(text, (name, raw) => void parts.set(name, raw));
  const list = parts.get("list");
  const records = parts.get("records");
  const info = JSON.parse(parts.get("pageInfo") ?? "{}") as { totalRows?: unknown; isLastPage?: unknown };
  const texts = splitArray(list ?? records ?? "[]");
  return {
    rows: texts.map((row) => readRow(list === undefined ? flattenRecord(row, idTitle) : row)),
    // Some databases behind NocoDB count in strings.
    totalRows: info.totalRows === undefined ? undefined : Number(info.totalRows),
    isLastPage: typeof info.isLastPage === "boolean" ? info.isLastPage : undefined,
    next: parts.get("next") ?? undefined,
  };
}

function readRow(text: string): PageRow {
  const names: string[] = [];
  const values: Raw[] = [];
  const fault = visitFields(text, (name, raw) => {
    names.push(name);
    values.push(raw);
  });
  return { names, values, fault, text };
}
