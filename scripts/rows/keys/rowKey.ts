import { createHash } from "node:crypto";
import type { Form } from "../../../convex/shared/kinds/kind.js";
import type { Row } from "../../sources/source.js";
import { KeySet } from "./keySet.js";

/** Hexadecimal digits of a key: 128 bits, so that two different rows never share one. */
const keyDigits = 32;

/**
 * Keys for rows that the source gives none: a hash of what the plan reads of the row, and for rows that are equal in all of it a
 * counter (`#2` for the second). The order of rows and of columns makes no difference, so every export of the same rows gives the
 * same keys. `indexes`: by the columns' names.
 */
export function compileRowKey(columns: readonly string[], at: (column: string) => number): (row: Row) => string {
  const indexes = columns.toSorted().map(at);
  const seen = new KeySet();
  const repeated = new Map<string, number>();
  return (row) => {
    const content = JSON.stringify(indexes.map((index) => [row[index] ?? null, formOf(row, index)]));
    const key = createHash("sha256").update(content).digest("hex").slice(0, keyDigits);
    if (seen.add(key)) return key;
    const number = (repeated.get(key) ?? 1) + 1;
    repeated.set(key, number);
    return `${key}#${number}`;
  };
}

/** Whether a column holds other values beside a boolean must not change the key of the row that has the boolean. */
function formOf({ forms }: Row, index: number): Form | 0 {
  const form = forms?.get(index) ?? 0;
  return form === "boolean" ? 0 : form;
}
