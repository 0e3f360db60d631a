import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import { type Finished, runCutover, type Started, startCutover } from "../support/cutover.js";
import type { DataAccess } from "../support/dataAccess.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { convexCommand, startDeployment } from "../support/deployment.js";
import { type FaultyProxy, startFaultyProxy } from "../support/faultyProxy.js";
import { startPostgres, type TestPostgres } from "../support/postgres.js";

const appDir = path.join(projectDir, "test/window/fixture-app");

const schemaSql = `
  CREATE TABLE people (id integer PRIMARY KEY, email text NOT NULL, verified_at timestamptz NOT NULL, name text NOT NULL, phone text);
  CREATE TABLE tickets (id integer PRIMARY KEY, person_id integer REFERENCES people, title text NOT NULL, amount integer NOT NULL);
  INSERT INTO people SELECT n, 'person' || n || '@example.com', '2024-01-01', 'Person ' || n FROM generate_series(1, 12) n;
  INSERT INTO tickets SELECT n, 1 + n % 12, 'Ticket ' || n, n * 10 FROM generate_series(1, 30) n;
  CREATE ROLE app LOGIN PASSWORD 'app-s3cret'; GRANT ALL ON ALL TABLES IN SCHEMA public TO app;`;

/** What the hooks do: each writes its name down; a file beside it makes it fail, or hang for as long as the file is there. */
const hookScript = `
import { appendFileSync, existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
const [name] = process.argv.slice(2);
const folder = process.env.GO_HOOKS;
appendFileSync(folder + "/log", name + "\\n");
while (existsSync(folder + "/" + name + ".hang")) await sleep(20);
process.exit(existsSync(folder + "/" + name + ".fail") ? 1 : 0);
`;

/** A source, a deployment, and everything `cutover go` needs to begin. */
export interface Stage {
  readonly source: string;
  readonly postgres: TestPostgres;
  readonly convex: ConvexCommand;
  readonly data: DataAccess;
  /** Between the commands and the deployment. */
  readonly proxy: FaultyProxy;
  readonly hooks: string;
  readonly dir: string;
  go(...words: string[]): Promise<Finished>;
  start(...words: string[]): Started;
  cutover(command: string, ...words: string[]): Promise<Finished>;
  /** `status --watch`, beside the window. */
  watch(...words: string[]): Started;
  /** Holds the window at this hook until the returned function is called. */
  hold(hook: string): Promise<() => Promise<void>>;
  /** Whether the old app can write, as the old app sees it. */
  takesWrites(): Promise<boolean>;
  hookLog(): Promise<string[]>;
  close(): Promise<void>;
}

export const waived = ["check", "rehearsal", "rollback-rehearsed", "source-backup", "checklist"].flatMap((gate) => [
  "--waive",
  `${gate}=a test`,
]);

export async function startStage(): Promise<Stage> {
  const home = await temporaryDir();
  const postgres = await startPostgres();
  await postgres.run(schemaSql);
  const deployment = await startDeployment(appDir);
  const proxy = await startFaultyProxy(deployment.url);
  const hooks = path.join(home.dir, "hooks");
  await mkdir(hooks);
  await writeFile(path.join(hooks, "hook.mjs"), hookScript);
  const dir = path.join(home.dir, "runs");
  const env: NodeJS.ProcessEnv = { ...deployment.env, CONVEX_SELF_HOSTED_URL: proxy.url, GO_HOOKS: hooks };
  const words = (command: string) => [
    command,
    "--plan",
    path.join(appDir, "convex/plan.ts"),
    "--source",
    postgres.url,
    "--dir",
    dir,
    "--yes",
  ];
  return {
    source: postgres.url,
    postgres,
    proxy,
    hooks,
    dir,
    convex: convexCommand({ env }, home.dir, appDir),
    data: deployment.data,
    go: async (...more) => await runCutover([...words("go"), ...waived, ...more], env),
    start: (...more) => startCutover([...words("go"), ...waived, ...more], env),
    cutover: async (command, ...more) => await runCutover([...words(command), ...more], env),
    watch: (...more) => startCutover([...words("status"), "--watch", ...more], env),
    hold: async (hook) => {
      const file = path.join(hooks, `${hook}.hang`);
      await writeFile(file, "");
      return async () => await rm(file);
    },
    takesWrites: async () => await canWrite(postgres.urlFor({ user: "app", password: "app-s3cret" })),
    hookLog: async () => await readHookLog(hooks),
    close: async () => {
      proxy.stop();
      await deployment.stop();
      await postgres.stop();
      await home.remove();
    },
  };
}

/** Begins a window of a new run and kills the command as soon as its journal says so. */
export async function killAt(stage: Stage, words: readonly string[], line: RegExp): Promise<void> {
  const earlier = await readJournal(stage);
  const started = stage.start(...words);
  const isThere = async () => {
    const journal = await readJournal(stage);
    return (earlier === "" || !journal.startsWith(earlier)) && line.test(journal);
  };
  while (started.child.exitCode === null && !(await isThere())) await sleep(20);
  started.child.kill("SIGKILL");
  const { code, stderr } = await started.finished;
  if (code !== null) throw new Error(`it ended before it was killed, with ${code}:\n${stderr}`);
}

export async function readJournal({ dir }: Stage): Promise<string> {
  return await readFile(path.join(dir, "latest/journal.jsonl"), "utf8").catch(() => "");
}

async function canWrite(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN; UPDATE people SET name = name WHERE id = 1; ROLLBACK;");
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "25006") return false;
    throw error;
  } finally {
    await client.end();
  }
}

async function readHookLog(hooks: string): Promise<string[]> {
  const text = await readFile(path.join(hooks, "log"), "utf8").catch(() => "");
  await rm(path.join(hooks, "log"), { force: true });
  return text.split("\n").filter(Boolean);
}
