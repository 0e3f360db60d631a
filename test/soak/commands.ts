import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Random } from "../../examples/support/random.js";
import { projectDir } from "../support/folders.js";

const cli = path.join(projectDir, "scripts/cli/cli.ts");
const signals: readonly NodeJS.Signals[] = ["SIGKILL", "SIGKILL", "SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"];
/** Where nobody knows yet how long a command takes. */
const unknownMs = 8_000;
/** A command that hangs is a fault of its own. */
const longestMs = 10 * 60_000;

export interface Ended {
  readonly code: number | null;
  /** Answers and remarks, as on a terminal. */
  readonly printed: string;
  readonly wasKilled: boolean;
}

interface Kill {
  readonly signal: NodeJS.Signals;
  /** The whole process group, with the `convex` command that runs under it, or the command alone. */
  readonly group: boolean;
  readonly afterMs: number;
}

/** Types commands as an operator does, kills some of them at random, and types them again. */
export class Commands {
  kills = 0;
  /** Kills that no command met yet: each came to its end first. The next command takes them over. */
  private missed = 0;
  private current = "nothing";
  private lastLine = "";

  constructor(
    private readonly random: Random,
    /** How long each command took when nobody killed it, in milliseconds: known from earlier rounds. */
    private readonly durations: Map<string, number>,
    private readonly project: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly say: (line: string) => void,
  ) {}

  /** For a write that is lost: what was under way. */
  describeMoment(): string {
    return this.lastLine === "" ? this.current : `${this.current}: ${this.lastLine}`;
  }

  /** Until the command ends by itself; kills it that often before. */
  async run(words: readonly string[], kills: number): Promise<Ended> {
    const name = words[0]!;
    const planned = kills + this.missed;
    for (let done = 0; done < planned; done++) {
      this.missed = planned - done;
      const ended = await this.runOnce(words, this.chooseKill(name));
      if (!ended.wasKilled) return ended;
    }
    this.missed = 0;
    return await this.runOnce(words, null);
  }

  private chooseKill(name: string): Kill {
    const usualMs = this.durations.get(name) ?? unknownMs;
    return {
      signal: this.random.pick(signals),
      group: this.random.chance(50),
      afterMs: this.random.between(200, Math.max(1_000, usualMs)),
    };
  }

  private async runOnce(words: readonly string[], kill: Kill | null): Promise<Ended> {
    const name = words[0]!;
    const startedAt = Date.now();
    this.current = `cutover ${name}`;
    this.lastLine = "";
    const child = spawn(process.execPath, ["--import", "tsx", cli, ...words], {
      cwd: this.project,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let wasKilled = false;
    const end = ({ signal, group }: Pick<Kill, "signal" | "group">): void => {
      wasKilled = true;
      process.kill(group ? -child.pid! : child.pid!, signal);
    };
    const timers = [setTimeout(() => end({ signal: "SIGKILL", group: true }), longestMs)];
    if (kill !== null) timers.push(setTimeout(() => end(kill), kill.afterMs));
    const { code, printed } = await this.waitFor(child);
    for (const timer of timers) clearTimeout(timer);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    if (wasKilled) this.kills += 1;
    else this.durations.set(name, Date.now() - startedAt);
    const how = wasKilled
      ? `killed (${kill?.signal ?? "hung"}${kill?.group ? ", group" : ""})`
      : `exit ${String(code)}`;
    this.say(`  ${name}: ${how} after ${seconds} s, ${this.lastLine}`);
    this.current = `after cutover ${name} (${how})`;
    return { code, printed, wasKilled };
  }

  private async waitFor(child: ChildProcess): Promise<{ code: number | null; printed: string }> {
    let printed = "";
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        this.lastLine = printed.trimEnd().split("\n").at(-1)!.slice(0, 160);
      });
    }
    const code = await new Promise<number | null>((resolve, fail) => {
      child.on("error", fail).on("exit", (exit) => resolve(exit));
    });
    return { code, printed };
  }
}
