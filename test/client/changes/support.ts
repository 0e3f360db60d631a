import { convexToJson, type Value } from "convex/values";
import type { Conflict, Removed } from "../../../convex/cutover/changeValidators.js";
import type { Document } from "../../../convex/shared/document/document.js";
import {
  type App,
  call,
  finish,
  importChanges,
  insert,
  load,
  type Export,
  type NewChange,
  settle,
  type Table,
} from "../support.js";

export type Purpose = "load" | "catchUp" | "repair" | "rollback";
export type Ran = { state: string; phase: { kind: string; after?: number }; processed: number };

const allTables = ["users", "teams", "settings", "cases"];

export async function start(t: App, changes: string, purpose: Purpose = "catchUp", runId = "run-1"): Promise<Ran> {
  return await call<Ran>(t, "apply", { runId, changes, purpose, retry: [...allTables] });
}

/** A list from import to end. */
export async function apply(
  t: App,
  changes: readonly NewChange[],
  { list = "first", purpose = "catchUp" }: { list?: string; purpose?: Purpose } = {},
): Promise<Ran> {
  await importChanges(t, changes);
  await start(t, list, purpose);
  await settle(t);
  return await start(t, list, purpose);
}

/** Documents that were loaded, matched and resolved. */
export async function preload(t: App, exported: Export): Promise<void> {
  await load(t, exported);
  await finish(t, "match", "resolve");
}

/** `{ title: ["old", "new"] }`; undefined for an absent field. */
export function fieldsOf(changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>): string {
  const sides = Object.entries(changes).map(([field, [before, after]]) => {
    const side: Record<string, unknown> = {};
    if (before !== undefined) side["before"] = convexToJson(before as Value);
    if (after !== undefined) side["after"] = convexToJson(after as Value);
    return [field, side];
  });
  return JSON.stringify(Object.fromEntries(sides));
}

export const changeTo = (
  table: Table,
  legacyKey: string,
  changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>,
): NewChange => ({ table, legacyKey, kind: "update", fields: fieldsOf(changes) });

/** The row as it was and as it is. */
export function update(table: Table, before: Document, after: Document): NewChange {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const isRow = (name: string) => !name.startsWith("_") && (name in after || name.startsWith("legacy"));
  const changes = names.filter(isRow).map((name) => [name, [before[name], after[name]]] as const);
  return changeTo(table, after["legacyId"] as string, Object.fromEntries(changes));
}

export const inserted = (table: Table, document: Document): NewChange => ({
  table,
  legacyKey: document["legacyId"] as string,
  kind: "insert",
  document: JSON.stringify(convexToJson(document)),
});

export const gone = (table: Table, legacyKey: string, hash?: string): NewChange => ({
  table,
  legacyKey,
  kind: "delete",
  ...(hash === undefined ? {} : { hash }),
});

export const again = (table: Table, legacyKey: string): NewChange => ({ table, legacyKey, kind: "resolve" });

/** What the append of an import does, and the change that goes with it. */
export async function append(t: App, table: Table, document: Document): Promise<NewChange> {
  const stored = await insert(t, table, document);
  const isTimed = table === "users";
  const creationTime = isTimed ? { creationTime: stored["_creationTime"] as number } : {};
  return { table, legacyKey: document["legacyId"] as string, kind: "insert", ...creationTime };
}

/** What an app's own mutation does meanwhile. */
export async function patch(t: App, id: string, fields: Record<string, unknown>): Promise<void> {
  await t.run(async (ctx) => await ctx.db.patch(id as never, fields as never));
}

export async function removeDocument(t: App, id: string): Promise<void> {
  await t.run(async (ctx) => await ctx.db.delete(id as never));
}

export const conflictsOf = async (t: App) => await listOf<Conflict>(t, "conflicts");
export const removedOf = async (t: App) => await listOf<Removed>(t, "removed");

/** All pages. */
async function listOf<T>(t: App, name: "conflicts" | "removed"): Promise<T[]> {
  const items: T[] = [];
  for (let after: number | null = -1; after !== null;) {
    const page: { items: T[]; next: number | null } = await call(t, name, { runId: "run-1", after });
    items.push(...page.items);
    after = page.next;
  }
  return items;
}
