import { DdlCursor, isWord } from "./ddlCursor.js";
import type { ForeignKey, SourceColumn, SourceTable } from "./source.js";
import type { Token } from "./sqlTokens.js";

interface TableDefinition {
  readonly name: string;
  columns: SourceColumn[];
  primaryKey: string[];
  readonly foreignKeys: ForeignKey[];
  readonly inherits: string[];
  partitionOf?: string;
  view?: boolean;
}

interface Domain {
  readonly base: string;
  readonly isNotNull: boolean;
}

/** What the CREATE and ALTER statements of a dump say about its tables: as much as `tables()` promises, not more. */
export class DumpSchema {
  readonly #tables = new Map<string, TableDefinition>();
  readonly #enums = new Map<string, string[]>();
  readonly #domains = new Map<string, Domain>();

  /** Takes in one statement; those that say nothing about tables are passed over. */
  add(tokens: readonly Token[]): void {
    const cursor = new DdlCursor(tokens);
    if (cursor.take("ALTER", "TABLE")) this.#alterTable(cursor);
    else if (cursor.take("CREATE")) this.#create(cursor);
  }

  #create(cursor: DdlCursor) {
    cursor.take("UNLOGGED");
    cursor.take("FOREIGN");
    if (cursor.take("TABLE")) this.#createTable(cursor);
    else if (cursor.take("TYPE")) this.#createType(cursor);
    else if (cursor.take("DOMAIN")) this.#createDomain(cursor);
  }

  #createType(cursor: DdlCursor) {
    const name = takeType(cursor);
    if (cursor.take("AS", "ENUM")) this.#enums.set(name, cursor.takeNames());
  }

  #createDomain(cursor: DdlCursor) {
    const name = takeType(cursor);
    cursor.take("AS");
    this.#domains.set(name, { base: takeType(cursor), isNotNull: cursor.takeAfter("NOT", "NULL") });
  }

  #createTable(cursor: DdlCursor) {
    cursor.take("IF", "NOT", "EXISTS");
    const name = cursor.takeTableName();
    const table: TableDefinition = { name, columns: [], primaryKey: [], foreignKeys: [], inherits: [] };
    if (cursor.take("PARTITION", "OF")) table.partitionOf = cursor.takeTableName();
    for (const part of cursor.takeParentheses()) addTableElement(table, new DdlCursor(part));
    if (cursor.take("INHERITS")) {
      for (const part of cursor.takeParentheses()) table.inherits.push(new DdlCursor(part).takeTableName());
    }
    this.#tables.set(name, table);
  }

  #alterTable(cursor: DdlCursor) {
    cursor.take("IF", "EXISTS");
    cursor.take("ONLY");
    const table = this.#tables.get(cursor.takeTableName());
    if (table === undefined) return;
    if (cursor.take("ATTACH", "PARTITION")) {
      const partition = this.#tables.get(cursor.takeTableName());
      if (partition !== undefined) partition.partitionOf = table.name;
    } else if (cursor.take("ADD")) {
      addTableElement(table, cursor);
    } else if (cursor.take("ALTER")) {
      cursor.take("COLUMN");
      const column = cursor.takeName();
      if (cursor.take("SET", "NOT", "NULL")) setNotNull(table, [column]);
    }
  }

  /** Tables as `Source.tables` gives them. */
  getTables(): SourceTable[] {
    return [...this.#tables.values()].map(({ inherits: _inherits, ...table }) => ({
      ...table,
      columns: this.#getColumns(table.name).map((column) => this.#describe(column)),
    }));
  }

  /** The tables whose rows a partitioned table is made of, at any depth. */
  getPartitions(table: string): string[] {
    const own = [...this.#tables.values()].filter((t) => t.partitionOf === table).map((t) => t.name);
    return own.flatMap((name) => [name, ...this.getPartitions(name)]);
  }

  /** With the columns of the tables it inherits from in front, as in the database. */
  #getColumns(name: string): SourceColumn[] {
    const table = this.#tables.get(name);
    if (table === undefined) return [];
    const parents = [...table.inherits, ...(table.partitionOf === undefined ? [] : [table.partitionOf])];
    const columns = new Map(parents.flatMap((parent) => this.#getColumns(parent)).map((c) => [c.name, c]));
    for (const column of table.columns) columns.set(column.name, column);
    // A partition that was created on its own and attached lists its columns itself, in its own order.
    const isComplete = table.inherits.length === 0 && table.columns.length > 0;
    return isComplete ? table.columns : [...columns.values()];
  }

  #describe(column: SourceColumn): SourceColumn {
    const domain = this.#domains.get(column.type);
    const plain = (domain?.base ?? column.type).replace(/\[\]$/, "");
    const enumValues = this.#enums.get(plain);
    const nullable = column.nullable && domain?.isNotNull !== true;
    return { ...column, nullable, ...(enumValues === undefined ? {} : { enumValues }) };
  }
}

function setNotNull(table: TableDefinition, names: readonly string[]) {
  table.columns = table.columns.map((column) =>
    names.includes(column.name) ? { ...column, nullable: false } : column,
  );
}

const constraintWords = ["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE", "LIKE", "NOT"];

/** A column or a constraint, in CREATE TABLE's parentheses or behind ADD. */
function addTableElement(table: TableDefinition, cursor: DdlCursor) {
  if (constraintWords.some((word) => isWord(cursor.peek(), word))) {
    addConstraint(table, cursor);
    return;
  }
  cursor.take("COLUMN");
  const name = cursor.takeName();
  const type = takeType(cursor);
  const rest = new Set<string>();
  while (!cursor.isAtEnd) {
    if (cursor.take("NOT", "NULL")) rest.add("not null");
    else if (cursor.take("PRIMARY", "KEY")) rest.add("key");
    // An identity column says GENERATED … AS IDENTITY and is in the dump.
    else if (cursor.take("GENERATED", "ALWAYS", "AS") && isWord(cursor.peek(), "(")) rest.add("generated");
    else cursor.skipOne();
  }
  const nullable = !rest.has("not null") && !rest.has("key");
  table.columns.push({ name, type, nullable, ...(rest.has("generated") ? { generated: true } : {}) });
  if (rest.has("key")) table.primaryKey = [name];
}

function addConstraint(table: TableDefinition, cursor: DdlCursor) {
  if (cursor.take("CONSTRAINT")) cursor.takeName();
  if (cursor.take("PRIMARY", "KEY")) {
    table.primaryKey = cursor.takeNames();
    setNotNull(table, table.primaryKey);
  } else if (cursor.take("NOT", "NULL")) {
    setNotNull(table, [cursor.takeName()]);
  } else if (cursor.take("FOREIGN", "KEY")) {
    const columns = cursor.takeNames();
    cursor.take("REFERENCES");
    table.foreignKeys.push({ columns, table: cursor.takeTableName(), references: cursor.takeNames() });
  }
}

const typeEnds = ["NOT", "NULL", "DEFAULT", "GENERATED", "COLLATE", "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK"].concat([
  "REFERENCES",
  "OPTIONS",
  "STORAGE",
  "COMPRESSION",
  "AS",
]);

/** A type as PostgreSQL's `format_type` prints it: `numeric(10,2)`, `timestamp with time zone`, `public.mood[]`. */
function takeType(cursor: DdlCursor): string {
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

/** `"char"` is a type of its own and keeps its quotes. */
function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && name !== "char" ? name : `"${name.replaceAll('"', '""')}"`;
}
