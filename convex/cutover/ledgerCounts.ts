import type { Doc } from "./_generated/dataModel.js";
import type { MutationCtx, QueryCtx } from "./_generated/server.js";
import type { OwnerChange } from "./ledgerValidators.js";

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
  if (known === null) throw new Error(`Task ${task} knows no owner ${owner}.`);
  return known;
}

/** The owner; a new one, whose listing is at its beginning, where there is none yet. */
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

/** One less of `from` and one more of `to`; a count of zero is left out. */
export function moveCount(counts: Counts, from: string | null, to: string | null): Counts {
  if (from === to) return counts;
  const moved = { ...counts };
  if (to !== null) moved[to] = (moved[to] ?? 0) + 1;
  if (from === null) return moved;
  const { [from]: left = 0, ...others } = moved;
  return left > 1 ? { ...others, [from]: left - 1 } : others;
}

export function addUp(all: readonly Counts[]): Counts {
  const sums: Counts = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}
