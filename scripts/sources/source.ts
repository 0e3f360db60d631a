import type { Raw } from "../../convex/shared/kinds/kind.js";
import { CutoverError, type Fault } from "../errors.js";

/**
 * A row as the source hands it over: one raw field per column of its table stream, in that order. Text is what
 * PostgreSQL prints for the value with `DateStyle=ISO`, `TimeZone=UTC`, `bytea_output=hex` (so `t`/`f`, `{a,b}`,
 * `\x00ff`, `2024-03-10 05:00:00+00`); a source that is not PostgreSQL prints its values the same way. `null` is SQL
 * NULL. A source may reuse the array for the next row of a page: read it before asking for the next page.
 */
export type Row = readonly Raw[];

/** A row the source itself could not read (invalid UTF-8, wrong number of fields): it becomes a rejected row. */
export interface BrokenRow {
  readonly broken: string;
  /** Where it stands: a line number or an offset, for people. */
  readonly where: string;
  /** As much of the row as could be read, as text, for the rejected file. */
  readonly original: string;
}

export interface TableStream {
  /** Column names in the order of every row. */
  readonly columns: readonly string[];
  /** Pages of rows. Flat memory: a page is at most a few hundred KB. Ends early by `return()`, which frees the source. */
  readonly pages: AsyncIterable<readonly (Row | BrokenRow)[]>;
}

export interface SourceColumn {
  readonly name: string;
  /** The source's own name of the type, such as `uuid`, `numeric(10,2)`, `timestamp with time zone`, `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Computed by the source from other columns: a live source can read it, a dump does not hold it. */
  readonly generated?: boolean;
  /** The labels of an enum (or of an array or domain of one), in their own order. */
  readonly enumValues?: readonly string[];
  /** The words a check allows: `CHECK (status IN ('a', 'b'))`, of the column or of its domain. */
  readonly allowed?: readonly string[];
  /** The type a domain stands for. */
  readonly baseType?: string;
  /** A constant default: `pending`, `0`, `true`. Computed ones are not told. */
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
  /** As the plan writes it: `schema.table`, `schema` left out where the source has none. Reading `t` means `public.t`. */
  readonly name: string;
  readonly columns: readonly SourceColumn[];
  /** Column names of the primary key, in order; empty where there is none. */
  readonly primaryKey: readonly string[];
  /** From the source's statistics; absent where counting would need a scan. */
  readonly estimatedRows?: number;
  readonly foreignKeys?: readonly ForeignKey[];
  /** Columns whose values together occur once, other than the primary key. */
  readonly uniqueKeys?: readonly (readonly string[])[];
  /** The tables it inherits columns from, whose own rows are others. */
  readonly inherits?: readonly string[];
  /** Not the app's own: made by an extension, or the rows are another server's. */
  readonly origin?: "extension" | "foreign";
  readonly comment?: string;
  /** The partitioned table that already contains these rows. */
  readonly partitionOf?: string;
  /** A view, or a virtual table of SQLite: its rows are made from what other tables hold. */
  readonly view?: boolean;
}

/** A file that rows refer to (an attachment): what a manifest lists and a later stage fetches. Never holds its bytes. */
export interface SourceFile {
  readonly table: string;
  readonly column: string;
  /** The row's key as its source prints it; absent where the source knows no key. */
  readonly key?: string;
  /** The name people gave it. */
  readonly title: string;
  /** Where its bytes are, as the row says: a path within the source, or a URL. Never a signed one: those expire, and open doors. */
  readonly from: string;
  readonly mimetype?: string;
  /** In bytes. */
  readonly size?: number;
}

/** Something rows are read from. One snapshot: every table is read as of the same moment. Never writes. */
export interface Source {
  /** For messages and the manifest, without any secret: `postgres://…host/db`, `data.sql`. */
  readonly description: string;
  /** When the snapshot was taken, epoch milliseconds; absent for files. */
  readonly snapshotTime?: number;
  /** How many tables may be read at the same time. */
  readonly parallel: number;
  tables(): Promise<readonly SourceTable[]>;
  /**
   * Opens one table's stream. `columns` are the ones the plan reads; the stream may give them in another order and may
   * give more. Throws a CutoverError (failure "source") when the table or a column is missing.
   */
  read(table: string, columns: readonly string[]): Promise<TableStream>;
  /** The files that the rows read so far refer to: complete for a table once its stream has ended. Absent where rows refer to none. */
  files?(): readonly SourceFile[];
  /**
   * What the source itself says is wrong with it, a sentence each, empty where it finds nothing: SQLite's integrity check. Reads
   * everything once. Absent where a source cannot be asked.
   */
  findings?(): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface Named {
  readonly name: string;
}

/** The table the plan means by `wanted`: its full name, or its name alone in the schema `public`. */
export function matchTable<T extends Named>(tables: readonly T[], wanted: string): T | undefined {
  return tables.find((t) => t.name === wanted) ?? tables.find((t) => t.name === `public.${wanted}`);
}

/** The same, or an error that names the tables there are. */
export function findTable<T extends Named>(tables: readonly T[], wanted: string, source: string): T {
  const found = matchTable(tables, wanted);
  if (found !== undefined) return found;
  const names = tables.map((t) => t.name);
  const near = getNearNames(wanted, [...names, ...names.map(withoutSchema)]);
  throw new CutoverError("source", {
    what: `The source has no table "${wanted}"`,
    where: source,
    next: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `It has: ${listNames(names)}`,
  });
}

/** Throws one error that names every column of `wanted` that the table does not have. */
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
    "source",
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

function withoutSchema(name: string): string {
  return name.slice(name.indexOf(".") + 1);
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
