import type { Doc } from "./_generated/dataModel.js";
import type { QueryCtx } from "./_generated/server.js";
import { allProgress, allTables, currentRun } from "./current.js";
import type { Stage } from "./validators.js";
import { isVerified } from "./verdict.js";
import { readSwitches } from "./window.js";

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Why this batch must not run now; null when it may. */
export async function findRefusal(ctx: QueryCtx, stage: Stage, table: string, first: boolean): Promise<Refusal | null> {
  const { control } = await readSwitches(ctx);
  if (control.action !== "run") return stopped(stage, table, control.action);
  const run = await currentRun(ctx);
  const rounds = run === null ? [] : await allProgress(ctx, run._id);
  const isMeasured = run !== null && (await allTables(ctx, run._id)).length > 0;
  if ((stage === "verify" || stage === "cleanup") && !isMeasured) return nothingToCompare(stage);
  const round = rounds.find((each) => each.stage === stage && each.table === table);
  if (!first && round === undefined) return oldCursor(stage, table);
  if (stage !== "cleanup") return rounds.some(hasRemoved) ? cleanupBegan(stage, table) : null;
  if (run === null || (round !== undefined && hasRemoved(round))) return null;
  return await unverified(ctx, run._id);
}

/** People stop batches by canceling them; this is for one that somebody starts by hand all the same. */
function stopped(stage: Stage, table: string, action: "pause" | "abort"): Refusal {
  const code = action === "pause" ? "paused" : "aborted";
  return { code, message: `${stage} of ${table} waits: everything is ${code}.` };
}

function hasRemoved({ stage, processed, done }: Doc<"progress">): boolean {
  return stage === "cleanup" && (processed > 0 || done);
}

function nothingToCompare(stage: Stage): Refusal {
  const message = `${stage} compares with what was exported, and no run has begun in this deployment: load the export first.`;
  return { code: "no_run", message };
}

function oldCursor(stage: Stage, table: string): Refusal {
  const message =
    `${stage} of ${table} would go on from where an older run, or an older round, stopped. ` +
    `Start it over with {"reset": true}.`;
  return { code: "stale", message };
}

function cleanupBegan(stage: Stage, table: string): Refusal {
  const message =
    `${stage} of ${table} needs the legacy fields, and the clean-up has begun to remove them. ` +
    `The way back is the backup: restore it, load again, begin again.`;
  return { code: "cleanup_began", message };
}

async function unverified(ctx: QueryCtx, run: Parameters<typeof allTables>[1]): Promise<Refusal | null> {
  const waiting: string[] = [];
  for (const { table } of await allTables(ctx, run)) {
    if ((await isVerified(ctx, run, table)) !== true) waiting.push(table);
  }
  if (waiting.length === 0) return null;
  const message =
    `The legacy fields stay until every table has passed verification; not yet: ${waiting.join(", ")}. ` +
    `Without them the proof cannot be repeated and nothing can be put right.`;
  return { code: "not_verified", message };
}
