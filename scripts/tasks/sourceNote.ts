import { open, stat } from "node:fs/promises";
import { z } from "zod";
import {
  type AdminSession,
  describeSession,
  findOldSessions,
  readServerTime,
  readTarget,
  withPlainSession,
} from "../sources/postgres/adminSession.js";
import { getAddress } from "../sources/postgres/session.js";
import { isSqliteFile } from "../sources/sqlite/database.js";

const vFact = z.object({ name: z.string(), value: z.union([z.number(), z.string()]) });
export type Fact = Readonly<z.infer<typeof vFact>>;

export const vSourceBaseline = z.object({
  description: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  facts: z.array(vFact.readonly()).readonly(),
  /** How often this command has looked since. */
  checks: z.number(),
});
/** The source as it was at one moment. Holds no secret. */
export type SourceBaseline = Readonly<z.infer<typeof vSourceBaseline>>;

/** Facts by these names come from PostgreSQL; `writes <table>` besides. */
export const postgresFacts = { target: "database", statistics: "statistics since", sessions: "sessions" } as const;
export const writesPrefix = "writes ";

/** What is looked at; null where the source is neither a PostgreSQL database nor a SQLite file, such as a dump. */
export interface SeenSource {
  readonly kind: "postgres" | "sqlite";
  readonly note: Omit<SourceBaseline, "checks">;
  /** Connections of others that are open now. */
  readonly others: readonly string[];
}

/** `liveUrl`: the database behind a source that is a dump. */
export async function lookAtSource(source: string | null, liveUrl: string | undefined): Promise<SeenSource | null> {
  const url = [source, liveUrl].find((each) => /^postgres(?:ql)?:/i.test(each ?? ""));
  if (url !== null && url !== undefined) return await lookAtPostgres(url);
  if (source === null) return null;
  const file = /^sqlite:(?:\/\/)?(.+)$/is.exec(source)?.[1] ?? source;
  return (await isSqliteFile(file)) ? await lookAtSqlite(file) : null;
}

async function lookAtPostgres(url: string): Promise<SeenSource> {
  return await withPlainSession(url, async (session) => {
    await flushStatistics(session);
    const others = await findOldSessions(session, await readServerTime(session), null);
    const note = { description: getAddress(url).description, at: Date.now(), facts: await readPostgres(session) };
    return { kind: "postgres", note, others: others.map(describeSession) };
  });
}

/** So that the session that asks is counted among the sessions; before PostgreSQL 15 that happens within half a second. */
async function flushStatistics(session: AdminSession): Promise<void> {
  const { version } = await session.one<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  if (version >= 150_000) await session.query("SELECT pg_stat_force_next_flush()");
  else await session.query("SELECT pg_sleep(1)");
}

/** A component keeps lists of up to 8,192. */
const mostTables = 5_000;

async function readPostgres(session: AdminSession): Promise<Fact[]> {
  const { target } = await readTarget(session);
  const { since, sessions } = await session.one<{ since: string | null; sessions: string | null }>(
    `SELECT to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS since, to_jsonb(d) ->> 'sessions' AS sessions
     FROM pg_stat_database d WHERE datname = current_database()`,
  );
  const tables = await session.query<{ name: string; writes: string }>(
    `SELECT schemaname || '.' || relname AS name, n_tup_ins + n_tup_upd + n_tup_del AS writes
     FROM pg_stat_user_tables ORDER BY 1 LIMIT ${mostTables}`,
  );
  return [
    { name: postgresFacts.target, value: target },
    { name: postgresFacts.statistics, value: since ?? "never reset" },
    ...(sessions === null ? [] : [{ name: postgresFacts.sessions, value: Number(sessions) }]),
    ...tables.map(({ name, writes }) => ({ name: `${writesPrefix}${name}`, value: Number(writes) })),
  ];
}

async function lookAtSqlite(file: string): Promise<SeenSource> {
  const { size, mtimeMs } = await stat(file);
  const log = await stat(`${file}-wal`).catch(() => null);
  const facts = [
    { name: "size", value: size },
    { name: "time of the last write", value: mtimeMs },
    { name: "changes", value: await readChangeCounter(file) },
    { name: "size of the log", value: log?.size ?? 0 },
  ];
  return { kind: "sqlite", note: { description: file, at: Date.now(), facts }, others: [] };
}

/** Bytes 24 to 27 of the header: https://www.sqlite.org/fileformat2.html#file_change_counter */
async function readChangeCounter(file: string): Promise<number> {
  const handle = await open(file, "r");
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 24);
    return buffer.readUInt32BE(0);
  } finally {
    await handle.close();
  }
}
