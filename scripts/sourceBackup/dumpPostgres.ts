import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { CutoverError } from "../errors.js";
import { maskSecrets, registerEnvironment } from "../secrets.js";
import { libpqEnvironment } from "../sources/postgres/libpq.js";
import { sourceBackupFailures } from "./failures.js";
import type { BackupCall, Written } from "./record.js";

/** By `pg_dump`, in its own compressed format, which `pg_restore` restores whole or table by table. */
export async function dumpPostgres({ locator, folder, signal }: BackupCall): Promise<Written> {
  const file = path.join(folder, "source.dump");
  const env = { ...process.env, ...libpqEnvironment(locator) };
  registerEnvironment(env);
  const madeBy = await runTool("pg_dump", ["--version"], { env, signal });
  await runTool("pg_dump", ["--format=custom", "--no-password", `--file=${file}`], { env, signal });
  // Reads every byte, as a restore does.
  await runTool("pg_restore", ["--file=-", file], { env, signal, isIgnored: true });
  const list = await runTool("pg_restore", ["--list", file], { env, signal });
  const tables = list.split("\n").filter((line) => / TABLE DATA /.test(line)).length;
  return {
    madeBy: madeBy.trim(),
    holds: `data of ${tables} table${tables === 1 ? "" : "s"}`,
  };
}

interface ToolCall {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** What it prints is not wanted. */
  readonly isIgnored?: boolean;
}

async function runTool(tool: string, words: readonly string[], { env, signal, isIgnored }: ToolCall): Promise<string> {
  signal.throwIfAborted();
  const child = spawn(tool, words, { env, signal, stdio: ["ignore", isIgnored === true ? "ignore" : "pipe", "pipe"] });
  // Both are waited for before an error of the start is thrown: a promise left alone would end the process.
  const [ended, output, errors] = await Promise.all([
    once(child, "close").then(
      ([code]) => code as number | null,
      (error: NodeJS.ErrnoException) => error,
    ),
    child.stdout === null ? "" : text(child.stdout).catch(() => ""),
    text(child.stderr!).catch(() => ""),
  ]);
  signal.throwIfAborted();
  if (ended instanceof Error) throw ended.code === "ENOENT" ? missing(tool) : ended;
  if (ended === 0) return output;
  throw describeFailure(tool, maskSecrets(errors).trim());
}

const ownBackup = 'or name a backup of your own in plan.ts: window: { sourceBackup: { file: "…", within: "24h" } }';

function missing(tool: string): CutoverError {
  return new CutoverError(sourceBackupFailures.noTool, {
    what: `${tool} is not in the PATH`,
    next: `Install PostgreSQL's client programs (apt-get install postgresql-client, brew install libpq), ${ownBackup}`,
  });
}

function describeFailure(tool: string, errors: string): CutoverError {
  const [, server, client] = /server version: ([\d.]+)[^;]*; pg_dump version: ([\d.]+)/.exec(errors) ?? [];
  if (server !== undefined)
    return new CutoverError(sourceBackupFailures.noTool, {
      what: `pg_dump ${client} cannot back up a server of version ${server}`,
      next: `Put pg_dump ${server.split(".")[0]} or newer first in the PATH (postgresql-client-${server.split(".")[0]}), ${ownBackup}`,
    });
  const last = errors.split("\n").slice(0, 3).join("; ");
  return new CutoverError(sourceBackupFailures.failed, {
    what: `${tool} failed: ${last || "it said nothing"}`,
    next: `Fix what ${tool} says, then: cutover backup-source; ${ownBackup}`,
  });
}
