import { differingBuckets, Checksums } from "../shared/document/fingerprint.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import { mutation, type MutationCtx, type QueryCtx } from "./_generated/server.js";
import { v } from "convex/values";
import { allTables, currentRun, findProgress, findTable, getCurrentRun, progressOf } from "./current.js";
import { type Check, type ExportVerdict, type IssueCounts, type Stage, vExportVerdict } from "./validators.js";
import { readSwitches } from "./switches.js";

type Verdict = Omit<Check, "table">;

/** Compares what verify found in a table with what was exported, and writes the checks. */
export async function writeChecks(ctx: MutationCtx, progress: Doc<"progress">): Promise<void> {
  const { run, table } = progress;
  const expected = await findTable(ctx, run, table);
  if (expected === null) return;
  const resolve = await findProgress(ctx, run, "resolve", table);
  const verdicts = [
    compareCounts(expected, progress),
    compareFingerprints(expected, progress),
    compareReferences(resolve?.counts["unresolved"] ?? 0, progress.counts),
  ];
  for (const verdict of verdicts) {
    await ctx.db.insert("checks", { ...verdict, run, table, progress: progress._id });
  }
}

/**
 * Records what `cutover verify` found by an export. False, and nothing is recorded, where another run has begun or the migration has
 * written since the export was asked for: a stage, a catch-up, or a user who was settled or has claimed a row.
 */
export const recordExport = mutation({
  args: { runId: v.string(), generation: v.number(), tables: v.array(vExportVerdict) },
  returns: v.boolean(),
  handler: async (ctx, { runId, generation, tables }) => {
    const run = await getCurrentRun(ctx);
    if (run.runId !== runId || (run.generation ?? 0) !== generation) return false;
    for (const verdict of tables) {
      const expected = await findTable(ctx, run._id, verdict.table);
      if (expected === null) continue;
      const old = (await readChecks(ctx, run._id, verdict.table)).filter(({ level }) => level === "export");
      for (const { _id } of old) await ctx.db.delete("checks", _id);
      await ctx.db.insert("checks", { ...describeExport(expected, verdict), run: run._id, table: verdict.table });
    }
    return true;
  },
});

function describeExport({ written }: Doc<"tables">, found: ExportVerdict): Verdict {
  const { documents, differences, changedByUsers } = found;
  const byUsers = changedByUsers === 0 ? [] : [`${changedByUsers} changed by users since`];
  const faults = differences === 0 ? [] : [`${differences} row(s) differ`];
  return {
    level: "export",
    ok: differences === 0,
    expected: String(written),
    found: String(documents),
    detail: [...faults, ...byUsers].join("; "),
    buckets: [],
  };
}

/** What an export has shown holds until a stage before verify, or a catch-up, writes again. */
export async function dropExportChecks(ctx: MutationCtx, run: Id<"runs">): Promise<void> {
  const checks = await ctx.db
    .query("checks")
    .withIndex("by_run_and_table", (q) => q.eq("run", run))
    .collect();
  for (const { _id, level } of checks) if (level === "export") await ctx.db.delete("checks", _id);
  const { generation = 0 } = (await ctx.db.get("runs", run))!;
  await ctx.db.patch("runs", run, { generation: generation + 1 });
}

/**
 * Whether the table is verified, as the latest of the two readers says; null while none has finished. Issues count as they
 * stand now, not as they stood then.
 */
export async function isVerified(ctx: QueryCtx, run: Id<"runs">, table: string): Promise<boolean | null> {
  const checks = await latestChecks(ctx, run, table);
  if (checks.length === 0) return null;
  const expected = await findTable(ctx, run, table);
  const { open } = await countIssues(ctx, run, table);
  return checks.every(({ ok }) => ok) && open <= (expected?.allowedIssues ?? 0);
}

async function latestChecks(ctx: QueryCtx, run: Id<"runs">, table: string): Promise<Doc<"checks">[]> {
  const checks = await readChecks(ctx, run, table);
  const byExport = checks.filter(({ level }) => level === "export");
  const verify = await findProgress(ctx, run, "verify", table);
  const inConvex = verify?.done === true ? checks.filter(({ level }) => level !== "export") : [];
  const isExportLatest = checks.at(-1)?.level === "export" || inConvex.length === 0;
  return isExportLatest ? byExport : inConvex;
}

/** In the order they were found. */
export async function readChecks({ db }: QueryCtx, run: Id<"runs">, table: string): Promise<Doc<"checks">[]> {
  return await db
    .query("checks")
    .withIndex("by_run_and_table", (q) => q.eq("run", run).eq("table", table))
    .collect();
}

