import { spawn } from "node:child_process";
import { type FileHandle, open, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { deploymentFailures } from "./failures.js";
import { type CommandResult, createCommandFailure, refuseRefused } from "./commandFailure.js";
import { parseAnswer, parseJson } from "./convexAnswer.js";
import type { Deployment } from "./deployment.js";
import { findConvexScript } from "./findConvexScript.js";
import { callFunction, cancelImportOf, findAccess, findEndpoint, type FunctionEndpoint } from "./functionEndpoint.js";
import { defaultPatience, type Patience, ServerWork } from "./serverWork.js";
import { type Ended, isTransient, retryMs } from "./transient.js";
import { readEnvironment } from "../project/environment.js";
import { registerEnvironment, registerWords } from "../secrets.js";
import { makeFolder, namePartial, privateFile, removeFile, withDiskFaults, writeFileAtomically } from "../run/files.js";

const askedDirectlyMs = 5_000;

/**
 * The project's own `convex` command, as it is typed in the project's folder. All communication with a deployment goes
 * through here. Functions are called directly where address and key are given: the command takes a second to start.
 */
export class ConvexCommand {
  private readonly script: string;
  private readonly endpoint: FunctionEndpoint | null;
  private readonly work: ServerWork;
  private hasAnswered = false;
  private claim: () => Promise<void> = async () => {};

  constructor(
    private readonly projectDir: string,
    private readonly deployment: Deployment,
    private readonly signal: AbortSignal,
    /** Names the `convex` process that runs now. */
    private readonly pidFile: string,
    patience?: Patience,
  ) {
    this.script = findConvexScript(projectDir);
    registerEnvironment(deployment.env);
    registerWords(deployment.flags);
    this.endpoint = findEndpoint(deployment, readEnvironment());
    const query = async (name: string) => await this.querySystem(name);
    const cancelImport = async (id: string) => this.endpoint !== null && (await cancelImportOf(this.endpoint, id));
    // Without an endpoint each question is a process.
    const usual = this.endpoint === null ? defaultPatience : { ...defaultPatience, pollMs: askedDirectlyMs };
    this.work = new ServerWork({ query, cancelImport, signal }, patience ?? usual);
  }

  /** For calls that wait neither for a `convex` command that runs nor for the claim. */
  beside(signal: AbortSignal): ConvexCommand {
    return new ConvexCommand(this.projectDir, this.deployment, signal, nameConcurrent(path.dirname(this.pidFile)));
  }

  /** Nothing is called before this has succeeded; each call tries again. */
  requireClaim(claim: () => Promise<void>): void {
    this.claim = claim;
  }

  /** Imports and exports that others have begun are waited for until then; null: for as long as they move. */
  waitForOthersUntil(at: number | null): void {
    this.work.waitForOthersUntil(at);
  }

  /** Hears what the deployment says of the import or export that is under way. */
  listen(listener: (words: string | null) => void): void {
    this.work.listen(listener);
  }

  get deploymentName(): string {
    return this.deployment.name;
  }

  /** For requests that the command does not make. */
  get access(): ReturnType<typeof findAccess> {
    return findAccess(this.deployment, readEnvironment());
  }

  /** All that the deployment knows of; null: it does not say. */
  async listImports(): Promise<string[] | null> {
    return await this.work.listImportIds();
  }

  /** Where the deployment answers, if that was typed or set; of one of the cloud only the deployment says it. */
  get url(): string | null {
    return this.endpoint?.url ?? null;
  }

  /**
   * Runs one subcommand, and retries errors that may be transient: everything we call may be repeated. Throws a
   * CutoverError (failure "deployment") with what the command printed. Aborting `stop` kills the command and throws its reason.
   */
  async call(subcommand: string, args: readonly string[], stop?: AbortSignal): Promise<CommandResult> {
    const words = [subcommand, ...args, ...this.deployment.flags];
    return await this.retry(subcommand, args, async () => await this.attempt(words, stop), stop);
  }

  private async attempt(words: readonly string[], stop?: AbortSignal): Promise<Ended> {
    if (words[0] === "import") {
      const before = await this.work.waitForImports();
      const ended = await this.spawn(words, stop);
      return ended.code === 0 || stop?.aborted ? ended : await this.work.followImport(before, words, ended);
    }
    const ended = await this.spawn(words, stop);
    const waits = words[0] === "export" && ended.code !== 0 && exportInProgress.test(ended.stderr) && !stop?.aborted;
    return waits && (await this.work.waitForExport()) ? await this.attempt(words, stop) : ended;
  }

  /** Asks the deployment itself, as the `convex` command and the dashboard do. undefined: no answer, or the key may not ask. */
  async querySystem(name: string, args: object = {}): Promise<unknown> {
    const signal = AbortSignal.any([AbortSignal.timeout(limitMs["run"]!), this.signal]);
    const { code, stdout } =
      this.endpoint === null
        ? await this.beside(signal).spawn(runWords(name, args, this.deployment.flags))
        : await callFunction(this.endpoint, name, args, signal);
    return code === 0 ? parseJson(stdout) : undefined;
  }

  private async retry(
    subcommand: string,
    args: readonly string[],
    attemptOnce: () => Promise<Ended>,
    stop?: AbortSignal,
  ): Promise<CommandResult> {
    await this.claim();
    await this.waitForEarlierCommand();
    for (let attempt = 0; ; attempt += 1) {
      stop?.throwIfAborted();
      const ended = await attemptOnce();
      this.signal.throwIfAborted();
      stop?.throwIfAborted();
      if (ended.code === 0) {
        this.hasAnswered = true;
        return ended;
      }
      const waitMs = isTransient(ended, this.hasAnswered) ? retryMs[attempt] : undefined;
      if (waitMs === undefined) throw createCommandFailure(subcommand, args, this.deployment, ended);
      await sleep(waitMs, undefined, { signal: this.signal });
    }
  }

  private async spawn(words: readonly string[], stop?: AbortSignal): Promise<Ended> {
    const files = { stdout: namePartial(`${this.pidFile}.stdout`), stderr: namePartial(`${this.pidFile}.stderr`) };
    await makeFolder(path.dirname(this.pidFile));
    const out = await open(files.stdout, "w", privateFile);
    const err = await open(files.stderr, "w", privateFile);
    try {
      const child = spawn(process.execPath, [this.script, ...words], {
        cwd: this.deployment.folder ?? this.projectDir,
        env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...this.deployment.env },
        // Files, not pipes: when this process is killed, the command must be able to finish what it began.
        stdio: ["ignore", out.fd, err.fd],
        // Likewise when a Ctrl-C in the terminal reaches the whole group.
        detached: true,
      });
      const closed = new Promise<number | null>((resolve, fail) => {
        child.on("error", fail).on("close", resolve);
      });
      const kill = () => void child.kill("SIGKILL");
      stop?.addEventListener("abort", kill);
      if (stop?.aborted) kill();
      await this.notePid(child.pid, closed);
      const readSizes = async () => `${(await out.stat()).size} ${(await err.stat()).size}`;
      const limit = this.limit(words[0] ?? "", readSizes, kill);
      const code = await closed.finally(limit.lift);
      await removeFile(this.pidFile);
      const printed = { stdout: await readAll(out, files.stdout), stderr: await readAll(err, files.stderr) };
      return limit.isStalled() ? describeStalled(printed) : { code, ...printed };
    } finally {
      await out.close();
      await err.close();
      await removeFile(files.stdout);
      await removeFile(files.stderr);
    }
  }

  /** Imports and exports may take as long as they move, everything else its time. */
  private limit(subcommand: string, readSizes: () => Promise<string>, kill: () => void) {
    let isStalled = false;
    if (subcommand === "import" || subcommand === "export") {
      const stalled = () => {
        isStalled = true;
        kill();
      };
      return { lift: this.work.watch(subcommand, readSizes, stalled), isStalled: () => isStalled };
    }
    const timer = setTimeout(kill, limitMs[subcommand] ?? longestMs);
    return { lift: () => clearTimeout(timer), isStalled: () => isStalled };
  }

  private async notePid(pid: number | undefined, closed: Promise<unknown>): Promise<void> {
    try {
      await writeFileAtomically(this.pidFile, String(pid));
    } catch (error) {
      // No file names the process, so no later command could wait for it: let it end first.
      await closed;
      throw error;
    }
  }

  /** A killed run leaves its `convex` command behind; what that one began, such as an import, has to end first. */
  private async waitForEarlierCommand(): Promise<void> {
    const deadline = performance.now() + earlierCommandMs;
    while (await isRunning(this.pidFile)) {
      if (performance.now() > deadline) throw stillRunning(this.pidFile, this.deployment);
      await sleep(earlierCommandPollMs, undefined, { signal: this.signal });
    }
  }

  /** Calls a function of the app and gives its answer, which has to fit the schema; `null` and no answer look the same. */
  async run<T>(name: string, args: unknown, answer: z.ZodType<T> = z.custom<T>()): Promise<T> {
    const { stdout } =
      this.endpoint === null
        ? await this.runWithCommand(name, args)
        : await this.runDirectly(this.endpoint, name, args);
    const value = parseJson(stdout);
    refuseRefused(value);
    return parseAnswer(value, answer, { function: name, deployment: this.deployment.name });
  }

  private async runWithCommand(name: string, args: unknown): Promise<CommandResult> {
    const [subcommand, ...words] = runWords(name, args);
    return await this.call(subcommand, words);
  }

  private async runDirectly(endpoint: FunctionEndpoint, name: string, args: unknown): Promise<CommandResult> {
    const attempt = async () => {
      const limit = AbortSignal.timeout(limitMs["run"]!);
      return await callFunction(endpoint, name, args, AbortSignal.any([limit, this.signal]));
    };
    return await this.retry("run", [name], attempt);
  }
}

