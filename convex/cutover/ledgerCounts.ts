import type { Doc } from "./_generated/dataModel.js";
import type { MutationCtx, QueryCtx } from "./_generated/server.js";
import type { LedgerEntry, OwnerChange } from "./taskValidators.js";

type Counts = Record<string, number>;
type Owner = Doc<"ledgerOwners">;

export async function findOwner({ db }: QueryCtx, task: string, owner: string): Promise<Owner | null> {
  return await db
    .query("ledgerOwners")
    .withIndex("by_task_and_owner", (q) => q.eq("task", task).eq("owner", owner))
    .unique();
}

export async function getOwner(ctx: QueryCtx, task: string, owner: string): Promise<Owner> {
  const known = await findOwner(ctx, task, owner);
  if (known === null) throw new Error(`The ledger of task ${task} has no owner ${owner}.`);
  return known;
}

/** The owner; created at the start of its listing where there is none yet. */
export async function ensureOwner(ctx: MutationCtx, task: string, owner: string): Promise<Owner> {
  const known = await findOwner(ctx, task, owner);
  if (known !== null) return known;
  const beginning = { state: "listing" as const, reason: null, cursor: null, attempts: 0, dueAt: 0 };
  await ctx.db.insert("ledgerOwners", { task, owner, ...beginning, counts: {}, reasons: {} });
  return await getOwner(ctx, task, owner);
}

export async function changeOwner(
  ctx: MutationCtx,
  task: string,
  owner: string,
  change: OwnerChange & { counts?: Counts; reasons?: Counts },
): Promise<void> {
  const { _id } = await getOwner(ctx, task, owner);
  await ctx.db.patch("ledgerOwners", _id, change);
}

/** Owners by name, after `cursor`. */
export function ownersAfter({ db }: QueryCtx, task: string, cursor: string | null) {
  return db.query("ledgerOwners").withIndex("by_task_and_owner", (q) => q.eq("task", task).gt("owner", cursor ?? ""));
}

type Outcome = Pick<LedgerEntry, "state" | "reason">;

/** An owner's entries by state and by reason, while some of them change. */
export class EntryTally {
  private counts: Counts;
  private reasons: Counts;

  constructor({ counts, reasons }: Pick<Owner, "counts" | "reasons">) {
    this.counts = counts;
    this.reasons = reasons;
  }

  change(from: Outcome, to: Outcome): void {
    this.counts = moveCount(this.counts, from.state, to.state);
    this.reasons = moveCount(this.reasons, reasonKey(from), reasonKey(to));
  }

  render(): { counts: Counts; reasons: Counts } {
    return { counts: this.counts, reasons: this.reasons };
  }
}

function reasonKey({ state, reason }: Outcome): string | null {
  return reason === null ? null : countKey(`${state}: ${reason}`);
}

const longestKey = 200;

/** A text as the key of a record, which Convex takes in printable ASCII only, and not with `$` or `_` in front. */
export function countKey(text: string): string {
  const letters = text.normalize("NFKD").replace(/\p{Mark}/gu, "");
  const key = letters.replace(/[^\x20-\x7e]/g, "?").replace(/^[$_]+/, "");
  return key.slice(0, longestKey) || "unknown";
}

/** One less of `from` and one more of `to`; a count of zero is left out. */
export function moveCount(counts: Counts, from: string | null, to: string | null): Counts {
  if (from === to) return counts;
  const moved = { ...counts };
  if (to !== null) moved[to] = (moved[to] ?? 0) + 1;
  if (from === null) return moved;
  const { [from]: left = 0, ...others } = moved;
  return left > 1 ? { ...others, [from]: left - 1 } : others;
}

export function sumCounts(all: readonly Counts[]): Counts {
  const sums: Counts = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}
