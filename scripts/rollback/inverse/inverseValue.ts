import type { Value } from "convex/values";
import type { Absent } from "../../../convex/shared/plan/field.js";
import { type Kind, reject, Reject } from "../../../convex/shared/kinds/kind.js";
import { invertValue, splitKey } from "../../../convex/shared/kinds/index.js";
import type { KeyParts, PlannedField } from "../../../convex/shared/plan/plan.js";
import { findColumn, type InverseTable, isDerived, typeOf } from "./inverseTable.js";

/** Raw text (or NULL) by column. */
export type Cells = ReadonlyMap<string, string | null>;

/** The columns a legacy key stands for, or why they are not known. */
export function invertKey(
  inverse: InverseTable,
  key: { readonly columns: readonly string[]; readonly parts: KeyParts },
  text: string,
): Cells | Reject {
  const parts = splitKey(text, key.parts.length);
  if (parts === null) return reject("not_invertible", `${JSON.stringify(text)} is not a key of ${key.columns.length}`);
  const cells = new Map<string, string>();
  for (const [index, part] of parts.entries()) {
    const column = key.columns[index]!;
    const cell = invertKeyPart(inverse, column, key.parts[index]!, part);
    if (cell instanceof Reject) return cell;
    cells.set(column, cell);
  }
  return cells;
}

function invertKeyPart(inverse: InverseTable, column: string, kind: Kind, text: string): string | Reject {
  if (isDerived(inverse, column)) return reject("not_invertible", `${column} is worked out from other columns`);
  if (kind.normalizes === true)
    return reject("ambiguous", `the plan changes the text of ${column}, so the key is not known`);
  return invertValue(kind, parseKeyPart(kind, text), typeOf(inverse, column, kind));
}

/** The value whose text stands in the key: a string as it is, everything else in its canonical form. */
function parseKeyPart(kind: Kind, text: string): Value {
  const { kind: type } = kind.validator as { kind?: string };
  if (type === "float64") return Number(text);
  return type === "int64" && /^-?\d+n$/.test(text) ? BigInt(text.slice(0, -1)) : text;
}

/** The column of a field, or why there is no way back to it. */
export function invertField(
  inverse: InverseTable,
  { name, role, columns, absent }: PlannedField,
  value: Value | undefined,
): Cells | Reject {
  if (role.kind === "constant") return reject("not_invertible", `${name} is the same in every document`);
  if (role.kind === "computed") return reject("not_invertible", `${name} is computed from ${columns.join(", ")}`);
  const column = columns[0]!;
  if (isDerived(inverse, column)) return reject("not_invertible", `${column} is worked out from other columns`);
  if (findColumn(inverse, column)?.generated === true)
    return reject("not_invertible", `${column} is computed by the source`);
  if (value === undefined || value === null) return invertAbsent(inverse, [column], absent, value);
  const text = invertValue(role.of, value, typeOf(inverse, column, role.of));
  return text instanceof Reject ? text : new Map([[column, text]]);
}

/** NULL, where the plan reads NULL as this absence and the source takes it. */
export function invertAbsent(
  inverse: InverseTable,
  columns: readonly string[],
  absent: Absent,
  value: null | undefined,
): Cells | Reject {
  const isNull = value === null ? absent.kind === "null" : absent.kind === "leaveOut";
  const names = columns.join(", ");
  if (!isNull)
    return reject("not_invertible", `NULL in ${names} would not be read as ${value === null ? "null" : "nothing"}`);
  const strict = columns.find((column) => findColumn(inverse, column)?.nullable === false);
  if (strict !== undefined) return reject("not_invertible", `${strict} does not take NULL`);
  return new Map(columns.map((column) => [column, null]));
}
