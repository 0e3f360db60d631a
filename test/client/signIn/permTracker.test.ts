/// <reference types="vite/client" />
import { makeFunctionReference } from "convex/server";
import { convexTest } from "convex-test";
import { beforeAll, expect, test, vi } from "vitest";
import { register } from "../../../convex/client/test.js";
import plan from "../../../convex/plan.js";
import movingSchema from "../../../convex/schema.js";
import migrationsSchema from "../../../node_modules/@convex-dev/migrations/dist/component/schema.js";
import { type App, type Identity, person, run, settle, signInWithGoogle, useAuthKeys } from "./support.js";

useAuthKeys();

beforeAll(() => {
  vi.stubEnv("AUTH_GOOGLE_ID", "id");
  vi.stubEnv("AUTH_GOOGLE_SECRET", "secret");
});

const modules = import.meta.glob([
  "../../../convex/*.ts",
  "../../../convex/cases/*.ts",
  "../../../convex/_generated/*.js",
]);
const migrationsModules = import.meta.glob("../../../node_modules/@convex-dev/migrations/dist/component/**/*.js");

const aCase = (legacyUserId: string) => ({
  legacyId: `case of ${legacyUserId}`,
  legacyUserId,
  employerName: `Employer of ${legacyUserId}`,
  beneficiaryIdentifier: "B",
  caseStatus: "pwd",
  progressStatus: "working",
  priority: "normal",
  tags: [],
  documents: [],
  calendarSyncEnabled: false,
  isFavorite: false,
  isDeleted: false,
  updatedAt: 1,
});

/** The example app, with two people of the old one and a case of each. */
async function deployPermTracker(): Promise<App> {
  vi.useFakeTimers();
  for (const method of ["info", "log", "debug", "warn"] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
  const t = convexTest({ schema: movingSchema, modules, transactionLimits: true });
  t.registerComponent("migrations", migrationsSchema, migrationsModules);
  register(t);
  await t.run(async (ctx) => {
    for (const id of ["u1", "u2"]) {
      await ctx.db.insert("users", person(id, { role: "member", updatedAt: 1 }));
      await ctx.db.insert("cases", aCase(id) as never);
    }
  });
  const app = t as unknown as App;
  const tables = [...plan.tables.keys()].map((table) =>
    countsOf(table, table === "users" || table === "cases" ? 2 : 0),
  );
  await run(app, "begin", { runId: "run-1", planHash: "plan-1", tables });
  for (const stage of ["match", "resolve"]) {
    await run(app, "run", { stage });
    await settle(app);
  }
  return app;
}

function countsOf(table: string, count: number) {
  const counts = { read: count, written: count, rejected: 0, filtered: 0, merged: 0 };
  return { table, ...counts, sums: [], averageBytes: 200, largestBytes: 400 };
}

async function employersSeenBy(t: App, subject: Identity): Promise<string[]> {
  const list = makeFunctionReference<"query">("cases/cases:list");
  const as = t.withIdentity({ subject: subject! });
  const { page } = (await as.query(list, { paginationOpts: { numItems: 10, cursor: null } })) as {
    page: { employerName: string }[];
  };
  return page.map(({ employerName }) => employerName);
}

test("people of PERM Tracker sign in with Google, and their cases are there", async () => {
  const t = await deployPermTracker();
  const first = await signInWithGoogle(t, { sub: "1", email: "U1@Example.com", email_verified: true });
  const second = await signInWithGoogle(t, { sub: "2", email: "u2@example.com", email_verified: true });
  expect(await employersSeenBy(t, first)).toEqual(["Employer of u1"]);
  expect(await employersSeenBy(t, second)).toEqual(["Employer of u2"]);
  expect(await t.run(async (ctx) => (await ctx.db.query("users").collect()).length)).toBe(2);
});
