import type { GenericActionCtx, GenericDataModel } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { sumCounts } from "../../cutover/ledgerCounts.js";
import type {
  EntryOutcome,
  LedgerEntry,
  LedgerOwner,
  LedgerState,
  OwnerChange,
  OwnerState,
} from "../../cutover/taskValidators.js";

export interface LedgerCounts {
  readonly entries: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly owners: Readonly<Record<string, number>>;
  readonly ownerReasons: Readonly<Record<string, number>>;
}

/** The ledger of one task: what survives when the action dies. Every call is one transaction. */
export interface Ledger {
  addOwners(owners: readonly string[]): Promise<void>;
  /** Earliest due first. */
  nextOwners(state: OwnerState, numItems: number): Promise<LedgerOwner[]>;
  listOwners(cursor: string | null): Promise<{ items: LedgerOwner[]; isDone: boolean; cursor: string | null }>;
  changeOwner(owner: string, change: OwnerChange): Promise<void>;
  /** A known key stays as it is. */
  record(
    owner: string,
    entries: readonly { readonly key: string; readonly contents: string }[],
    change: OwnerChange,
  ): Promise<void>;
  recordOutcome(owner: string, entries: readonly EntryOutcome[], change?: OwnerChange): Promise<void>;
  /** Fewer than asked for where contents are large; none only when there are none. */
  next(owner: string, states: readonly LedgerState[], numItems: number): Promise<LedgerEntry[]>;
  /** All entries, by key. */
  list(owner: string, cursor: string | null): Promise<{ items: LedgerEntry[]; isDone: boolean; cursor: string | null }>;
  counts(): Promise<LedgerCounts>;
}

/** An action's context: each query and mutation is a transaction of its own. */
export type Runner = Pick<GenericActionCtx<GenericDataModel>, "runQuery" | "runMutation">;

const ownersPage = 200;
const entriesPage = 50;

/** The ledger in the component's tables. */
export function componentLedger(ctx: Runner, { ledger, ledgerOwners }: ComponentApi, task: string): Ledger {
  return {
    addOwners: async (owners) => void (await ctx.runMutation(ledgerOwners.add, { task, owners: [...owners] })),
    nextOwners: async (state, numItems) => await ctx.runQuery(ledgerOwners.next, { task, state, numItems }),
    listOwners: async (cursor) => await ctx.runQuery(ledgerOwners.list, { task, cursor, numItems: ownersPage }),
    changeOwner: async (owner, change) => void (await ctx.runMutation(ledgerOwners.change, { task, owner, change })),
    record: async (owner, entries, change) =>
      void (await ctx.runMutation(ledger.record, { task, owner, entries: [...entries], change })),
    recordOutcome: async (owner, entries, change) =>
      void (await ctx.runMutation(ledger.recordOutcome, { task, owner, entries: [...entries], change })),
    next: async (owner, states, numItems) =>
      await ctx.runQuery(ledger.next, { task, owner, states: [...states], numItems }),
    list: async (owner, cursor) => await ctx.runQuery(ledger.list, { task, owner, cursor, numItems: entriesPage }),
    counts: async () => await readCounts(ctx, ledger, task),
  };
}

async function readCounts(ctx: Runner, ledger: ComponentApi["ledger"], task: string): Promise<LedgerCounts> {
  const pages: LedgerCounts[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: LedgerCounts & { isDone: boolean; cursor: string | null } = await ctx.runQuery(ledger.counts, {
      task,
      cursor,
      numItems: ownersPage,
    });
    pages.push(page);
    if (page.isDone) break;
    ({ cursor } = page);
  }
  return {
    entries: sumCounts(pages.map(({ entries }) => entries)),
    reasons: sumCounts(pages.map(({ reasons }) => reasons)),
    owners: sumCounts(pages.map(({ owners }) => owners)),
    ownerReasons: sumCounts(pages.map(({ ownerReasons }) => ownerReasons)),
  };
}

const deletedAtOnce = 500;
const reopenedAtOnce = 200;

/** Marks every owner for whom something was deleted as `undoing`; those under way resume. */
export async function startUndo(ledger: Ledger): Promise<void> {
  for await (const { owner, state, counts } of ownersOf(ledger)) {
    const isToUndo = (counts["done"] ?? 0) + (counts["started"] ?? 0) > 0;
    if (isToUndo && state !== "undoing")
      await ledger.changeOwner(owner, { state: "undoing", reason: null, cursor: null, attempts: 0, dueAt: 0 });
  }
}

/** Deletes all contents of a task's entries; false when `until` came first. */
export async function closeTask(
  ctx: Runner,
  component: ComponentApi,
  ledger: Ledger,
  task: string,
  until: number,
): Promise<boolean> {
  for await (const { owner } of ownersOf(ledger)) {
    let page: { isDone: boolean; cursor: string | null } = { isDone: false, cursor: null };
    while (!page.isDone) {
      if (Date.now() >= until) return false;
      const { cursor } = page;
      page = await ctx.runMutation(component.ledger.clearContents, { task, owner, cursor, numItems: deletedAtOnce });
    }
  }
  return true;
}

/** Deletes a task's ledger; false when `until` came first. */
export async function clearTask(ctx: Runner, component: ComponentApi, task: string, until: number): Promise<boolean> {
  for (;;) {
    if (Date.now() >= until) return false;
    const { isDone } = await ctx.runMutation(component.ledger.clear, { task, numItems: deletedAtOnce });
    if (isDone) return true;
  }
}

/** Reopens what failed or was restored; the owners are listed again. */
export async function reopenTask(
  ctx: Runner,
  component: ComponentApi,
  ledger: Ledger,
  task: string,
): Promise<{ users: number; events: number }> {
  const reopened = { users: 0, events: 0 };
  for await (const { owner, state, counts } of ownersOf(ledger)) {
    const failed = (counts["failed"] ?? 0) + (counts["undone"] ?? 0);
    if (failed === 0 && state !== "failed" && state !== "undone") continue;
    reopened.users += 1;
    for (;;) {
      const states: ("failed" | "undone")[] = ["failed", "undone"];
      const some = { task, owner, states, numItems: reopenedAtOnce };
      const events = await ctx.runMutation(component.ledger.reopen, some);
      reopened.events += events;
      if (events < reopenedAtOnce) break;
    }
    await ledger.changeOwner(owner, { state: "listing", reason: null, cursor: null, attempts: 0, dueAt: 0 });
  }
  return reopened;
}

async function* ownersOf(ledger: Ledger): AsyncGenerator<LedgerOwner> {
  let cursor: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<Ledger["listOwners"]>> = await ledger.listOwners(cursor);
    yield* page.items;
    if (page.isDone) return;
    ({ cursor } = page);
  }
}
