import { dumpOrder, type Table } from "./tables.js";
import { printCopyField, type Cell, type DataRow } from "./values.js";

export type Rows = ReadonlyMap<string, readonly DataRow[]>;
export type DumpMode = "copy" | "inserts";

/** pg_dump 15.14 and later draw this key at random; here it must be the same in every run. */
const restrictKey = "PrMtrcKr7f3Zt0qVYx2sJw9bHnLe5Ua1GdCkRo8iTmSvXy4uBpQzFhNjWlEaDcO";

/** What `supabase db dump --data-only` prints; "copy" with `--use-copy`, "inserts" without. */
export function renderDataDump(rows: Rows, mode: DumpMode): string {
  const tables = dumpOrder.map((table) => renderTableData(table, rows.get(table.name) ?? [], mode));
  const lastToken = rows.get("auth.refresh_tokens")?.length ?? 0;
  return [renderOpening(), ...tables, renderSequence(lastToken), renderClosing()].join("");
}

function renderOpening(): string {
  return `SET session_replication_role = replica;

--
-- PostgreSQL database dump
--

-- \\restrict ${restrictKey}

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

`;
}

function renderTableData(table: Table, rows: readonly DataRow[], mode: DumpMode): string {
  const [schema, name] = table.name.split(".");
  const data = mode === "copy" ? renderCopy(table, rows) : renderInserts(table, rows);
  return `--
-- Data for Name: ${name}; Type: TABLE DATA; Schema: ${schema}; Owner: ${table.owner}
--

${data}

`;
}

export function quoteName(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
}

function renderTarget(table: Table): string {
  return `${quoteName(table.name)} (${table.columns.map((column) => `"${column.name}"`).join(", ")})`;
}

function renderCopy(table: Table, rows: readonly DataRow[]): string {
  const lines = rows.map((row) => `${table.columns.map(({ name }) => printCopyField(cellOf(row, name))).join("\t")}\n`);
  return `COPY ${renderTarget(table)} FROM stdin;\n${lines.join("")}\\.\n`;
}

/** A misspelt column would otherwise become NULL in silence. */
function cellOf(row: DataRow, column: string): Cell {
  const cell = row[column];
  if (cell === undefined) throw new Error(`The generator gives no value for column ${column}.`);
  return cell;
}

function renderInserts(table: Table, rows: readonly DataRow[]): string {
  const tuples = rows.map((row) => {
    const literals = table.columns.map(({ name, type }) => printLiteral(cellOf(row, name), type));
    return `\t(${literals.join(", ")})`;
  });
  const text = `INSERT INTO ${renderTarget(table)} VALUES\n${tuples.join(",\n")};\n`;
  // The CLI's own sed; it does not know that a line may lie inside a string, so it damages such a note.
  return text.replaceAll(/^\\(un)?restrict .*$/gm, "-- $&");
}

function printLiteral(cell: Cell, type: string): string {
  if (cell === null) return "NULL";
  if (/^(numeric|integer$|bigint|smallint)/.test(type)) return cell;
  if (type === "boolean" || type === "bool") return cell === "t" ? "true" : "false";
  return `'${cell.replaceAll("'", "''")}'`;
}

function renderSequence(last: number): string {
  return `--
-- Name: refresh_tokens_id_seq; Type: SEQUENCE SET; Schema: auth; Owner: supabase_auth_admin
--

SELECT pg_catalog.setval('"auth"."refresh_tokens_id_seq"', ${last}, true);


`;
}

function renderClosing(): string {
  return `--
-- PostgreSQL database dump complete
--

-- \\unrestrict ${restrictKey}

RESET ALL;
`;
}
