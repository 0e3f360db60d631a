import { DdlCursor, isWord } from "../sql/ddl.js";
import type { Token } from "../sql/tokens.js";

/** First words of statements that may change, or compute, rows. */
const firstWords = [
  "UPDATE",
  "DELETE",
  "TRUNCATE",
  "MERGE",
  "DROP",
  "ALTER",
  "WITH",
  "CREATE",
  "SELECT",
  "ROLLBACK",
  "ABORT",
];

export function mayChangeRows(token: Token): boolean {
  return firstWords.some((word) => isWord(token, word));
}

/**
 * What a statement does to rows that the file has written before, such as `TRUNCATE public.a`; null if nothing. Reading the rows
 * that a file writes is only right if nothing changes them later. `written`: the tables that have rows so far.
 */
export function findRowChange(tokens: readonly Token[], written: ReadonlySet<string>): string | null {
  const cursor = new DdlCursor(tokens);
  if (cursor.take("WITH"))
    return hasWord(tokens, ["INSERT", "UPDATE", "DELETE", "MERGE"]) ? "WITH … that writes rows" : null;
  if (cursor.take("CREATE")) return findComputedTable(cursor);
  if (cursor.take("SELECT")) return hasTopLevel(tokens, "INTO") ? "SELECT … INTO" : null;
  if (written.size === 0) return null;
  if (cursor.take("ROLLBACK") || cursor.take("ABORT")) return "ROLLBACK";
  if (cursor.take("DROP")) return findDrop(cursor, written);
  if (cursor.take("ALTER", "TABLE")) return findAlteration(cursor, written);
  if (cursor.take("TRUNCATE")) return findTruncate(cursor, tokens, written);
  const name = tokens[0]!.text.toUpperCase();
  if (!cursor.take("UPDATE") && !cursor.take("DELETE", "FROM") && !cursor.take("MERGE", "INTO")) return null;
  cursor.take("ONLY");
  const table = cursor.takeTableName();
  return written.has(table) ? `${name} ${table}` : null;
}

/** `CREATE TABLE … AS SELECT …` makes rows that stand nowhere. */
function findComputedTable(cursor: DdlCursor): string | null {
  cursor.take("UNLOGGED");
  cursor.take("TEMPORARY");
  cursor.take("TEMP");
  if (!cursor.take("TABLE")) return null;
  cursor.take("IF", "NOT", "EXISTS");
  const table = cursor.takeTableName();
  if (isWord(cursor.peek(), "(")) cursor.takeParentheses();
  const rest = cursor.takeUntil(["AS", "PARTITION", "INHERITS"]);
  return cursor.take("AS") && rest.length < 8 ? `CREATE TABLE ${table} AS` : null;
}

function findDrop(cursor: DdlCursor, written: ReadonlySet<string>): string | null {
  const isSchema = cursor.take("SCHEMA");
  if (!isSchema && !cursor.take("TABLE")) return null;
  cursor.take("IF", "EXISTS");
  do {
    const name = isSchema ? cursor.takeName() : cursor.takeTableName();
    const isWritten = isSchema ? [...written].some((table) => table.startsWith(`${name}.`)) : written.has(name);
    if (isWritten) return `DROP ${isSchema ? "SCHEMA" : "TABLE"} ${name}`;
  } while (cursor.take(","));
  return null;
}

function findTruncate(cursor: DdlCursor, tokens: readonly Token[], written: ReadonlySet<string>): string | null {
  cursor.take("TABLE");
  do {
    cursor.take("ONLY");
    const table = cursor.takeTableName();
    // With CASCADE also the tables that refer to it, whatever they are.
    if (written.has(table) || hasWord(tokens, ["CASCADE"])) return `TRUNCATE ${table}`;
    cursor.take("*");
  } while (cursor.take(","));
  return null;
}

/** Names and columns of rows that stand in the file already; constraints, owners and the like change no row. */
function findAlteration(cursor: DdlCursor, written: ReadonlySet<string>): string | null {
  cursor.take("IF", "EXISTS");
  cursor.take("ONLY");
  const table = cursor.takeTableName();
  if (!written.has(table)) return null;
  for (const action of takeActions(cursor)) {
    const change = nameChange(new DdlCursor(action));
    if (change !== null) return `ALTER TABLE ${table} ${change}`;
  }
  return null;
}

function nameChange(action: DdlCursor): string | null {
  if (action.take("RENAME")) return action.take("CONSTRAINT") ? null : "RENAME";
  if (action.take("SET", "SCHEMA")) return "SET SCHEMA";
  if (action.take("DROP")) return isWord(action.peek(), "CONSTRAINT") ? null : "DROP COLUMN";
  if (action.take("ADD")) return constraints.some((word) => isWord(action.peek(), word)) ? null : "ADD COLUMN";
  if (!action.take("ALTER")) return null;
  action.take("COLUMN");
  action.takeName();
  action.take("SET", "DATA");
  return action.take("TYPE") ? "ALTER COLUMN … TYPE" : null;
}

const constraints = ["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "NOT"];

/** The actions of ALTER TABLE, which commas separate. */
export function takeActions(cursor: DdlCursor): readonly (readonly Token[])[] {
  const actions = [cursor.takeUntil([","])];
  while (cursor.take(",")) actions.push(cursor.takeUntil([","]));
  return actions;
}

function hasWord(tokens: readonly Token[], words: readonly string[]): boolean {
  return tokens.some((token) => words.some((word) => isWord(token, word)));
}

function hasTopLevel(tokens: readonly Token[], word: string): boolean {
  return new DdlCursor(tokens).takeAfter(word);
}
