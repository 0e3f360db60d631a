import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exampleFolder } from "../../../examples/perm-tracker/generate.js";

export function readExample(path: string): string {
  return readFileSync(join(exampleFolder, path), "utf8");
}

/** The documents of a JSONLines file of the example. */
export function readDocuments(path: string): readonly Record<string, string | null>[] {
  return readExample(path)
    .trimEnd()
    .split("\n")
    .map((line): Record<string, string | null> => JSON.parse(line));
}

export interface DumpTable {
  /** `"public"."cases" ("id", …)` */
  readonly target: string;
  readonly lines: readonly string[];
  readonly rows: readonly Record<string, string | null>[];
}

export interface Dump {
  readonly tables: ReadonlyMap<string, DumpTable>;
  /** Everything between the COPY blocks, in pieces, with the name of the table whose block follows each piece. */
  readonly parts: readonly { readonly sql: string; readonly table?: string }[];
}

const copyHeader = /^COPY ("(\w+)"\."(\w+)" \((.*)\)) FROM stdin;$/;

/** Reads a data dump in COPY format. Written apart from the product's own reader, so that each checks the other. */
export function parseDump(text: string): Dump {
  const tables = new Map<string, DumpTable>();
  const parts: { sql: string; table?: string }[] = [];
  const lines = text.split("\n");
  let sql = "";
  for (let at = 0; at < lines.length; at++) {
    const match = copyHeader.exec(lines[at] ?? "");
    if (match === null) {
      sql += `${lines[at]}\n`;
      continue;
    }
    const [, target = "", schema, name, columnText = ""] = match;
    const end = lines.indexOf("\\.", at);
    const columns = columnText.split(", ").map((column) => column.slice(1, -1));
    const data = lines.slice(at + 1, end);
    tables.set(`${schema}.${name}`, { target, lines: data, rows: data.map((line) => parseRow(columns, line)) });
    parts.push({ sql, table: `${schema}.${name}` });
    sql = "";
    at = end;
  }
  return { tables, parts: [...parts, { sql }] };
}

function parseRow(columns: readonly string[], line: string): Record<string, string | null> {
  const fields = line.split("\t");
  if (fields.length !== columns.length)
    throw new Error(`${fields.length} fields for ${columns.length} columns: ${line}`);
  return Object.fromEntries(
    fields.map((field, index) => [columns[index], field === "\\N" ? null : unescapeField(field)]),
  );
}

const escapes: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

function unescapeField(field: string): string {
  return field.replaceAll(/\\(.)/g, (_, char: string) => escapes[char] ?? char);
}
