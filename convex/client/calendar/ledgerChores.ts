import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { Runner } from "./componentLedger.js";
import type { Ledger, LedgerOwner } from "./ledger.js";

const deletedAtOnce = 500;
const reopenedAtOnce = 200;

/** Lets every owner be undone for whom something was deleted; those that are under way go on. */
export async function readyUndo(ledger: Ledger): Promise<void> {
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

/** Forgets a task; false when `until` came first. */
export async function clearTask(ctx: Runner, component: ComponentApi, task: string, until: number): Promise<boolean> {
  for (;;) {
    if (Date.now() >= until) return false;
    const { isDone } = await ctx.runMutation(component.ledger.clear, { task, numItems: deletedAtOnce });
    if (isDone) return true;
  }
}

/** Opens what failed or was put back; the owners are listed anew. */
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
