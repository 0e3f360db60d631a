/// <reference types="vite/client" />
import { makeFunctionReference } from "convex/server";
import { ConvexError, type Value } from "convex/values";
import type { TestConvex } from "convex-test";
import { vi } from "vitest";
import type { Refused, TasksStatus, TaskStatus } from "../../convex/client/index.js";
import { register } from "../../convex/client/test.js";
import { canonicalFields, exportedRefKey, fingerprintFields } from "../../convex/shared/document/document.js";
import { Checksums } from "../../convex/shared/document/fingerprint.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import migrationsSchema from "../../node_modules/@convex-dev/migrations/dist/component/schema.js";
import * as migrations from "./app/migrations.js";
import plan from "./app/plan.js";
import schema from "./app/schema.js";
import * as work from "./app/work.js";
import { callAsBoth } from "../support/refusals.js";
import { separatedTest } from "../support/separated.js";

/** As it was before timers stood still. */
const realImmediate = setImmediate;

export type App = TestConvex<typeof schema>;

const migrationsModules = import.meta.glob("../../node_modules/@convex-dev/migrations/dist/component/**/*.js");
const cutoverModules = import.meta.glob("../../convex/cutover/**/*.*s");

/** Once, before the clock stands still: while a function waits for its module to be read, the clock of a test would run on. */
await Promise.all(
  [migrationsModules, cutoverModules].flatMap((modules) => Object.values(modules).map((load) => load())),
);

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** When people were let in, unless a test says otherwise. */
export const cutoverAt = Date.UTC(2026, 10, 21, 18);

/** A deployment of the test's app at the moment of its cutover. Timers stand still. `deployed`: its schema. */
export async function launch(deployed: object = schema): Promise<App> {
  vi.useFakeTimers({ now: cutoverAt });
  for (const method of ["info", "log", "debug", "error", "warn"] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
  const modules = {
    "./_generated/api.js": async () => ({}),
    "./migrations.ts": async () => migrations,
    "./work.ts": async () => work,
  };
  const t = separatedTest({ schema: deployed as typeof schema, modules });
  t.registerComponent("migrations", migrationsSchema, migrationsModules);
  register(t);
  await recordStep(t, "close");
  return t;
}

export async function recordStep(t: App, step: string, closes = false): Promise<void> {
  await call(t, "recordStep", { runId: "run-1", step, state: "started", detail: "", closes });
}

/** What a sign-in leaves behind that could not be linked without guessing. */
export async function recordClaim(t: App): Promise<void> {
  const claim = {
    code: "several",
    provider: "google",
    email: "ann@example.com",
    message: "",
    users: [],
    waiting: null,
  };
  const row = { ...claim, state: "open", user: null, attempts: 1, firstAt: Date.now(), lastAt: Date.now() };
  const component = t as unknown as { runInComponent: (path: string, work: (ctx: never) => unknown) => Promise<void> };
  await component.runInComponent(
    "cutover",
    async ({ db }: { db: { insert(table: string, row: unknown): unknown } }) => {
      await db.insert("claims", row);
      return null;
    },
  );
}

/** Calls a mutation of `migrations.ts`, as `npx convex run migrations:<name>` does. */
export async function call<T>(t: App, name: string, args: Record<string, Value | undefined> = {}): Promise<T> {
  const reference = makeFunctionReference<"mutation">(`migrations:${name}`);
  return (await callAsBoth(name, args, async (given) => await t.mutation(reference, given))) as T;
}

export async function list(t: App): Promise<TasksStatus> {
  return (await t.query(makeFunctionReference<"query">("migrations:tasks"), {})) as TasksStatus;
}

export async function taskOf(t: App, name: string): Promise<TaskStatus> {
  return (await list(t)).tasks.find((each) => each.name === name)!;
}

/** The clock moves on, and what is scheduled runs at its time, and what that schedules. */
export async function pass(t: App, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  for (let rounds = 0; rounds < 500; rounds++) {
    await vi.advanceTimersByTimeAsync(0);
    await settle(t);
    const next = Math.min(...(await jobsOf(t)).map(({ scheduledTime }) => scheduledTime));
    if (next > end) break;
    await vi.advanceTimersByTimeAsync(Math.max(0, next - Date.now()));
  }
  await vi.advanceTimersByTimeAsync(Math.max(0, end - Date.now()));
  await settle(t);
}

/** Waits for every function that is due; a killed one never ends. */
async function settle(t: App): Promise<void> {
  for (let turns = 0; turns < 100_000; turns++) {
    const jobs = await t.run(async ({ db }) => await db.system.query("_scheduled_functions").collect());
    const due = jobs.filter(({ state, scheduledTime }) => state.kind === "pending" && scheduledTime <= Date.now());
    const running = jobs.filter(({ state }) => state.kind === "inProgress");
    const dead = (await callsOf(t)).filter(({ isKilled }) => isKilled);
    if (due.length === 0 && running.length <= dead.length) return;
    // Timers that stand still take a millisecond even where none was asked for.
    if (due.length > 0) await vi.advanceTimersByTimeAsync(1);
    await new Promise((resolve) => realImmediate(resolve));
  }
  throw new Error("A function that was scheduled neither begins nor ends.");
}

/** The functions that are still to come. */
export async function jobsOf(t: App) {
  const jobs = await t.run(async ({ db }) => await db.system.query("_scheduled_functions").collect());
  return jobs.filter(({ state }) => state.kind === "pending");
}

export async function callsOf(t: App) {
  return await t.run(async ({ db }) => await db.query("calls").collect());
}

/** What the next calls of the app's functions lead to: a text is an error's message. */
export async function answer(t: App, ...answers: unknown[]): Promise<void> {
  await t.run(async ({ db }) => {
    for (const each of answers) await db.insert("answers", { answer: each });
  });
}

/** A loaded run of one user and `cases` cases, all stages up to verify done. */
export async function moveData(t: App, { cases = 3, orphans = 0 } = {}): Promise<void> {
  const written = await t.run(async ({ db }) => {
    const user = await db.insert("users", { legacyId: "u1", email: "u1@example.com" });
    const ids = [];
    for (let n = 0; n < cases; n++) {
      const legacyUserId = n < orphans ? "nobody" : "u1";
      ids.push(await db.insert("cases", { legacyId: `c${n}`, legacyUserId, title: `Case ${n}` } as never));
    }
    return { users: [await db.get(user)], cases: await Promise.all(ids.map(async (id) => await db.get(id))) };
  });
  const tables = Object.entries(written).map(([table, documents]) => expectedOf(table, documents as never));
  await call(t, "begin", { runId: "run-1", planHash: "plan-1", tables });
  for (const stage of ["resolve", "verify"]) {
    await call(t, "run", { stage });
    await pass(t, minute);
  }
}

function expectedOf(table: string, documents: Record<string, Value>[]) {
  const sums = new Checksums();
  for (const document of documents) {
    const fields = canonicalFields(getTable(plan, table), document, exportedRefKey(document));
    sums.add(document["legacyId"] as string, fingerprintFields(fields));
  }
  const count = documents.length;
  const counts = { read: count, written: count, rejected: 0, filtered: 0, merged: 0 };
  return { table, ...counts, sums: sums.render(), averageBytes: 200, largestBytes: 400 };
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
