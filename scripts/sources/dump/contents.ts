import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import { DdlCursor, isWord } from "../sql/ddl.js";
import type { Token } from "../sql/tokens.js";
import { findRowChange, mayChangeRows } from "./changes.js";
import { LineCounter } from "./file.js";
import { FileWindow, SqlReader } from "./reader.js";
import type { DumpSchema } from "./schema.js";

/** A range of a file with rows of one table, all with the same columns. */
export interface DumpBlock {
  readonly path: string;
  readonly table: string;
  readonly form: "copy" | "insert";
  /** As the statement lists them; undefined if it lists none. */
  readonly columns: readonly string[] | undefined;
  /** Whether a backslash escapes in every '…' of these rows. */
  readonly escapes: boolean;
  readonly start: number;
  end: number;
  /** A line each in COPY's text; of an INSERT they are not counted. */
  readonly rows?: number;
}

/** What one pass over a file finds. */
export interface DumpIndex {
  readonly blocks: DumpBlock[];
  /** Tables whose data a comment announces, even if they have no rows. */
  readonly announced: Set<string>;
  /** Written by `supabase db dump`, whose sed turns lines `\restrict …` into comments, even within values. */
  hasRewrittenLines: boolean;
  /** Made or filled here. */
  readonly largeObjects: { created: number; opened: number; bytes: number };
}

/** What the files read before have said, and which database of a cluster's backup is wanted. */
export interface DumpContents {
  readonly schema: DumpSchema;
  /** The tables that have rows so far. */
  readonly written: Set<string>;
  /** null: the only one with tables. */
  readonly database: string | null;
}

/** Reads a file once: finds the rows of each table and adds CREATE statements to the schema. `start`: after the byte order mark. */
export async function indexDump(path: string, start: number, contents: DumpContents): Promise<DumpIndex> {
  const window = await FileWindow.open(path, start);
  try {
    return await new Indexer(path, new SqlReader(window), contents).run();
  } finally {
    await window.close();
  }
}

const dataComment = /^-- Data for Name: (.+); Type: TABLE DATA; Schema: (.+); Owner: /;
const describing = ["CREATE", "ALTER", "COMMENT"];
const encodings = ["UTF8", "UTF-8", "UNICODE", "SQL_ASCII"];

