import { isUtf8 } from "node:buffer";
import { useDatabase } from "../../../examples/thywill/generator/database.js";
import { columns, type TableName } from "../../../examples/thywill/generator/schema.js";

/** What a column stores: text, null, or the storage class where it is neither. */
export type Field = string | null;
export type SourceRow = Readonly<Record<string, Field>>;

/** Every row of a table by a scan. Text that is not UTF-8 and BLOBs stand as `<not UTF-8>` and `<blob>`. */
export function readRows(path: string, table: TableName): readonly SourceRow[] {
  const fields = columns[table].map((name) => `typeof(${name}) AS ${name}_type, CAST(${name} AS BLOB) AS ${name}`);
  return useDatabase(path, (database) => database.all(`SELECT ${fields.join(", ")} FROM ${table} NOT INDEXED`)).map(
    (record) =>
      Object.fromEntries(columns[table].map((name) => [name, readField(record[`${name}_type`], record[name] ?? null)])),
  );
}

function readField(type: unknown, stored: unknown): Field {
  if (type === "null") return null;
  if (type === "blob") return "<blob>";
  const bytes = stored as Uint8Array;
  return isUtf8(bytes) ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) : "<not UTF-8>";
}

/** The lines of `PRAGMA integrity_check`. */
export function checkIntegrity(path: string): readonly string[] {
  return useDatabase(path, (database) =>
    database.all("PRAGMA integrity_check").map(({ integrity_check: line }) => line as string),
  );
}

/** Ids of rows that a fetch by id, as the app does it, does not find. */
export function findUnreachable(path: string, table: TableName): readonly string[] {
  const ids = readRows(path, table).flatMap(({ id }) =>
    id === null || id === undefined || id.startsWith("<") ? [] : [id],
  );
  return useDatabase(path, (database) =>
    ids.filter((id) => database.get(`SELECT id FROM ${table} WHERE id = ?`, id) === null),
  );
}
