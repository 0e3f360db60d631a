/** Other names of types, as programs, SQLite, MySQL's users and NocoDB write them: PostgreSQL's own, or one of ours. */
const aliases: Readonly<Record<string, string | undefined>> = {
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  serial2: "smallint",
  serial4: "integer",
  serial8: "bigint",
  smallserial: "smallint",
  serial: "integer",
  bigserial: "bigint",
  int: "integer",
  mediumint: "integer",
  "big int": "bigint",
  id: "integer",
  foreignkey: "integer",
  rating: "integer",
  year: "integer",
  count: "integer",
  float4: "real",
  float8: "double precision",
  double: "double precision",
  float: "double precision",
  percent: "number",
  bool: "boolean",
  checkbox: "boolean",
  timestamptz: "timestamp with time zone",
  datetime: "timestamp",
  createdtime: "timestamp",
  lastmodifiedtime: "timestamp",
  timetz: "time with time zone",
  varchar: "character varying",
  nvarchar: "character varying",
  nchar: "character",
  bpchar: "character",
  clob: "text",
  mediumtext: "text",
  longtext: "text",
  tinytext: "text",
  singlelinetext: "text",
  email: "text",
  phonenumber: "text",
  url: "text",
  string: "text",
  dec: "decimal",
  currency: "decimal",
  halfvec: "vector",
  attachment: "json",
  user: "json",
  createdby: "json",
  lastmodifiedby: "json",
  collaborator: "json",
};

/**
 * A type by its usual name, without its schema and its parameters: `extensions.citext` → `citext`, `int4` → `integer`, `_text` →
 * `text[]`, `timestamptz(6)` → `timestamp with time zone`, `integer unsigned` → `integer`.
 */
export function normalizeType(type: string): string {
  const array = /(?:\[\d*\])+$/.exec(type)?.[0] ?? "";
  const isOldArray = /^(?:[\w"]+\.)?_[a-z]/.test(type);
  const plain = type
    .slice(0, type.length - array.length)
    .replace(/^(?:"[^"]*"|[\w$]+)\.(?=["\w])/, "")
    .replace(isOldArray ? /^_/ : "", "")
    .toLowerCase()
    .replace(/\s*\(.*?\)/, "")
    .replace(/^unsigned\s+|\s+unsigned$|\s+zerofill$/g, "")
    .trim();
  const known = (Object.hasOwn(aliases, plain) ? aliases[plain] : undefined) ?? plain;
  return known + array.replaceAll(/\d/g, "") + (isOldArray ? "[]" : "");
}
