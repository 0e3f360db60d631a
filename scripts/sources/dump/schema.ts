import type { ForeignKey, SourceColumn, SourceTable } from "../source.js";
import { type AllowedWords, DdlCursor, isWord, readAllowedWords, readUniqueIndex, sortedKeys } from "../sql/ddl.js";
import type { Token } from "../sql/tokens.js";
import { takeActions } from "./changes.js";
import {
  addTableElement,
  changeColumns,
  dropColumn,
  renameColumn,
  type TableDefinition,
  takeDefault,
  takeType,
  withComma,
} from "./table.js";

interface Domain {
  readonly base: string;
  readonly isNotNull: boolean;
  readonly allowed: readonly string[] | undefined;
}

/** The tables that the CREATE and ALTER statements of a dump describe, as far as `Source.tables` reports them. */
export class DumpSchema {
  readonly #tables = new Map<string, TableDefinition>();
  readonly #enums = new Map<string, string[]>();
  readonly #domains = new Map<string, Domain>();

  /** Adds one statement. Ignores statements that do not describe tables. */
  add(tokens: readonly Token[]): void {
    const cursor = new DdlCursor(tokens);
    if (cursor.take("ALTER", "TABLE")) this.#alterTable(cursor);
    else if (cursor.take("CREATE")) this.#create(cursor);
    else if (cursor.take("COMMENT", "ON")) this.#comment(cursor);
    else if (cursor.take("DROP", "TABLE")) this.#dropTables(cursor);
  }

