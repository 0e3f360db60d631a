import type { Form, Raw } from "../../convex/shared/kinds/kind.js";
import { CutoverError, type Fault } from "../errors.js";
import { sourceFailures } from "./failures.js";

/**
 * A row as the source delivers it: one raw field per column of its table stream, in that order. Text is what
 * PostgreSQL prints for the value with `DateStyle=ISO`, `TimeZone=UTC`, `bytea_output=hex` (so `t`/`f`, `{a,b}`,
 * `\x00ff`, `2024-03-10 05:00:00+00`); a source that is not PostgreSQL prints its values the same way. `null` is SQL
 * NULL. JSON's booleans are `true` and `false`, of the form `boolean` where their column holds other values too. A source may reuse the array for the next row of a page: read it before asking for the next page.
 */
export type Row = readonly Raw[] & {
  /** By index: values whose text alone does not say what they are. Absent if there are none. */
  readonly forms?: ReadonlyMap<number, Form>;
};

/** The row with its forms, if it has any. */
export function withForms(row: readonly Raw[], forms: ReadonlyMap<number, Form> | undefined): Row {
  return forms === undefined || forms.size === 0 ? row : Object.assign(row, { forms });
}

/** A row the source itself could not read (invalid UTF-8, wrong number of fields): it becomes a rejected row. */
export interface BrokenRow {
  readonly broken: string;
  /** For users: a line number, a row number or a key. */
  readonly where: string;
  /** As much of the row as could be read, as text, for the rejected file. */
  readonly original: string;
}

/** Lines of COPY's text format, whole, as the source sent them. */
export interface CopyPage {
  readonly bytes: Buffer;
  /** Where each line starts, and where it ends: before its line feed. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Lines of the table before it. */
  readonly before: number;
  readonly isUtf8: boolean;
}

/** Reads such lines: tabs between fields, `\N` for NULL, a backslash before what would be taken for either. */
export interface CopyRows {
  readonly decodeRow: (page: CopyPage, index: number) => Promise<Row | BrokenRow>;
  /** The text of one field, which is valid UTF-8; undefined where its escapes are damaged. */
  readonly decodeField: (field: Buffer) => Raw | undefined;
}

export interface TableStream {
  /** Column names in the order of every row. */
  readonly columns: readonly string[];
  /** Which of them hold booleans, by the source's own type: the plan's functions get them as `true` and `false`. */
  readonly booleans?: readonly string[];
  /** Pages of rows, each at most a few hundred KB. `return()` ends it early and frees the source. */
  readonly pages: AsyncIterable<readonly (Row | BrokenRow)[]>;
  /** The same rows as bytes, for whoever needs no text of them: take either these pages or those. */
  readonly copy?: CopyRows & { readonly pages: AsyncIterable<CopyPage> };
}

export interface SourceColumn {
  readonly name: string;
  /** The source's own name for the type, such as `uuid`, `numeric(10,2)`, `timestamp with time zone`, `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Computed by the source from other columns: a live source can read it, a dump does not contain it. */
  readonly generated?: boolean;
  /** Why the source delivers no or only part of what the column shows: a link of NocoDB. Its values are not data. */
  readonly incomplete?: string;
  /** The labels of an enum (or of an array or domain of one), in their own order. */
  readonly enumValues?: readonly string[];
  /** The values a check allows: `CHECK (status IN ('a', 'b'))`, of the column or of its domain. */
  readonly allowed?: readonly string[];
  /** The type below a domain. */
  readonly baseType?: string;
  /** A constant default: `pending`, `0`, `true`. Computed defaults are left out. */
  readonly default?: string;
  readonly comment?: string;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  /** The referenced table, named as `SourceTable.name`, and its columns in the same order. */
  readonly table: string;
  readonly references: readonly string[];
}

export interface SourceTable {
  /** As the plan writes it: `schema.table`, without `schema` if the source has none. `t` also means `public.t`. */
  readonly name: string;
  readonly columns: readonly SourceColumn[];
  /** Column names of the primary key, in order; empty if there is none. */
  readonly primaryKey: readonly string[];
  /** From the source's statistics; absent if counting would need a scan. */
  readonly estimatedRows?: number;
  readonly foreignKeys?: readonly ForeignKey[];
  /** Sets of columns that are unique together, other than the primary key. */
  readonly uniqueKeys?: readonly (readonly string[])[];
  /** The tables it inherits columns from. Their rows are not its own. */
  readonly inherits?: readonly string[];
  /** What its rows take, in bytes; known of large objects only. */
  readonly bytes?: number;
  /** Not the app's own table: created by an extension, or a foreign table. `module`: a virtual table that cannot be read here. `largeObjects`: no table. */
  readonly origin?: "extension" | "foreign" | "module" | "largeObjects";
  readonly comment?: string;
  /** The partitioned table that already contains these rows. */
  readonly partitionOf?: string;
  /** A view, or a virtual table of SQLite that shows rows of other tables. */
  readonly view?: boolean;
}

