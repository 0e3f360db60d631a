import { differingBuckets, Checksums } from "../shared/document/fingerprint.js";
import type { Doc, Id } from "./_generated/dataModel.js";
import type { MutationCtx, QueryCtx } from "./_generated/server.js";
import { findProgress, findTable } from "./current.js";
import type { Check, IssueCounts } from "./validators.js";

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

/** Whether the table is proven; null while verify has not finished. Issues count as they stand now, not as they stood then. */
export async function isVerified(ctx: QueryCtx, run: Id<"runs">, table: string): Promise<boolean | null> {
  const checks = await readChecks(ctx, run, table);
  const verify = await findProgress(ctx, run, "verify", table);
  if (verify === null || !verify.done || checks.length === 0) return null;
  const expected = await findTable(ctx, run, table);
  const { open } = await countIssues(ctx, run, table);
  return checks.every(({ ok }) => ok) && open <= (expected?.allowedIssues ?? 0);
}

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

/** References without a target must be exactly those resolve gave a reason for, and no id may lead nowhere. */
function compareReferences(explained: number, counts: Record<string, number>): Verdict {
  const { resolved = 0, unresolved = 0, dangling = 0 } = counts;
  const faults: string[] = [];
  if (unresolved !== explained) faults.push(`${unresolved} unresolved, but ${explained} explained by issues`);
  if (dangling > 0) faults.push(`${dangling} lead(s) to no migrated document`);
  const expected = `${explained} unresolved, 0 dangling`;
  const found = `${resolved} resolved, ${unresolved} unresolved, ${dangling} dangling`;
  return { level: "references", ok: faults.length === 0, expected, found, detail: faults.join("; "), buckets: [] };
}
