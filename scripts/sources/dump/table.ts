import type { ForeignKey, SourceColumn } from "../source.js";
import { type AllowedWords, type DdlCursor, isWord, readAllowedWords, readConstant } from "../sql/ddl.js";
import type { Token } from "../sql/tokens.js";

/** A table as the statements read so far describe it. */
export interface TableDefinition {
  name: string;
  columns: SourceColumn[];
  primaryKey: string[];
  foreignKeys: ForeignKey[];
  uniqueKeys: string[][];
  readonly checks: AllowedWords[];
  readonly inherits: string[];
  origin?: "foreign";
  comment?: string;
  partitionOf?: string;
  view?: boolean;
}

export function changeColumns(table: TableDefinition, names: readonly string[], change: Partial<SourceColumn>) {
  table.columns = table.columns.map((column) => (names.includes(column.name) ? { ...column, ...change } : column));
}

export function renameColumn(table: TableDefinition, from: string, to: string, all: readonly TableDefinition[]) {
  const rename = (names: readonly string[]) => names.map((name) => (name === from ? to : name));
  changeColumns(table, [from], { name: to });
  table.primaryKey = rename(table.primaryKey);
  table.uniqueKeys = table.uniqueKeys.map(rename);
  for (const each of all) {
    each.foreignKeys = each.foreignKeys.map((key) => ({
      ...key,
      columns: each === table ? rename(key.columns) : key.columns,
      references: key.table === table.name ? rename(key.references) : key.references,
    }));
  }
}

/** After DROP, where a constraint may stand as well. */
export function dropColumn(table: TableDefinition, cursor: DdlCursor) {
  if (cursor.take("CONSTRAINT")) return;
  cursor.take("COLUMN");
  cursor.take("IF", "EXISTS");
  const name = cursor.takeName();
  table.columns = table.columns.filter((column) => column.name !== name);
  table.uniqueKeys = table.uniqueKeys.filter((key) => !key.includes(name));
  table.foreignKeys = table.foreignKeys.filter((key) => !key.columns.includes(name));
  if (table.primaryKey.includes(name)) table.primaryKey = [];
}

export function takeDefault(cursor: DdlCursor): Partial<SourceColumn> {
  const constant = readConstant(cursor.takeUntil(defaultEnds));
  return constant === null ? {} : { default: constant };
}

/** Restores the comma that `takeParentheses` has split at: a check is read whole. */
export function withComma(part: readonly Token[], index: number): readonly Token[] {
  return index === 0 ? part : [{ kind: "symbol", text: "," }, ...part];
}

const constraintWords = ["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "LIKE", "NOT"];

/** Adds a column or a constraint, from CREATE TABLE's parentheses or after ADD. */
export function addTableElement(table: TableDefinition, cursor: DdlCursor) {
  if (constraintWords.some((word) => isWord(cursor.peek(), word))) {
    addConstraint(table, cursor);
    return;
  }
  cursor.take("COLUMN");
  const name = cursor.takeName();
  const type = takeType(cursor);
  const rest = new Set<string>();
  let extra: Partial<SourceColumn> = {};
  while (!cursor.isAtEnd) {
    if (cursor.take("NOT", "NULL")) rest.add("not null");
    else if (cursor.take("PRIMARY", "KEY")) rest.add("key");
    else if (cursor.take("UNIQUE")) table.uniqueKeys.push([name]);
    else if (cursor.take("CHECK")) addCheck(table, cursor);
    else if (cursor.take("DEFAULT")) extra = takeDefault(cursor);
    else if (cursor.take("REFERENCES")) addForeignKey(table, [name], cursor);
    // GENERATED … AS IDENTITY is no computed column: the dump contains its values.
    else if (cursor.take("GENERATED", "ALWAYS", "AS") && isWord(cursor.peek(), "(")) rest.add("generated");
    else cursor.skipOne();
  }
  const nullable = !rest.has("not null") && !rest.has("key");
  table.columns.push({ name, type, nullable, ...(rest.has("generated") ? { generated: true } : {}), ...extra });
  if (rest.has("key")) table.primaryKey = [name];
}

function addConstraint(table: TableDefinition, cursor: DdlCursor) {
  if (cursor.take("CONSTRAINT")) cursor.takeName();
  if (cursor.take("PRIMARY", "KEY")) {
    table.primaryKey = cursor.takeNames();
    changeColumns(table, table.primaryKey, { nullable: false });
  } else if (cursor.take("NOT", "NULL")) {
    changeColumns(table, [cursor.takeName()], { nullable: false });
  } else if (cursor.take("UNIQUE")) {
    cursor.take("NULLS", "NOT", "DISTINCT");
    table.uniqueKeys.push(cursor.takeNames());
  } else if (cursor.take("CHECK")) {
    addCheck(table, cursor);
  } else if (cursor.take("FOREIGN", "KEY")) {
    const columns = cursor.takeNames();
    if (cursor.take("REFERENCES")) addForeignKey(table, columns, cursor);
  }
}

/** After REFERENCES. Without column names it means the target's primary key. */
function addForeignKey(table: TableDefinition, columns: string[], cursor: DdlCursor) {
  table.foreignKeys.push({ columns, table: cursor.takeTableName(), references: cursor.takeNames() });
}

function addCheck(table: TableDefinition, cursor: DdlCursor) {
  const allowed = readAllowedWords(cursor.takeParentheses().flatMap(withComma));
  if (allowed !== null) table.checks.push(allowed);
}

const defaultEnds = ["NOT", "NULL", "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES", "COLLATE", "GENERATED"];

const typeEnds = ["NOT", "NULL", "DEFAULT", "GENERATED", "COLLATE", "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK"].concat([
  "REFERENCES",
  "OPTIONS",
  "STORAGE",
  "COMPRESSION",
  "AS",
]);

/** A type as PostgreSQL's `format_type` prints it: `numeric(10,2)`, `timestamp with time zone`, `public.mood[]`. */
export function takeType(cursor: DdlCursor): string {
  let type = "";
  for (let token = cursor.peek(); token !== undefined; token = cursor.peek()) {
    if (typeEnds.some((word) => isWord(token, word))) break;
    cursor.next();
    if (token.kind === "symbol") type += token.text;
    else if (token.kind === "name") type += quoteName(token.text);
    else type += /[\w)]$/.test(type) ? ` ${token.text}` : token.text;
  }
  return type;
}

/** `"char"` is a type of its own, so it keeps its quotes. */
function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && name !== "char" ? name : `"${name.replaceAll('"', '""')}"`;
}