class Indexer {
  readonly #index: DumpIndex = {
    blocks: [],
    announced: new Set(),
    hasRewrittenLines: false,
    largeObjects: { created: 0, opened: 0, bytes: 0 },
  };
  /** The block that the next INSERT continues if it starts with the same bytes. */
  #open: { block: DumpBlock; head: Buffer } | undefined;
  #unfinishedDumps = 0;
  /** Those of the file, by name; with `hasTables` once one appears. */
  readonly #databases = new Map<string, { hasTables: boolean }>();
  #database: string | null = null;

  constructor(
    readonly path: string,
    readonly reader: SqlReader,
    readonly contents: DumpContents,
  ) {}

  async run(): Promise<DumpIndex> {
    for (let first = await this.reader.peek(); first !== undefined; first = await this.reader.peek()) {
      if (first === 0x5c) this.#readMetaCommand(await this.reader.readLine());
      else if (!(await this.#continueInsert())) await this.#readStatement();
    }
    if (this.#unfinishedDumps > 0) throw this.#fault("The dump is cut off: its last line is missing", redump);
    this.#checkDatabases();
    return this.#index;
  }

  #readMetaCommand(line: string) {
    if (/^\\lo_import\b/.test(line) && this.#isWanted) this.#index.largeObjects.created += 1;
    const name = /^\\c(?:onnect)?\s+(.+?)\s*$/.exec(line)?.[1];
    if (name === undefined) return;
    this.#database = readDatabaseName(name);
    this.#databases.set(this.#database, this.#databases.get(this.#database) ?? { hasTables: false });
    this.#open = undefined;
    this.reader.escapes = false;
  }

  /** Whether what follows belongs to the database that is read. */
  get #isWanted(): boolean {
    const { database } = this.contents;
    return database === null || this.#database === null || this.#database === database;
  }

  #noteTable() {
    const database = this.#databases.get(this.#database ?? "");
    if (database !== undefined) database.hasTables = true;
  }

  /** A backup of a cluster also has databases without tables, such as template1. */
  #checkDatabases() {
    const { database } = this.contents;
    const filled = [...this.#databases].filter(([, { hasTables }]) => hasTables).map(([name]) => name);
    const names = filled.join(", ") || "none with tables";
    if (database !== null && this.#databases.size > 0 && !this.#databases.has(database))
      throw this.#fault(`The file has no database "${database}"`, `It has: ${names}`);
    if (database !== null || filled.length < 2) return;
    throw this.#fault(
      `The file contains several databases: ${names}`,
      `Name the one to read: --source "${this.path}?database=${filled[0] ?? ""}"`,
    );
  }

  /** Most INSERT statements start like the previous one: then its head is not parsed again. */
  async #continueInsert(): Promise<boolean> {
    const { reader } = this;
    if (this.#open === undefined) return false;
    const { block, head } = this.#open;
    if (!(await reader.startsWith(head))) return false;
    reader.skip(head.length);
    await this.#endInsert(block);
    return true;
  }

  async #readStatement() {
    const start = this.reader.offset;
    const token = await this.reader.next();
    if (token === undefined) throw this.#fault(cutOff, redump);
    if (token.kind === "comment") {
      this.#readComment(token.text);
      return;
    }
    this.#open = undefined;
    if (isWord(token, "COPY")) await this.#readCopy(await this.#collect(token));
    else if (isWord(token, "INSERT")) await this.#readInsert(start);
    else if (describing.some((word) => isWord(token, word)) || mayChangeRows(token))
      await this.#readDefinition(await this.#collect(token), start);
    else if (isWord(token, "SET")) this.#readSetting(await this.#collect(token));
    else if (isWord(token, "RESET")) this.#readReset(await this.#collect(token));
    else if (token.text !== ";" && !(await this.reader.skipStatement()) && !maintenance.test(token.text))
      throw this.#fault(cutOff, redump);
  }

  /** `SELECT pg_catalog.lo_create('16400')`, `lo_open`, `lowrite(0, '\x…')`: how pg_dump writes large objects. */
  #countLargeObjects(tokens: readonly Token[]) {
    const { largeObjects } = this.#index;
    const name = tokens.slice(1, 4).find(({ text }) => /^lo(?:_create|_open|_import|write)$/i.test(text))?.text;
    if (name === undefined) return;
    if (/^lo_open$/i.test(name)) largeObjects.opened += 1;
    else if (/^lowrite$/i.test(name)) largeObjects.bytes += countBytes(tokens);
    else largeObjects.created += 1;
  }

  async #readDefinition(tokens: readonly Token[], start: number) {
    if (isWord(tokens[0], "CREATE") && isWord(tokens[1], "TABLE")) this.#noteTable();
    if (!this.#isWanted) return;
    const { schema, written } = this.contents;
    const change = findRowChange(tokens, written);
    if (change !== null) throw await this.#rowsChange(change, start);
    if (isWord(tokens[0], "SELECT")) this.#countLargeObjects(tokens);
    schema.add(tokens);
  }

  async #rowsChange(change: string, offset: number): Promise<CutoverError> {
    const line = await new LineCounter(this.path).getLine(offset);
    return new CutoverError(fileFailures.dumpChangesRows, {
      what: `The file changes rows after it has written them: ${change}`,
      where: `${this.path} line ${String(line)}`,
      next: `Only PostgreSQL can tell what is left of them. Load the file, psql -d <database> -f ${this.path}, and read that database`,
    });
  }

  #readComment(text: string) {
    const data = dataComment.exec(text);
    if (data !== null && this.#isWanted) this.#index.announced.add(`${data[2] ?? ""}.${data[1] ?? ""}`);
    if (text === "-- PostgreSQL database dump") this.#unfinishedDumps++;
    if (text === "-- PostgreSQL database dump complete") this.#unfinishedDumps--;
    if (/^-- \\(?:un)?restrict /.test(text)) this.#index.hasRewrittenLines = true;
  }

  /** `supabase db dump` ends with RESET ALL, with or without pg_dump's last comment. */
  #readReset(tokens: readonly Token[]) {
    if (isWord(tokens[1], "ALL")) this.#unfinishedDumps = 0;
    if (isWord(tokens[1], "ALL") || isWord(tokens[1], "STANDARD_CONFORMING_STRINGS")) this.reader.escapes = false;
  }

  #readSetting(tokens: readonly Token[]) {
    const isScoped = isWord(tokens[1], "SESSION") || isWord(tokens[1], "LOCAL");
    const name = tokens[isScoped ? 2 : 1];
    const encoding = tokens.at(-1)?.text ?? "";
    if (isWord(name, "STANDARD_CONFORMING_STRINGS")) this.reader.escapes = /^(?:off|false|no|f|n|0)$/i.test(encoding);
    if (!isWord(name, "CLIENT_ENCODING") || encodings.includes(encoding.toUpperCase())) return;
    throw this.#fault(`The dump is written in ${encoding}`, "Dump again with --encoding=UTF8");
  }

  async #readCopy(tokens: readonly Token[]) {
    const cursor = new DdlCursor(tokens);
    cursor.take("COPY");
    const table = cursor.takeTableName();
    const columns = isWord(cursor.peek(), "(") ? cursor.takeNames() : undefined;
    const isText = cursor.take("FROM", "STDIN") && cursor.isAtEnd;
    if (!isText) throw this.#fault(`COPY ${table} is not in pg_dump's text format`, redump);
    await this.reader.readLine();
    const start = this.reader.offset;
    const data = await this.reader.skipCopyData();
    if (data === undefined) throw this.#fault(`The dump is cut off in the rows of ${table}`, redump);
    this.#addBlock({ path: this.path, table, form: "copy", columns, escapes: false, start, ...data });
  }

  #addBlock(block: DumpBlock) {
    this.#noteTable();
    if (!this.#isWanted) return;
    this.#index.blocks.push(block);
    if (block.start < block.end) this.contents.written.add(block.table);
  }

  async #readInsert(start: number) {
    const headTokens: Token[] = [];
    for (let token = await this.reader.next(); !isWord(token, "VALUES"); token = await this.reader.next()) {
      if (token === undefined) throw this.#fault(cutOff, redump);
      if (token.text === ";") throw this.#fault("An INSERT has no VALUES: its rows are computed", loadIt);
      if (token.kind !== "comment") headTokens.push(token);
    }
    const cursor = new DdlCursor(headTokens);
    cursor.take("INTO");
    const table = cursor.takeTableName();
    const columns = isWord(cursor.peek(), "(") ? cursor.takeNames() : undefined;
    const { escapes } = this.reader;
    const block: DumpBlock = { path: this.path, table, form: "insert", columns, escapes, start, end: start };
    const head = this.reader.copyFrom(start);
    if (head !== undefined) this.#open = { block, head };
    await this.#endInsert(block);
    this.#addBlock(block);
  }

  async #endInsert(block: DumpBlock) {
    const { offset } = this.reader;
    const isWhole = await this.reader.skipStatement();
    if (this.reader.hasUpdate) throw await this.#rowsChange(`INSERT … ON CONFLICT DO UPDATE of ${block.table}`, offset);
    if (!isWhole) throw this.#fault(`The dump is cut off in the rows of ${block.table}`, redump);
    block.end = this.reader.offset;
  }

  /** The tokens up to the end of the statement. Semicolons within BEGIN ATOMIC … END do not end it. */
  async #collect(first: Token): Promise<Token[]> {
    const tokens = [first];
    let depth = 0;
    for (;;) {
      const token = await this.reader.next();
      if (token === undefined) throw this.#fault(cutOff, redump);
      if (token.text === ";" && token.kind === "symbol" && depth <= 0) return tokens;
      if (token.kind === "comment") continue;
      if (isWord(token, "(") || isWord(token, "CASE")) depth++;
      if (isWord(token, "ATOMIC") && isWord(tokens.at(-1), "BEGIN")) depth++;
      if (isWord(token, ")") || isWord(token, "END")) depth--;
      tokens.push(token);
    }
  }

  #fault(what: string, next: string): CutoverError {
    return new CutoverError(fileFailures.sqlNotUnderstood, {
      what,
      where: `${this.path}, byte ${String(this.reader.offset)}`,
      next,
    });
  }
}

/** Of a bytea as pg_dump prints it: `\x` and hex digits. */
function countBytes(tokens: readonly Token[]): number {
  const text = tokens.findLast(({ kind }) => kind === "string")?.text ?? "";
  return text.startsWith("\\x") ? (text.length - 2) / 2 : text.length;
}

/** `\connect db`, or `\connect -reuse-previous=on "dbname='my db'"`. */
function readDatabaseName(text: string): string {
  const named = /dbname='((?:[^']|\\')*)'/.exec(text)?.[1];
  return named ?? text.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"');
}

/** Statements that psql accepts without a semicolon at the end of a file, and that say nothing about rows. */
const maintenance = /^(?:ANALYZE|VACUUM|COMMIT|END|CLUSTER|REINDEX|CHECKPOINT)$/i;

const cutOff = "The dump is cut off in the middle of a statement";
const loadIt = "Load the file into PostgreSQL, psql -d <database> -f <file>, and read that database";
const redump = "Make the dump again and check that the command ended without an error: pg_dump <url> -f dump.sql";
