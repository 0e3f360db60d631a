import type { Raw } from "../../convex/shared/kinds/kind.js";

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
