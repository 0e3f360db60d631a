import type { GenericActionCtx, GenericDataModel } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { sumCounts } from "../../cutover/ledgerCounts.js";
import type { Ledger, LedgerCounts } from "./ledger.js";

/** Of an action: queries and mutations are transactions of their own. */
export type Runner = Pick<GenericActionCtx<GenericDataModel>, "runQuery" | "runMutation">;

const ownersPage = 200;
const entriesPage = 50;

/** The books in the component's tables. */
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
