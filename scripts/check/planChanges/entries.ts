import type { Field } from "../../../convex/shared/plan/field.js";
import { columnsOf, entriesOf, fieldNameOf } from "../../../convex/shared/plan/names.js";
import { takesAbsent } from "../../../convex/shared/plan/schemaFaults.js";
import type { Finding, PlanPlace } from "../finding.js";
import { type Surroundings, tableShapeOf } from "./planChange.js";

/** One line of a table in the plan, and its code. */
export interface Entry {
  readonly at: PlanPlace;
  readonly field: Field;
  /** Its name in Convex. */
  readonly name: string;
  /** `text().optional()`. */
  readonly code: string;
}

/** The line that a finding's column is read by; null where that is none, or several, or is not written in plan.ts itself. */
export function findEntry(
  { table, column }: Finding,
  { plan, file }: Surroundings,
  roles: readonly Field["parts"]["role"]["kind"][],
): Entry | null {
  const parts = (table === undefined ? undefined : plan.specs[table])?.parts ?? [];
  const found = parts.flatMap((part, index) =>
    entriesOf(part)
      .filter(
        ([
          ,
          {
            parts: { role },
          },
        ]) => roles.includes(role.kind),
      )
      .filter((entry) => columnsOf(entry).join(", ") === column)
      .map((entry) => ({ index, entry })),
  );
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return null;
  const [key, field] = only.entry;
  const code = file?.columnCode(table!, only.index, key) ?? null;
  const at = columnPlace(table!, parts.length === 1 ? null : parts[only.index]!.sources[0]!, key);
  return code === null ? null : { at, field, name: fieldNameOf(only.entry), code };
}

export function columnPlace(table: string, source: string | null, key: string): PlanPlace {
  return { in: "columns", table, ...(source === null ? {} : { source }), key };
}

/** What has to follow the code for NULL to be taken: nothing, `.optional()`, `.nullable()`. null: the schema wants a value. */
export function nullSuffix({ at, field, name }: Entry, around: Surroundings): string | null {
  const { absent, role } = field.parts;
  if (absent.kind !== "reject") return "";
  if (role.kind === "creationTime") return ".optional()";
  const shape = tableShapeOf(around, at.table!);
  if (shape === undefined) return null;
  if (takesAbsent(shape, name, { kind: "leaveOut" })) return ".optional()";
  return takesAbsent(shape, name, { kind: "null" }) ? ".nullable()" : null;
}
