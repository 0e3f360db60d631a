import type { PostgresSession } from "./postgresSession.js";
import type { ForeignKey, SourceColumn, SourceTable } from "./source.js";

/** A table with what reading it needs. */
export interface CatalogTable extends SourceTable {
  readonly schema: string;
  readonly relation: string;
  /** A plain table is read without the rows of tables that inherit from it. */
  readonly only: boolean;
}

interface CatalogRow {
  schema: string;
  relation: string;
  kind: "r" | "p" | "v" | "m" | "f";
  rows: number;
  parent: string | null;
  columns: (SourceColumn & { enumValues: string[] | null })[] | null;
  key: string[] | null;
  foreign: ForeignKey[] | null;
}

const names = (relation: string, numbers: string) =>
  `(SELECT json_agg(a.attname ORDER BY k.position)
    FROM unnest(${numbers}) WITH ORDINALITY AS k (attnum, position)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.attnum)`;

const fullName = (relation: string) =>
  `(SELECT fn.nspname || '.' || fc.relname FROM pg_class fc JOIN pg_namespace fn ON fn.oid = fc.relnamespace
    WHERE fc.oid = ${relation})`;

const columns = `
  SELECT json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', NOT (a.attnotnull OR t.typnotnull),
    'generated', a.attgenerated <> '',
    'enumValues', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
                   WHERE e.enumtypid IN (t.oid, t.typelem, t.typbasetype))
  ) ORDER BY a.attnum)
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const catalogSql = `
  SELECT n.nspname AS schema, c.relname AS relation, c.relkind AS kind, c.reltuples::float8 AS rows,
    (SELECT ${fullName("i.inhparent")} FROM pg_inherits i WHERE i.inhrelid = c.oid AND c.relispartition) AS parent,
    (${columns}) AS columns,
    (SELECT ${names("c.oid", "x.conkey")} FROM pg_constraint x WHERE x.conrelid = c.oid AND x.contype = 'p') AS key,
    (SELECT json_agg(json_build_object('columns', ${names("c.oid", "x.conkey")}, 'table', ${fullName("x.confrelid")},
       'references', ${names("x.confrelid", "x.confkey")}) ORDER BY x.conname)
     FROM pg_constraint x WHERE x.conrelid = c.oid AND x.contype = 'f') AS foreign
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  ORDER BY n.nspname, c.relname`;

/** Every table and view outside the system's own schemas. */
export async function readCatalog(session: PostgresSession): Promise<CatalogTable[]> {
  // As in a dump: with nothing on the path, types of other schemas are printed with their schema.
  await session.query("SET LOCAL search_path = ''");
  const rows = await session.query<CatalogRow>(catalogSql);
  return rows.map(toTable);
}

function toTable(row: CatalogRow): CatalogTable {
  const isView = row.kind === "v" || row.kind === "m";
  return {
    name: `${row.schema}.${row.relation}`,
    schema: row.schema,
    relation: row.relation,
    only: row.kind === "r",
    columns: (row.columns ?? []).map(toColumn),
    primaryKey: row.key ?? [],
    foreignKeys: row.foreign ?? [],
    // −1 says never analysed; a view has no statistics.
    ...(row.rows >= 0 && !isView ? { estimatedRows: Math.round(row.rows) } : {}),
    ...(row.parent === null ? {} : { partitionOf: row.parent }),
    ...(isView ? { view: true } : {}),
  };
}

function toColumn({ name, type, nullable, generated, enumValues }: NonNullable<CatalogRow["columns"]>[number]) {
  return { name, type, nullable, ...(generated ? { generated } : {}), ...(enumValues === null ? {} : { enumValues }) };
}
