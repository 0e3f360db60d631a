/**
 * `npm run soak -- [--rounds n] [--seed n] [--kills n] [--keep folder]`: whole migrations of PERM beside eight
 * writers, with the commands killed at random, `--kills` times a round, and a search for every write that somebody was told had
 * succeeded. Exit 1 when one is lost.
 */
import { parseArgs } from "node:util";
import { Random } from "../../examples/support/random.js";
import type { Write } from "./ledger.js";
import { runRound, type RoundResult } from "./round.js";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "2" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    // Two rounds are both ways through a migration, and 26 kills.
    kills: { type: "string", default: "13" },
    keep: { type: "string" },
  },
});
const say = (line: string): void => console.log(line);

async function soak(): Promise<number> {
  const rounds = Number(values.rounds);
  const durations = new Map<string, number>();
  const total = { acknowledged: 0, lost: 0, listed: 0, doubled: 0, kills: 0, otherwise: 0 };
  for (let round = 0; round < rounds; round++) {
    const seed = `${values.seed}/${String(round)}`;
    const path = round % 2 === 0 ? "rollback" : "stay";
    say(`round ${String(round + 1)}, seed ${seed}: preload, go, ${path}`);
    const startedAt = Date.now();
    const random = new Random(`soak ${seed}`);
    const result = await runRound({
      round,
      path,
      random,
      kills: Number(values.kills),
      durations,
      keepIn: values.keep ?? null,
      say,
    });
    report(result, Date.now() - startedAt);
    total.acknowledged += result.acknowledged;
    total.kills += result.kills;
    if (!result.wentAsPlanned) total.otherwise += 1;
    for (const name of ["lost", "listed", "doubled"] as const) total[name] += result[name].length;
  }
  const doubled = total.doubled === 0 ? "" : `, ${String(total.doubled)} doubled`;
  say(
    `seed ${values.seed}, ${String(total.kills)} commands killed, ${String(total.otherwise)} rounds went another way than planned`,
  );
  say(
    `${String(rounds)} rounds, ${String(total.acknowledged)} acknowledged writes, ` +
      `${String(total.lost)} lost, ${String(total.listed)} listed${doubled}`,
  );
  return total.lost + total.doubled > 0 ? 1 : 0;
}

function report({ outcome, acknowledged, lost, listed, doubled, tallies, trouble }: RoundResult, ms: number): void {
  for (const [writer, tally] of tallies) {
    const more = tally.trouble === null ? "" : `, other trouble: ${tally.trouble}`;
    say(`  ${writer}: ${String(tally.acknowledged)} acknowledged, ${String(tally.refused)} refused${more}`);
  }
  for (const line of trouble) say(`  ! ${line}`);
  for (const write of lost) say(`  LOST ${describe(write)}`);
  for (const write of doubled) say(`  DOUBLED ${describe(write)}`);
  const counts = `${String(acknowledged)} acknowledged, ${String(lost.length)} lost, ${String(listed.length)} listed`;
  say(`  ${outcome} after ${(ms / 1000).toFixed(0)} s: ${counts}`);
}

function describe({ marker, writer, kind, side, at, during, tables }: Write): string {
  return `${marker} ${kind} by ${writer} (${side}, ${tables.join(" and ")}) at ${new Date(at).toISOString()}, during ${during}`;
}

process.exitCode = await soak();
