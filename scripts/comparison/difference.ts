import { z } from "zod";

const vFieldDifference = z.object({
  name: z.string(),
  /**
   * `value`: another value. `reference`: leads to another document. `dangling`: leads to no migrated document. `unresolved`:
   * the source key is there, the id is not, and no issue says why. `user`: the row became part of somebody else's account.
   */
  kind: z.enum(["value", "reference", "dangling", "unresolved", "user"]),
  exported: z.string().nullable(),
  imported: z.string().nullable(),
});
/** Texts are canonical forms; null is a field that is not there. */
export type FieldDifference = Readonly<z.infer<typeof vFieldDifference>>;

export const vDifference = z
  .object({
    table: z.string(),
    key: z.string(),
    /** `missing`: not in Convex. `extra`: was not exported. `duplicate`: a second document has the key. */
    kind: z.enum(["missing", "extra", "duplicate", "changed"]),
    /** Of the document in Convex, where it is known. */
    id: z.string().optional(),
    /** None where the table has more changed documents than are named field by field. */
    fields: z.array(vFieldDifference.readonly()).readonly(),
    /** It was right when it was verified before, and the migration has written nothing since: somebody has changed it in Convex. */
    byUsers: z.boolean().optional(),
  })
  .readonly();
/** A row that is not in Convex as it was exported. */
export type Difference = z.infer<typeof vDifference>;

const sentences = {
  value: ({ exported, imported }) => `exported ${exported ?? "nothing"}, in Convex ${imported ?? "nothing"}`,
  reference: ({ exported, imported }) => `points to ${imported ?? "nothing"}, exported ${exported ?? "nothing"}`,
  dangling: ({ exported }) => `points to no migrated document, exported ${exported ?? "nothing"}`,
  unresolved: ({ exported }) => `is not resolved, exported ${exported ?? "nothing"}`,
  user: ({ exported, imported }) => `the row of ${exported} became part of the account of ${imported ?? "nobody"}`,
} satisfies Record<FieldDifference["kind"], (field: FieldDifference) => string>;

/** One sentence. */
export function renderDifference({ kind, key, id, fields }: Difference): string {
  const row = `row ${JSON.stringify(key)}`;
  switch (kind) {
    case "missing":
      return `${row} is not in Convex`;
    case "extra":
      return `${row} is in Convex, but was not exported`;
    case "duplicate":
      return `${row} is in Convex more than once${id === undefined ? "" : `: document ${id}, too`}`;
    case "changed":
      return fields.length === 0 ? `${row} differs` : `${row} differs in ${fields.map(renderField).join("; ")}`;
  }
}

function renderField(field: FieldDifference): string {
  return `${field.name}: ${sentences[field.kind](field)}`;
}

/** Names every field in which two documents differ. */
export function compareFields(
  exported: ReadonlyMap<string, string>,
  imported: ReadonlyMap<string, string>,
): FieldDifference[] {
  const names = [...new Set([...exported.keys(), ...imported.keys()])];
  return names
    .filter((name) => exported.get(name) !== imported.get(name))
    .map((name) => ({
      name,
      kind: "value",
      exported: exported.get(name) ?? null,
      imported: imported.get(name) ?? null,
    }));
}