/** The issues match and resolve found in the table. */
export async function countIssues(ctx: QueryCtx, run: Id<"runs">, table: string): Promise<IssueCounts> {
  const sum = { open: 0, cleared: 0, waived: 0 };
  for (const stage of ["match", "resolve"] as const) {
    const { issues } = (await findProgress(ctx, run, stage, table)) ?? { issues: sum };
    if (issues === sum) continue;
    sum.open += issues.open;
    sum.cleared += issues.cleared;
    sum.waived += issues.waived;
  }
  return sum;
}

function compareCounts(expected: Doc<"tables">, { sums }: Doc<"progress">): Verdict {
  const found = new Checksums().addRendered(sums).count;
  const ok = found === expected.written;
  const difference = Math.abs(found - expected.written);
  const detail = ok ? "" : `${difference} document(s) ${found < expected.written ? "missing" : "too many"}`;
  return { level: "counts", ok, expected: String(expected.written), found: String(found), detail, buckets: [] };
}

function compareFingerprints(expected: Doc<"tables">, { sums }: Doc<"progress">): Verdict {
  const buckets = differingBuckets(expected.sums, sums);
  const ok = buckets.length === 0;
  const detail = ok ? "" : `${buckets.length} of 256 buckets differ: ${buckets.join(", ")}`;
  const render = (rendered: readonly string[]) => buckets.map((bucket) => `${bucket}=${rendered[bucket]}`).join(" ");
  return { level: "fingerprints", ok, expected: render(expected.sums), found: render(sums), detail, buckets };
}

/** References without a target must be exactly those resolve gave a reason for, and no id may be dangling. */
function compareReferences(explained: number, counts: Record<string, number>): Verdict {
  const { resolved = 0, unresolved = 0, dangling = 0 } = counts;
  const faults: string[] = [];
  if (unresolved !== explained) faults.push(`${unresolved} unresolved, but ${explained} explained by issues`);
  if (dangling > 0) faults.push(`${dangling} point(s) to no migrated document`);
  const expected = `${explained} unresolved, 0 dangling`;
  const found = `${resolved} resolved, ${unresolved} unresolved, ${dangling} dangling`;
  return { level: "references", ok: faults.length === 0, expected, found, detail: faults.join("; "), buckets: [] };
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Why this batch must not run now; null when it may. */
export async function findRefusal(ctx: QueryCtx, stage: Stage, table: string, first: boolean): Promise<Refusal | null> {
  const { control } = await readSwitches(ctx);
  if (control.action !== "run") return stopped(stage, table, control.action);
  const run = await currentRun(ctx);
  if (run?.state === "rollingBack") return rollingBack(stage, table);
  const isMeasured = run !== null && (await allTables(ctx, run._id)).length > 0;
  if ((stage === "verify" || stage === "cleanup") && !isMeasured) return nothingToCompare(stage);
  const round = run === null ? null : await findProgress(ctx, run._id, stage, table);
  if (!first && round === null) return oldCursor(stage, table);
  const cleaned = run === null || stage === "cleanup" ? [] : await progressOf(ctx, run._id, "cleanup");
  if (stage !== "cleanup") return cleaned.some(hasRemoved) ? cleanupBegan(stage, table) : null;
  if (run === null || (round !== null && hasRemoved(round))) return null;
  return await unverified(ctx, run._id);
}

/** `control` cancels scheduled batches; this is for one that somebody starts by hand meanwhile. */
function stopped(stage: Stage, table: string, action: "pause" | "abort"): Refusal {
  const code = action === "pause" ? "paused" : "aborted";
  return { code, message: `${stage} of ${table} waits: all stages are ${code}.` };
}

function rollingBack(stage: Stage, table: string): Refusal {
  return { code: "rolling_back", message: `${stage} of ${table} has no place in a run that is being rolled back.` };
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
    `${stage} of ${table} would resume where an older run, or an older round, stopped. ` +
    `Start it over with {"reset": true}.`;
  return { code: "stale", message };
}

function cleanupBegan(stage: Stage, table: string): Refusal {
  const message =
    `${stage} of ${table} needs the legacy fields, and the cleanup has begun to remove them. ` +
    `Roll back instead: restore the backup, load and begin again.`;
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
    `Without them verification cannot be repeated and nothing can be corrected.`;
  return { code: "not_verified", message };
}
