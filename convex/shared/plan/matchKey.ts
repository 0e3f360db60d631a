import { snakeCase } from "./names.js";
import { normalizeEmail } from "../users/email.js";
import type { PlannedTable } from "./plan.js";

type Matched = Pick<PlannedTable, "match">;
type Values = Readonly<Record<string, unknown>>;

/** The fields a table's rows are matched by to documents that exist already; none where they are not. */
export function matchFields({ match }: Matched): readonly string[] {
  return match === undefined ? [] : [match].flat();
}

/** The index they have while data moves, where the schema has none of its own that begins with them. */
export function matchIndexName(table: Matched): string {
  return `by_match_${matchFields(table).map(snakeCase).join("_and_")}`;
}

/** How addresses are compared: letter case and surrounding space never make two people out of one. */
export function addressKey(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const key = normalizeEmail(value);
  return key === "" ? null : key;
}

/** What a document is matched by: an address in any case, or several fields exactly as they are. null: it lacks something. */
export function matchKeyOf(table: Matched, document: Values): string | null {
  const fields = matchFields(table);
  if (fields.length === 1) return addressKey(document[fields[0]!]);
  const values = fields.map((field) => document[field]);
  const isWhole = values.length > 0 && values.every((value) => typeof value === "string" && value !== "");
  return isWhole ? JSON.stringify(values) : null;
}
