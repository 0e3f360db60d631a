import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../examples/support/random.js";
import { convexCommand } from "../support/deployment.js";
import { temporaryDir } from "../support/folders.js";
import { Commands } from "./commands.js";
import { startSoakDeployment, type SoakDeployment } from "./deployment.js";
import { findLosses, type Outcome, readListings, readTables, type Verdict } from "./findLosses.js";
import { Ledger } from "./ledger.js";
import { makeProject } from "./project.js";
import { startSoakSource } from "./source.js";
import { startWriters, type Tally } from "./writers.js";

export type Path = "rollback" | "stay";

export interface RoundOptions {
  readonly round: number;
  readonly path: Path;
  readonly random: Random;
  readonly kills: number;
  readonly durations: Map<string, number>;
  /** Keeps the runs of a round in which something was lost. */
  readonly keepIn: string | null;
  readonly say: (line: string) => void;
}

export interface RoundResult extends Verdict {
  readonly outcome: Outcome;
  /** Whether the window closed with the app moved, whatever came after. */
  readonly wentAsPlanned: boolean;
  readonly acknowledged: number;
  readonly kills: number;
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Steps that neither a retry nor a rollback ended well. */
  readonly trouble: readonly string[];
}

const ownPeople = 60;
const matchedPeople = 20;

/** A whole migration beside eight writers, and what became of everything they were told had been saved. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const { dir, remove } = await temporaryDir();
  const source = await startSoakSource();
  try {
    const project = path.join(dir, "app");
    await makeProject(project);
    const deployment = await startSoakDeployment(project, options.random.between(5, 400));
    try {
      return await migrate(options, { project, source, deployment });
    } finally {
      await deployment.stop();
    }
  } finally {
    await source.stop();
    await remove();
  }
}

interface Stage {
  readonly project: string;
  readonly source: Awaited<ReturnType<typeof startSoakSource>>;
  readonly deployment: SoakDeployment;
}

async function migrate(options: RoundOptions, stage: Stage): Promise<RoundResult> {
  const { random, round, say } = options;
  const { project, source, deployment } = stage;
  const emails = Array.from({ length: ownPeople }, (_, n) =>
    n < matchedPeople ? source.emails[n]! : `own-${String(n)}@example.com`,
  );
  const userIds = (await deployment.call("soak:seed", { emails })) as string[];
  const commands = new Commands(random, options.durations, project, { ...process.env, ...deployment.env }, say);
  const ledger = new Ledger(`soak${String(round)}`, () => commands.describeMoment());
  const stop = new AbortController();
  const progress = { isMoved: false, wasMoved: false };
  const writers = startWriters({ ledger, random, deployment, source, userIds, signal: stop.signal });
  const trouble: string[] = [];
  let outcome: Outcome;
  try {
    outcome = await takeSteps(options, stage, commands, { trouble, progress });
    await reopen(deployment);
    await sleep(random.between(500, 2_000));
  } finally {
    stop.abort();
    await writers.stopped;
  }
  // The longest that a scheduled function of ours waits.
  await sleep(2_500);
  const runs = path.join(project, ".cutover");
  const convex = convexCommand(deployment, project, project);
  const places = {
    tables: await readTables(convex, path.join(project, "end.zip")),
    source: await source.readAll(),
    listed: await readListings(runs),
  };
  const verdict = findLosses(ledger, places, outcome);
  await keep(options, verdict, project);
  const { acknowledged } = ledger;
  const wentAsPlanned = progress.wasMoved && progress.isMoved === (options.path === "stay");
  return { ...verdict, outcome, wentAsPlanned, acknowledged, kills: commands.kills, tallies: writers.tallies, trouble };
}

/** An exempt mutation and sign-ups write in the window, and the gate "quiet" is there to find such. */
const waived = ["check", "rehearsal", "rollback-rehearsed", "source-backup", "quiet"].flatMap((gate) => [
  "--waive",
  `${gate}=soak`,
]);

async function takeSteps(
  { path: way, random, kills }: RoundOptions,
  { source }: Stage,
  commands: Commands,
  { trouble, progress }: { trouble: string[]; progress: { isMoved: boolean; wasMoved: boolean } },
): Promise<Outcome> {
  const from = ["--source", source.url, "--yes"];
  const planned: string[][] = [["preload", ...from]];
  if (way === "rollback") planned.push(["catch-up", ...from]);
  planned.push(["go", ...from, ...waived]);
  if (way === "rollback") planned.push(["rollback", ...from, "--export-writes"]);
  const killsOf = planned.map(() => 0);
  for (let n = 0; n < kills; n++) killsOf[random.between(0, planned.length - 1)]! += 1;
  for (const [index, words] of planned.entries()) {
    await sleep(random.between(200, 1_500));
    if (await runUntilDone(commands, words, killsOf[index]!, trouble)) {
      progress.isMoved = words[0] === "go" || (progress.isMoved && words[0] !== "rollback");
      progress.wasMoved ||= progress.isMoved;
      if (words[0] === "go") await sleep(random.between(2_000, 6_000));
      continue;
    }
    if (words[0] === "preload") throw new Error(`preload failed: ${trouble.join("; ")}`);
    if (words[0] === "go" && way === "stay") await runUntilDone(commands, ["rollback", ...from], 0, trouble);
  }
  return progress.isMoved ? "moved" : "rolled back";
}

/** An operator types a command that failed once more; `go` that has rolled back says so and is not typed again. */
async function runUntilDone(commands: Commands, words: string[], kills: number, trouble: string[]): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const { code, printed } = await commands.run(words, attempt === 0 ? kills : 0);
    if (code === 0) return true;
    trouble.push(
      `${words[0]!} ended with ${String(code)}: ${printed.trimEnd().split("\n").slice(-6).join(" / ").slice(-800)}`,
    );
    if (/was rolled back|is already rolled back/.test(printed)) return false;
  }
  return false;
}

/** After a rollback maintenance stays until the operator ends it. */
async function reopen({ call }: SoakDeployment): Promise<void> {
  const { on } = (await call("migrations:maintenance", {})) as { on: boolean };
  if (on) await call("migrations:setMaintenance", { on: false });
}

async function keep({ keepIn, round }: RoundOptions, { lost, doubled }: Verdict, project: string): Promise<void> {
  if (keepIn === null || lost.length + doubled.length === 0) return;
  const folder = path.join(keepIn, `round-${String(round)}`);
  await mkdir(folder, { recursive: true });
  await cp(path.join(project, ".cutover"), path.join(folder, "cutover"), { recursive: true, verbatimSymlinks: true });
  await cp(path.join(project, "end.zip"), path.join(folder, "end.zip"));
}
