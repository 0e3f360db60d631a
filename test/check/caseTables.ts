import type { Raw } from "../../convex/shared/kinds/kind.js";

export type Lines = Readonly<Record<string, string>>;

interface Table {
  readonly columns: Lines;
  readonly options?: Lines;
  readonly derived?: Lines;
  /** Of schema.ts. */
  readonly schema: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly Raw[])[];
}

export interface Case {
  readonly tables: Readonly<Record<string, Table>>;
  /** Tables of the source that the plan does not name. */
  readonly others?: Readonly<Record<string, { columns: string[]; rows: Raw[][] }>>;
  /** A column that the source does not deliver whole. */
  readonly incomplete?: string;
  /** The schema that the change says it needs. */
  readonly schemaAfter?: string;
  readonly changes: readonly string[];
}

export const one = (schema: string, columns: Lines, names: string, rows: Raw[][], more: Partial<Table> = {}) => ({
  things: { columns: { id: "id()", ...columns }, schema, names: names.split(" "), rows, ...more },
});
export const parents = { columns: { id: "id()" }, schema: "", names: ["id"], rows: [["1"]] };
export const name = (schema: string, code: string, value: Raw, more: Partial<Table> = {}) =>
  one(`name: ${schema}`, { name: code }, "id name", [["1", value]], more);
export const text = "v.optional(v.string())";
export const number = "v.optional(v.number())";
export const users = (email: string, rows: Raw[][], columns: Lines = {}, names = "id email") =>
  one(
    "email: v.optional(v.string()), emailVerificationTime: v.optional(v.number())",
    { email, ...columns },
    names,
    rows,
    { options: { match: '"email"' } },
  );
export const optionalRef = 'parentId: v.optional(v.id("parents"))';