/** A file that rows refer to (an attachment): the manifest lists it, without its bytes. */
export interface SourceFile {
  readonly table: string;
  readonly column: string;
  /** The row's key as its source prints it; absent if the source knows no key. */
  readonly key?: string;
  /** The file name that users see. */
  readonly title: string;
  /** Where its bytes are, as the row says: a path within the source, or a URL. Never signed: a signature expires, and grants access. */
  readonly from: string;
  readonly mimetype?: string;
  /** In bytes. */
  readonly size?: number;
}

/** What rows are read from. Read-only, in one snapshot: all tables are read as of the same moment. */
export interface Source {
  /** For messages and the manifest; contains no secret: `postgres://…host/db`, `data.sql`. */
  readonly description: string;
  /** When the snapshot was taken, epoch milliseconds; absent for files. */
  readonly snapshotTime?: number;
  /** Set for a dump: columns that its database computes are described, but not in it. */
  readonly lacksGenerated?: true;
  /** How many tables may be read at the same time. */
  readonly parallel: number;
  tables(): Promise<readonly SourceTable[]>;
  /**
   * Opens the stream of one table. `columns`: the ones the plan reads; the stream may have them in another order and may
   * have more. Throws a CutoverError (failure "source") when the table or a column is missing.
   */
  read(table: string, columns: readonly string[]): Promise<TableStream>;
  /** The files that the rows read so far refer to; complete for a table when its stream has ended. Absent if rows never refer to files. */
  files?(): readonly SourceFile[];
  /**
   * The damage that the source's own check reports (SQLite's integrity check), a sentence each; empty if it reports none. Reads
   * everything once. Absent if the source has no such check.
   */
  findings?(): Promise<readonly string[]>;
  /** The one value that this SQL query gives, as text; null for NULL. Absent where the source takes no SQL. */
  readonly query?: (sql: string) => Promise<string | null>;
  close(): Promise<void>;
}

/** The columns whose own type, or the type below their domain, is boolean. */
export function booleansOf(columns: readonly SourceColumn[]): string[] {
  return columns.filter(({ type, baseType = "" }) => isBoolean(type) || isBoolean(baseType)).map(({ name }) => name);
}

function isBoolean(type: string): boolean {
  return /^(?:bool|boolean|checkbox)$/i.test(type.trim());
}

/** `public.user_settings` → `user_settings`: what stands behind the schema. */
export function relationOf(table: string): string {
  return table.slice(table.indexOf(".") + 1);
}

export function schemaOf(table: string): string {
  return table.includes(".") ? table.slice(0, table.indexOf(".")) : "";
}

interface Named {
  readonly name: string;
}

/** The table the plan calls `wanted`: by full name, or by name in the schema `public`. */
export function matchTable<T extends Named>(tables: readonly T[], wanted: string): T | undefined {
  return tables.find((t) => t.name === wanted) ?? tables.find((t) => t.name === `public.${wanted}`);
}

/** Like `matchTable`, but throws an error that names similar tables if there is none. */
export function findTable<T extends Named>(tables: readonly T[], wanted: string, source: string): T {
  const table = matchTable(tables, wanted);
  if (table !== undefined) return table;
  const names = tables.map((t) => t.name);
  const near = getNearNames(wanted, [...names, ...names.map(relationOf)]);
  throw new CutoverError(sourceFailures.unknownTableOrColumn, {
    what: `The source has no table "${wanted}"`,
    where: source,
    next: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has: ${listNames(names)}`,
  });
}

/** Throws one error that names all of the `wanted` columns that the table does not have. */
export function checkColumns(
  table: string,
  columns: readonly SourceColumn[],
  wanted: readonly string[],
  hint?: string,
) {
  const names = columns.map((c) => c.name);
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new CutoverError(
    sourceFailures.unknownTableOrColumn,
    missing.map((name): Fault => {
      const near = getNearNames(name, names);
      const next = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `${table} has: ${listNames(names)}`;
      return { what: `Table ${table} has no column "${name}"`, where: table, next: hint ?? next };
    }),
  );
}

const listedNames = 20;

function listNames(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  const rest = names.length - listedNames;
  return names.slice(0, listedNames).join(", ") + (rest > 0 ? ` and ${String(rest)} more` : "");
}

/** At most three names that differ by case, separators or a few letters. */
export function getNearNames(wanted: string, names: readonly string[]): string[] {
  const plain = simplify(wanted);
  const allowed = plain.length < 4 ? 1 : Math.max(2, Math.floor(plain.length / 4));
  return [...new Set(names)]
    .map((name) => ({ name, distance: getDistance(plain, simplify(name)) }))
    .filter(({ distance }) => distance <= allowed)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, "");
}

/** Levenshtein's edit distance. */
function getDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