  #create(cursor: DdlCursor) {
    cursor.take("UNLOGGED");
    const isForeign = cursor.take("FOREIGN");
    if (cursor.take("TABLE")) this.#createTable(cursor, isForeign);
    else if (cursor.take("TYPE")) this.#createType(cursor);
    else if (cursor.take("DOMAIN")) this.#createDomain(cursor);
    else if (isWord(cursor.peek(), "UNIQUE")) this.#createIndex(cursor);
  }

  #createIndex(cursor: DdlCursor) {
    const index = readUniqueIndex(cursor);
    if (index !== null) this.#tables.get(index.table)?.uniqueKeys.push(index.columns);
  }

  #comment(cursor: DdlCursor) {
    const isColumn = cursor.take("COLUMN");
    if (!isColumn && !cursor.take("TABLE")) return;
    const names = [cursor.takeName()];
    while (cursor.take(".")) names.push(cursor.takeName());
    const column = isColumn ? names.pop() : undefined;
    const table = this.#tables.get(names.length === 1 ? `public.${names[0] ?? ""}` : names.slice(-2).join("."));
    if (table === undefined || !cursor.take("IS")) return;
    const text = cursor.next();
    if (text?.kind !== "string") return;
    if (column === undefined) table.comment = text.text;
    else changeColumns(table, [column], { comment: text.text });
  }

  #createType(cursor: DdlCursor) {
    const name = takeType(cursor);
    if (cursor.take("AS", "ENUM")) this.#enums.set(name, cursor.takeNames());
  }

  #createDomain(cursor: DdlCursor) {
    const name = takeType(cursor);
    cursor.take("AS");
    const base = takeType(cursor);
    let isNotNull = false;
    let allowed: readonly string[] | undefined;
    while (!cursor.isAtEnd) {
      if (cursor.take("NOT", "NULL")) isNotNull = true;
      else if (cursor.take("CHECK")) allowed ??= readAllowedWords(cursor.takeParentheses().flatMap(withComma))?.words;
      else cursor.skipOne();
    }
    this.#domains.set(name, { base, isNotNull, allowed });
  }

  #createTable(cursor: DdlCursor, isForeign: boolean) {
    const isOptional = cursor.take("IF", "NOT", "EXISTS");
    const name = cursor.takeTableName();
    if (isOptional && this.#tables.has(name)) return;
    const lists = { columns: [], primaryKey: [], foreignKeys: [], uniqueKeys: [], checks: [], inherits: [] };
    const table: TableDefinition = { name, ...lists, ...(isForeign ? { origin: "foreign" } : {}) };
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
    for (const action of takeActions(cursor)) this.#alter(table, new DdlCursor(action));
  }

  #alter(table: TableDefinition, cursor: DdlCursor) {
    if (cursor.take("ATTACH", "PARTITION")) {
      const partition = this.#tables.get(cursor.takeTableName());
      if (partition !== undefined) partition.partitionOf = table.name;
    } else if (cursor.take("ADD")) {
      addTableElement(table, cursor);
    } else if (cursor.take("RENAME")) {
      this.#rename(table, cursor);
    } else if (cursor.take("SET", "SCHEMA")) {
      this.#renameTable(table, `${cursor.takeName()}.${table.name.slice(table.name.indexOf(".") + 1)}`);
    } else if (cursor.take("DROP")) {
      dropColumn(table, cursor);
    } else if (cursor.take("ALTER")) {
      cursor.take("COLUMN");
      const column = cursor.takeName();
      if (cursor.take("SET", "NOT", "NULL")) changeColumns(table, [column], { nullable: false });
      else if (cursor.take("DROP", "NOT", "NULL")) changeColumns(table, [column], { nullable: true });
      else if (cursor.take("SET", "DEFAULT")) changeColumns(table, [column], takeDefault(cursor));
      else if (cursor.take("SET", "DATA", "TYPE") || cursor.take("TYPE"))
        changeColumns(table, [column], { type: takeType(cursor) });
    }
  }

  #rename(table: TableDefinition, cursor: DdlCursor) {
    if (cursor.take("CONSTRAINT")) return;
    if (cursor.take("TO")) {
      this.#renameTable(table, `${table.name.slice(0, table.name.indexOf("."))}.${cursor.takeName()}`);
      return;
    }
    cursor.take("COLUMN");
    const from = cursor.takeName();
    if (cursor.take("TO")) renameColumn(table, from, cursor.takeName(), [...this.#tables.values()]);
  }

  #renameTable(table: TableDefinition, name: string) {
    for (const { foreignKeys } of this.#tables.values()) {
      for (const key of foreignKeys) if (key.table === table.name) Object.assign(key, { table: name });
    }
    this.#tables.delete(table.name);
    table.name = name;
    this.#tables.set(name, table);
  }

  #dropTables(cursor: DdlCursor) {
    cursor.take("IF", "EXISTS");
    do this.#tables.delete(cursor.takeTableName());
    while (cursor.take(","));
  }

  /** The tables as `Source.tables` returns them. */
  getTables(): SourceTable[] {
    return [...this.#tables.values()].map(({ inherits, checks: _checks, uniqueKeys, foreignKeys, ...table }) => ({
      ...table,
      foreignKeys: foreignKeys.map((key) => this.#withReferences(key)),
      columns: this.#getColumns(table.name).map((column) => this.#describe(column, this.#getChecks(table.name))),
      ...(uniqueKeys.length > 0 ? { uniqueKeys: sortedKeys(uniqueKeys) } : {}),
      ...(inherits.length > 0 ? { inherits } : {}),
    }));
  }

  /** `REFERENCES users`: the columns are those of its primary key. */
  #withReferences(key: ForeignKey): ForeignKey {
    return key.references.length > 0
      ? key
      : { ...key, references: this.#tables.get(key.table)?.primaryKey ?? key.references };
  }

  /** The partitions of a table, at any depth. */
  getPartitions(table: string): string[] {
    const own = [...this.#tables.values()].filter((t) => t.partitionOf === table).map((t) => t.name);
    return own.flatMap((name) => [name, ...this.getPartitions(name)]);
  }

  #getChecks(name: string): AllowedWords[] {
    const table = this.#tables.get(name);
    if (table === undefined) return [];
    const parents = [...table.inherits, ...(table.partitionOf === undefined ? [] : [table.partitionOf])];
    return [...parents.flatMap((parent) => this.#getChecks(parent)), ...table.checks];
  }

  /** Inherited columns first, as in the database. */
  #getColumns(name: string): SourceColumn[] {
    const table = this.#tables.get(name);
    if (table === undefined) return [];
    const parents = [...table.inherits, ...(table.partitionOf === undefined ? [] : [table.partitionOf])];
    const columns = new Map(parents.flatMap((parent) => this.#getColumns(parent)).map(withoutComment));
    for (const column of table.columns) columns.set(column.name, column);
    // A partition that was attached lists all its columns itself, in its own order.
    const isComplete = table.inherits.length === 0 && table.columns.length > 0;
    return isComplete ? table.columns : [...columns.values()];
  }

  #describe(column: SourceColumn, checks: readonly AllowedWords[]): SourceColumn {
    const domain = this.#domains.get(column.type);
    const plain = (domain?.base ?? column.type).replace(/\[\]$/, "");
    const enumValues =
      this.#enums.get(plain) ??
      this.#enums.get(plain.includes(".") ? plain.replace(/^public\./, "") : `public.${plain}`);
    const nullable = column.nullable && domain?.isNotNull !== true;
    const allowed = checks.findLast((check) => check.column === column.name)?.words ?? domain?.allowed;
    return {
      ...column,
      nullable,
      ...(enumValues === undefined ? {} : { enumValues }),
      ...(domain === undefined ? {} : { baseType: domain.base }),
      ...(allowed === undefined ? {} : { allowed }),
    };
  }
}

/** Comments are not inherited. */
function withoutComment({ comment: _comment, ...column }: SourceColumn): [string, SourceColumn] {
  return [column.name, column];
}
