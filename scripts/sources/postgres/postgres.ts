import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import {
  booleansOf,
  checkColumns,
  type CopyPage,
  findTable,
  type Source,
  type SourceTable,
  type TableStream,
} from "../source.js";
import { describeLargeObjects, type LargeObjects } from "../sql/largeObjects.js";
import { CopyTextDecoder, decodeCopyField, decodePages } from "../sql/copyText.js";
import { type CatalogTable, readCatalog, readLargeObjects } from "./catalog.js";
import { getAddress, type PostgresAddress, PostgresSession } from "./session.js";

export interface PostgresOptions {
  /** How many tables are read at the same time, each on its own connection. */
  readonly parallel?: number;
}

/** Opens a live database, read-only: every table through COPY, all in one snapshot. */
export async function openPostgres(url: string, { parallel = 3 }: PostgresOptions = {}): Promise<Source> {
  const address = getAddress(url);
  const main = await PostgresSession.open(address);
  try {
    const rows = await main.query<{ snapshot: string; time: string }>(
      "SELECT pg_export_snapshot() AS snapshot, extract(epoch FROM now()) * 1000 AS time",
    );
    return new PostgresSource(address, main, rows[0]?.snapshot ?? "", Math.floor(Number(rows[0]?.time)), parallel);
  } catch (error) {
    await main.end();
    throw error;
  }
}

class PostgresSource implements Source {
  readonly description: string;
  readonly #sessions = new Set<PostgresSession>();
  readonly #idle: PostgresSession[] = [];
  #catalog: Promise<CatalogTable[]> | undefined;
  #largeObjects: Promise<LargeObjects> | undefined;
  #closed = false;
  #lastQuery: Promise<unknown> = Promise.resolve();

  constructor(
    readonly address: PostgresAddress,
    readonly main: PostgresSession,
    readonly snapshot: string,
    readonly snapshotTime: number,
    readonly parallel: number,
  ) {
    this.description = address.description;
    this.#sessions.add(main);
  }

  async tables(): Promise<readonly SourceTable[]> {
    const tables = await this.#getCatalog();
    this.#largeObjects ??= readLargeObjects(this.main);
    const own = tables.map(({ schema: _schema, relation: _relation, only: _only, ...table }) => table);
    return [...own, ...describeLargeObjects(await this.#largeObjects)];
  }

  /** One after the other; one that fails leaves the snapshot's transaction as it was. */
  readonly query = async (sql: string): Promise<string | null> => {
    const answer = this.#lastQuery.then(async () => await this.#queryOne(sql));
    this.#lastQuery = answer.catch(() => null);
    return await answer;
  };

  async #queryOne(sql: string): Promise<string | null> {
    await this.main.query("SAVEPOINT named_check");
    try {
      const rows = await this.main.query<{ answer: string | null }>(`SELECT CAST((${sql}) AS text) AS answer`);
      return rows[0]?.answer ?? null;
    } finally {
      await this.main.query("ROLLBACK TO SAVEPOINT named_check");
    }
  }

  #getCatalog(): Promise<CatalogTable[]> {
    this.#catalog ??= readCatalog(this.main);
    return this.#catalog;
  }

  async read(wanted: string, columns: readonly string[]): Promise<TableStream> {
    const table = findTable(await this.#getCatalog(), wanted, this.description);
    checkColumns(table.name, table.columns, columns);
    const unique = [...new Set(columns)];
    const decoder = new CopyTextDecoder(unique.length, (row) => `row ${String(row)} of ${table.name}`);
    const copy = {
      pages: this.#getPages(table, unique, decoder),
      decodeRow: async (page: CopyPage, index: number) => await decoder.decodeRow(page, index),
      decodeField: decodeCopyField,
    };
    return { columns: unique, booleans: booleansOf(table.columns), pages: decodePages(copy.pages, decoder), copy };
  }

  async *#getPages(
    table: CatalogTable,
    columns: readonly string[],
    decoder: CopyTextDecoder,
  ): AsyncGenerator<CopyPage> {
    const session = await this.#takeSession();
    let isDone = false;
    try {
      yield* this.#split(session, table, columns, decoder);
      isDone = true;
    } finally {
      // An unfinished COPY blocks its connection, so the connection is closed. The snapshot remains.
      if (isDone) this.#idle.push(session);
      else await this.#drop(session);
    }
  }

  async *#split(
    session: PostgresSession,
    table: CatalogTable,
    columns: readonly string[],
    decoder: CopyTextDecoder,
  ): AsyncGenerator<CopyPage> {
    const chunks = session.copy(renderCopy(table, columns, session), table.name);
    let next = await chunks.next();
    try {
      for (; next.done !== true; next = await chunks.next()) {
        const page = decoder.split(next.value);
        if (page !== null) yield page;
      }
    } finally {
      await chunks.return(0);
    }
    if (next.value === decoder.rows && !decoder.unfinished) return;
    throw new CutoverError(sourceFailures.incomplete, {
      what: `The server sent ${String(next.value)} rows, ${String(decoder.rows)} arrived`,
      where: `${table.name} in ${this.description}`,
      next: "Run the same command again",
    });
  }

  async #takeSession(): Promise<PostgresSession> {
    this.#refuseWhenClosed();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const session = await PostgresSession.open(this.address, this.snapshot);
    this.#sessions.add(session);
    try {
      // Another table's failure may have closed the source while this one connected; its snapshot would lock the tables.
      this.#refuseWhenClosed();
      return session;
    } catch (error) {
      await this.#drop(session);
      throw error;
    }
  }

  #refuseWhenClosed() {
    if (this.#closed)
      throw new CutoverError(sourceFailures.incomplete, { what: "The source is closed", where: this.description });
  }

  async #drop(session: PostgresSession) {
    this.#sessions.delete(session);
    await session.end();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#sessions].map((session) => this.#drop(session)));
  }
}

function renderCopy(table: CatalogTable, columns: readonly string[], { client }: PostgresSession): string {
  const list = columns.map((name) => client.escapeIdentifier(name)).join(", ");
  const from = `${client.escapeIdentifier(table.schema)}.${client.escapeIdentifier(table.relation)}`;
  return `COPY (SELECT ${list} FROM ${table.only ? "ONLY " : ""}${from}) TO STDOUT`;
}
