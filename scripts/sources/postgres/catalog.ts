import type { ForeignKey, SourceColumn, SourceTable } from "../source.js";
import type { LargeObjects } from "../sql/largeObjects.js";
import { DdlCursor, readAllowedWords, readConstant, readUniqueIndex, sortedKeys, tokenize } from "../sql/ddl.js";
import type { PostgresSession } from "./session.js";

/** A table with its name in parts. */
export interface CatalogTable extends SourceTable {
  readonly schema: string;
  readonly relation: string;
  /** Whether to read with ONLY: without the rows of tables that inherit from it. */
  readonly only: boolean;
}

interface CatalogRow {
  schema: string;
  relation: string;
  kind: "r" | "p" | "v" | "m" | "f";
  rows: number;
  parent: string | null;
  columns: CatalogColumn[] | null;
  key: string[] | null;
  foreign: ForeignKey[] | null;
  /** As PostgreSQL prints them: `CREATE UNIQUE INDEX …`, `CHECK (…)`. */
  uniqueIndexes: string[] | null;
  checks: string[] | null;
  inherits: string[] | null;
  extension: boolean;
  comment: string | null;
}

interface CatalogColumn {
  name: string;
  type: string;
  nullable: boolean;
  generated: boolean;
  enumValues: string[] | null;
  baseType: string | null;
  domainChecks: string[] | null;
  default: string | null;
  comment: string | null;
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
                   WHERE e.enumtypid IN (t.oid, t.typelem, t.typbasetype)),
    'baseType', CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
    'domainChecks', (SELECT json_agg(pg_get_constraintdef(x.oid) ORDER BY x.conname) FROM pg_constraint x
                     WHERE x.contypid = t.oid AND x.contype = 'c'),
    'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
    'comment', col_description(c.oid, a.attnum)
  ) ORDER BY a.attnum)
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const catalogSql = `
  SELECT n.nspname AS schema, c.relname AS relation, c.relkind AS kind, c.reltuples::float8 AS rows,
    (SELECT ${fullName("i.inhparent")} FROM pg_inherits i WHERE i.inhrelid = c.oid AND c.relispartition) AS parent,
    (${columns}) AS columns,
    (SELECT ${names("c.oid", "x.conkey")} FROM pg_constraint x WHERE x.conrelid = c.oid AND x.contype = 'p') AS key,
    (SELECT json_agg(json_build_object('columns', ${names("c.oid", "x.conkey")}, 'table', ${fullName("x.confrelid")},
       'references', ${names("x.confrelid", "x.confkey")}) ORDER BY x.conname)
     FROM pg_constraint x WHERE x.conrelid = c.oid AND x.contype = 'f') AS foreign,
    (SELECT json_agg(pg_get_indexdef(i.indexrelid)) FROM pg_index i
     WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND NOT i.indisprimary) AS "uniqueIndexes",
    (SELECT json_agg(pg_get_constraintdef(x.oid) ORDER BY x.conname)
     FROM pg_constraint x WHERE x.conrelid = c.oid AND x.contype = 'c') AS checks,
    (SELECT json_agg(${fullName("i.inhparent")} ORDER BY i.inhseqno)
     FROM pg_inherits i WHERE i.inhrelid = c.oid AND NOT c.relispartition) AS inherits,
    EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') AS extension,
    obj_description(c.oid, 'pg_class') AS comment
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  ORDER BY n.nspname, c.relname`;

/** Every table and view outside the system schemas. */
export async function readCatalog(session: PostgresSession): Promise<CatalogTable[]> {
  // As in a dump: with an empty search path, types are printed with their schema.
  await session.query("SET LOCAL search_path = ''");
  const rows = await session.query<CatalogRow>(catalogSql);
  return rows.map(toTable);
}

function toTable(row: CatalogRow): CatalogTable {
  const isView = row.kind === "v" || row.kind === "m";
  const origin = row.extension ? "extension" : row.kind === "f" ? "foreign" : null;
  const uniqueKeys = readUniqueKeys(row);
  return {
    name: `${row.schema}.${row.relation}`,
    schema: row.schema,
    relation: row.relation,
    only: row.kind === "r",
    columns: readColumns(row),
    primaryKey: row.key ?? [],
    foreignKeys: row.foreign ?? [],
    ...(uniqueKeys.length > 0 ? { uniqueKeys } : {}),
    // −1: never analyzed; a view has no statistics.
    ...(row.rows >= 0 && !isView ? { estimatedRows: Math.round(row.rows) } : {}),
    ...(row.parent === null ? {} : { partitionOf: row.parent }),
    ...(row.inherits === null ? {} : { inherits: row.inherits }),
    ...(origin === null ? {} : { origin }),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(isView ? { view: true } : {}),
  };
}

function readUniqueKeys({ uniqueIndexes }: CatalogRow): string[][] {
  const indexes = (uniqueIndexes ?? []).map((text) => readUniqueIndex(new DdlCursor(tokenize(text).slice(1))));
  return sortedKeys(indexes.flatMap((index) => (index === null ? [] : [index.columns])));
}

function readColumns({ columns: described, checks }: CatalogRow): SourceColumn[] {
  const allowed = new Map((checks ?? []).flatMap(toWords));
  return (described ?? []).map((column) => toColumn(column, allowed.get(column.name)));
}

function toWords(check: string): [string, readonly string[]][] {
  const allowed = readAllowedWords(tokenize(check));
  return allowed === null ? [] : [[allowed.column, allowed.words]];
}

function toColumn(column: CatalogColumn, ownWords: readonly string[] | undefined): SourceColumn {
  const { name, type, nullable, generated, enumValues, baseType, domainChecks, comment } = column;
  const allowed = ownWords ?? (domainChecks ?? []).flatMap(toWords)[0]?.[1];
  const constant = column.default === null ? null : readConstant(tokenize(column.default));
  return {
    name,
    type,
    nullable,
    ...(generated ? { generated } : {}),
    ...(enumValues === null ? {} : { enumValues }),
    ...(baseType === null ? {} : { baseType }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(constant === null ? {} : { default: constant }),
    ...(comment === null ? {} : { comment }),
  };
}

/** How many there are, and what they take: exactly for those who may read them, else by the size of their pages. */
export async function readLargeObjects(session: PostgresSession): Promise<LargeObjects> {
  const [found] = await session.query<{ objects: string; readable: boolean }>(
    `SELECT (SELECT count(*) FROM pg_catalog.pg_largeobject_metadata) AS objects,
       pg_catalog.has_table_privilege('pg_catalog.pg_largeobject', 'SELECT') AS readable`,
  );
  const objects = Number(found?.objects ?? 0);
  if (objects === 0) return { objects, bytes: 0 };
  const size = found!.readable
    ? "(SELECT sum(octet_length(data)) FROM pg_catalog.pg_largeobject)"
    : "pg_catalog.pg_relation_size('pg_catalog.pg_largeobject')";
  const [sized] = await session.query<{ bytes: string }>(`SELECT coalesce(${size}, 0) AS bytes`);
  return { objects, bytes: Number(sized!.bytes) };
}
