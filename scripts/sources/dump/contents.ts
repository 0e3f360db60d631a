import { CutoverError } from "../../errors.js";
import { DdlCursor, isWord } from "../sql/ddl.js";
import type { Token } from "../sql/tokens.js";
import { FileWindow, SqlReader } from "./reader.js";
import type { DumpSchema } from "./schema.js";

/** A range of a file with rows of one table, all with the same columns. */
export interface DumpBlock {
  readonly path: string;
  readonly table: string;
  readonly form: "copy" | "insert";
  /** As the statement lists them; undefined if it lists none. */
  readonly columns: readonly string[] | undefined;
  readonly start: number;
  end: number;
}

/** What one pass over a file finds. */
export interface DumpIndex {
  readonly blocks: DumpBlock[];
  /** Tables whose data a comment announces, even if they have no rows. */
  readonly announced: Set<string>;
  /** Written by `supabase db dump`, whose sed turns lines `\restrict …` into comments, even within values. */
  hasRewrittenLines: boolean;
}

/** Reads a file once: finds the rows of each table and adds CREATE statements to the schema. `start`: after the byte order mark. */
export async function indexDump(path: string, start: number, schema: DumpSchema): Promise<DumpIndex> {
  const window = await FileWindow.open(path, start);
  try {
    return await new Indexer(path, new SqlReader(window), schema).run();
  } finally {
    await window.close();
  }
}

const dataComment = /^-- Data for Name: (.+); Type: TABLE DATA; Schema: (.+); Owner: /;
const describing = ["CREATE", "ALTER", "COMMENT"];
const encodings = ["UTF8", "UTF-8", "UNICODE", "SQL_ASCII"];

class Indexer {
  readonly #index: DumpIndex = { blocks: [], announced: new Set(), hasRewrittenLines: false };
  /** The block that the next INSERT continues if it starts with the same bytes. */
  #open: { block: DumpBlock; head: Buffer } | undefined;
  #unfinishedDumps = 0;
  #connects = 0;

  constructor(
    readonly path: string,
    readonly reader: SqlReader,
    readonly schema: DumpSchema,
  ) {}

  async run(): Promise<DumpIndex> {
    for (let first = await this.reader.peek(); first !== undefined; first = await this.reader.peek()) {
      if (first === 0x5c) this.#readMetaCommand(await this.reader.readLine());
      else if (!(await this.#continueInsert())) await this.#readStatement();
    }
    if (this.#unfinishedDumps > 0) throw this.#fault("The dump is cut off: its last line is missing", redump);
    return this.#index;
  }

  #readMetaCommand(line: string) {
    if (line.startsWith("\\connect ") && ++this.#connects > 1) {
      throw this.#fault("The file contains several databases", "Dump one database: pg_dump <url> -f data.sql");
    }
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
    else if (describing.some((word) => isWord(token, word))) this.schema.add(await this.#collect(token));
    else if (isWord(token, "SET")) this.#readSetting(await this.#collect(token));
    else if (isWord(token, "RESET")) this.#readReset(await this.#collect(token));
    else if (token.text !== ";" && !(await this.reader.skipStatement())) throw this.#fault(cutOff, redump);
  }

  #readComment(text: string) {
    const data = dataComment.exec(text);
    if (data !== null) this.#index.announced.add(`${data[2] ?? ""}.${data[1] ?? ""}`);
    if (text === "-- PostgreSQL database dump") this.#unfinishedDumps++;
    if (text === "-- PostgreSQL database dump complete") this.#unfinishedDumps--;
    if (/^-- \\(?:un)?restrict /.test(text)) this.#index.hasRewrittenLines = true;
  }

  /** `supabase db dump` ends with RESET ALL, with or without pg_dump's last comment. */
  #readReset(tokens: readonly Token[]) {
    if (isWord(tokens[1], "ALL")) this.#unfinishedDumps = 0;
  }

  #readSetting(tokens: readonly Token[]) {
    const encoding = tokens.at(-1)?.text ?? "";
    if (!isWord(tokens[1], "CLIENT_ENCODING") || encodings.includes(encoding.toUpperCase())) return;
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
    const end = await this.reader.skipCopyData();
    if (end === undefined) throw this.#fault(`The dump is cut off in the rows of ${table}`, redump);
    this.#index.blocks.push({ path: this.path, table, form: "copy", columns, start, end });
  }

  async #readInsert(start: number) {
    const headTokens: Token[] = [];
    for (let token = await this.reader.next(); !isWord(token, "VALUES"); token = await this.reader.next()) {
      if (token === undefined) throw this.#fault(cutOff, redump);
      if (token.text === ";") throw this.#fault("An INSERT has no VALUES", "Dump with pg_dump, which writes them");
      if (token.kind !== "comment") headTokens.push(token);
    }
    const cursor = new DdlCursor(headTokens);
    cursor.take("INTO");
    const table = cursor.takeTableName();
    const columns = isWord(cursor.peek(), "(") ? cursor.takeNames() : undefined;
    const block: DumpBlock = { path: this.path, table, form: "insert", columns, start, end: start };
    const head = this.reader.copyFrom(start);
    if (head !== undefined) this.#open = { block, head };
    await this.#endInsert(block);
    this.#index.blocks.push(block);
  }

  async #endInsert(block: DumpBlock) {
    const isWhole = await this.reader.skipStatement();
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
    return new CutoverError("source", { what, where: `${this.path}, byte ${String(this.reader.offset)}`, next });
  }
}

const cutOff = "The dump is cut off in the middle of a statement";
const redump =
  "Make the dump again and check that the command ended without an error: pg_dump --data-only <url> -f data.sql";