function runWords(name: string, args: unknown, flags: readonly string[] = []): [string, ...string[]] {
  return ["run", name, JSON.stringify(args), "--typecheck", "disable", "--codegen", "disable", ...flags];
}

/** Names the `convex` process of a command that works beside others. */
export function nameConcurrent(folder: string): string {
  return path.join(folder, "concurrent", `${process.pid}-${counter++}.pid`);
}

let counter = 0;

/** Not killed as by an outage, which is tried again: another attempt would wait as long as this one. */
function describeStalled({ stdout, stderr }: CommandResult): Ended {
  return {
    code: 1,
    isStalled: true,
    stdout,
    stderr: `${stderr}\nNothing moved for too long, so the command was ended.`,
  };
}

/** Everything the command printed: on a full disk some of it may be missing, and then nothing more can be written. */
async function readAll(handle: FileHandle, file: string): Promise<string> {
  await withDiskFaults(file, async () => await handle.write("\n"));
  return (await readFile(file, "utf8")).slice(0, -1);
}

/** A process id is used again some day: waiting forever could mean waiting for an unrelated process. */
function stillRunning(pidFile: string, { name }: Deployment): CutoverError {
  return new CutoverError(deploymentFailures.convexStillRuns, {
    what: `The \`convex\` command of an earlier run seems to be still running (its process id is in ${pidFile})`,
    where: name,
    next: "Wait until that process has ended, then type the same command again; if it is another program, delete the file.",
  });
}

async function isRunning(pidFile: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(pidFile, "utf8"));
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What `convex export` prints where somebody's export, or a backup, is under way. */
const exportInProgress = /Only one can run at a time|ExportInProgress|already an export requested/;

/** A command that still runs after this long will not end: it waits for an answer that got lost. */
const limitMs: Readonly<Record<string, number>> = { run: 180_000 };
const longestMs = 45 * 60_000;

const earlierCommandPollMs = 200;
const earlierCommandMs = 120_000;
