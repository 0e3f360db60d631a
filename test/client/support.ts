/// <reference types="vite/client" />
import { type FunctionReference, makeFunctionReference } from "convex/server";
import { ConvexError, type Value } from "convex/values";
import type { TestConvex } from "convex-test";
import { vi } from "vitest";
import type { CutoverStatus, Inspected, Refused, Stage } from "../../convex/client/index.js";
import { register } from "../../convex/client/test.js";
import type { Change, Part } from "../../convex/cutover/changeValidators.js";
import type { Issue, Match } from "../../convex/cutover/validators.js";
import {
  canonicalFields,
  type Document,
  exportedRefKey,
  fingerprintFields,
} from "../../convex/shared/document/document.js";
import { Checksums } from "../../convex/shared/document/fingerprint.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import migrationsSchema from "../../node_modules/@convex-dev/migrations/dist/component/schema.js";
import plan from "./app/plan.js";
import schema from "./app/schema.js";
import { callAsBoth } from "../support/refusals.js";
import { separatedTest } from "../support/separated.js";

export type App = TestConvex<typeof schema>;
export type Table = "users" | "teams" | "settings" | "cases";
/** Documents as the export writes them, by table. */
export type Export = Partial<Record<Table, Document[]>>;

export const tables: readonly Table[] = ["users", "teams", "settings", "cases"];

const migrationsModules = import.meta.glob("../../node_modules/@convex-dev/migrations/dist/component/**/*.js");

/** A deployment of the test's app, with both components and Convex's transaction limits. Timers stand still. */
export function deploy(more: Record<string, () => Promise<unknown>> = {}): App {
  vi.useFakeTimers();
  for (const method of ["info", "log", "debug", "error"] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
  const modules = {
    "./_generated/api.js": async () => ({}),
    "./migrations.ts": () => import("./app/migrations.js"),
    ...more,
  };
  const t = separatedTest({ schema, modules });
  t.registerComponent("migrations", migrationsSchema, migrationsModules);
  register(t);
  return t;
}

/** Lets every scheduled function run, and those they schedule. */
export async function settle(t: App): Promise<void> {
  await t.finishAllScheduledFunctions(() => vi.runAllTimers(), 1_000);
}

/** Lets the functions scheduled so far run once. */
export async function step(t: App): Promise<void> {
  vi.runOnlyPendingTimers();
  await t.finishInProgressScheduledFunctions();
}

/** What `npx cutover load` does: the documents go in as they are, and the run begins with what the export counted. */
export async function load(t: App, exported: Export, { runId = "run-1" } = {}): Promise<CutoverStatus> {
  const expected = [];
  for (const table of tables) {
    const written: Document[] = [];
    for (const document of exported[table] ?? []) written.push(await insert(t, table, document));
    expected.push(expectedOf(table, written));
  }
  return await call<CutoverStatus>(t, "begin", { runId, planHash: "plan-1", tables: expected });
}

export async function insert(t: App, table: Table, document: Document): Promise<Document> {
  const stored = await t.run(async (ctx) => await ctx.db.get(await ctx.db.insert(table, document as never)));
  return stored as unknown as Document;
}

/** Read back, because only an import can set `_creationTime`: what was stored is what the export wrote. */
export function expectedOf(name: Table, written: readonly Document[]) {
  const sums = new Checksums();
  for (const document of written) {
    const fields = canonicalFields(getTable(plan, name), document, exportedRefKey(document));
    sums.add(document["legacyId"] as string, fingerprintFields(fields));
  }
  const counts = { read: written.length, written: written.length, rejected: 0, filtered: 0, merged: 0 };
  return { table: name, ...counts, sums: sums.render(), averageBytes: 200, largestBytes: 400 };
}

/** A change, or a part of one, without its place in the list. */
export type NewChange = WithoutNumber<Change | Part>;
type WithoutNumber<T> = T extends unknown ? Omit<T, "number"> : never;

/** What the import of a list of changes does to the component's table. */
export async function importChanges(t: App, changes: readonly NewChange[]): Promise<void> {
  const component = t as unknown as { runInComponent: (path: string, work: (ctx: never) => unknown) => Promise<void> };
  await component.runInComponent(
    "cutover",
    async ({ db }: { db: { insert(table: string, row: unknown): unknown } }) => {
      for (const [number, change] of changes.entries()) await db.insert("changes", { number, ...change });
      return null;
    },
  );
}

/** Calls a function of `migrations.ts`, as `npx convex run migrations:<name>` does. */
export async function call<T>(t: App, name: string, args: Record<string, Value | undefined> = {}): Promise<T> {
  const isQuery = [
    "status",
    "issues",
    "inspect",
    "matches",
    "window",
    "maintenance",
    "scheduledWork",
    "lease",
    "removed",
    "conflicts",
  ].includes(name);
  const type = isQuery ? ("query" as const) : ("mutation" as const);
  const reference = makeFunctionReference<typeof type>(`migrations:${name}`);
  const result: unknown = isQuery
    ? await t.query(reference as FunctionReference<"query">, args)
    : await callAsBoth(
        name,
        args,
        async (given) => await t.mutation(reference as FunctionReference<"mutation">, given),
      );
  return result as T;
}

/** The error a refused call ends with. */
export async function refusal(attempt: Promise<unknown>): Promise<Refused> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ConvexError) return error.data as Refused;
    throw error;
  }
  throw new Error("It was not refused.");
}

export const status = (t: App) => call<CutoverStatus>(t, "status");

/** Runs a stage to its end. */
export async function finish(t: App, ...stages: Stage[]): Promise<CutoverStatus> {
  for (const stage of stages) {
    await call(t, "run", { stage });
    await settle(t);
  }
  return await status(t);
}

export const all: readonly Stage[] = ["match", "resolve", "verify", "cleanup"];

export async function issuesOf(t: App, table?: Table): Promise<Issue[]> {
  const { items } = await call<{ items: Issue[] }>(t, "issues", { table });
  return items;
}

export async function matchesOf(t: App): Promise<Match[]> {
  const { items } = await call<{ items: Match[] }>(t, "matches", { table: "users" });
  return items;
}

export async function inspect(t: App, table: Table, buckets: number[]): Promise<Inspected[]> {
  const { items } = await call<{ items: Inspected[] }>(t, "inspect", { table, buckets });
  return items;
}

export async function documents<T extends Table>(t: App, table: T) {
  return await t.run(async (ctx) => await ctx.db.query(table).collect());
}

/** The document with this old key. */
export async function find<T extends Table>(t: App, table: T, legacyId: string) {
  const found = await t.run(
    async (ctx) =>
      await ctx.db
        .query(table)
        .filter((q) => q.eq(q.field("legacyId" as never), legacyId as never))
        .first(),
  );
  if (found === null) throw new Error(`No ${table} ${legacyId}`);
  return found;
}

export const user = (legacyId: string, more: Document = {}): Document => ({
  legacyId,
  email: `${legacyId}@example.com`,
  emailVerificationTime: 1_700_000_000_000,
  ...more,
});

export const aCase = (legacyId: string, more: Document = {}): Document => ({
  legacyId,
  legacyUserId: "u1",
  title: `case ${legacyId}`,
  wage: 100n,
  ...more,
});
