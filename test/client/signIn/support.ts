/// <reference types="vite/client" />
import { createHash, randomUUID } from "node:crypto";
import { type FunctionReference, makeFunctionReference } from "convex/server";
import { ConvexError, type Value } from "convex/values";
import type { TestConvex } from "convex-test";
import { afterEach, beforeAll, vi } from "vitest";
import { googleProfile, type GoogleClaims } from "../../../convex/client/signIn/index.js";
import { register } from "../../../convex/client/test.js";
import type { Claim } from "../../../convex/cutover/signInValidators.js";
import {
  canonicalFields,
  type Document,
  exportedRefKey,
  fingerprintFields,
} from "../../../convex/shared/document/document.js";
import { Checksums } from "../../../convex/shared/document/fingerprint.js";
import { getTable } from "../../../convex/shared/plan/plan.js";
import migrationsSchema from "../../../node_modules/@convex-dev/migrations/dist/component/schema.js";
import { makeAuthEnv, subjectOf } from "../../support/authKeys.js";
import { type AuthVariant, mailbox, makeAuth } from "./app/auth.js";
import plan from "./app/plan.js";
import schema from "./app/schema.js";
import { separatedTest } from "../../support/separated.js";

export type App = TestConvex<typeof schema>;
type Table = "users" | "authAccounts" | "notes";
export type Old = Partial<Record<Table, Document[]>>;

const migrationsModules = import.meta.glob("../../../node_modules/@convex-dev/migrations/dist/component/**/*.js");

export function useAuthKeys(): void {
  beforeAll(() => {
    for (const [name, value] of Object.entries(makeAuthEnv())) vi.stubEnv(name, value);
  });
  afterEach(() => vi.useRealTimers());
}

/** A deployment of the test's app, with Convex's transaction limits. Timers stand still. */
export function deploy(variant: AuthVariant = {}): App {
  vi.useFakeTimers();
  for (const method of ["info", "log", "debug", "warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
  mailbox.length = 0;
  const auth = makeAuth(variant);
  const modules = {
    "./_generated/api.js": async () => ({}),
    "./auth.ts": async () => auth,
    "./migrations.ts": () => import("./app/migrations.js"),
    "./notes.ts": () => import("./app/notes.js"),
    "./passwords.ts": () => import("./app/passwords.js"),
  };
  const t = separatedTest({ schema, modules });
  t.registerComponent("migrations", migrationsSchema, migrationsModules);
  register(t);
  return t;
}

/**
 * Moves what the old system had: load, match, resolve, as the commands do. `before`: people who signed up here already, as
 * documents without an account, or what they did.
 */
export async function migrate(
  t: App,
  old: Old,
  before: Document[] | ((t: App) => Promise<unknown>) = [],
  stages: readonly string[] = ["match", "resolve"],
): Promise<void> {
  if (typeof before === "function") await before(t);
  else for (const account of before) await insert(t, "users", account);
  const expected = [];
  for (const table of tables) {
    const written: Document[] = [];
    for (const row of old[table] ?? []) written.push(await insert(t, table, row));
    expected.push(expectedOf(table, written));
  }
  await run(t, "begin", { runId: "run-1", planHash: "plan-1", tables: expected });
  await finish(t, ...stages);
}

const tables: readonly Table[] = ["users", "authAccounts", "notes"];

export async function insert(t: App, table: Table, document: Document): Promise<Document> {
  const stored = await t.run(async (ctx) => await ctx.db.get(await ctx.db.insert(table, document as never)));
  return stored as unknown as Document;
}

function expectedOf(name: Table, written: readonly Document[]) {
  const sums = new Checksums();
  for (const document of written) {
    const fields = canonicalFields(getTable(plan, name), document, exportedRefKey(document));
    sums.add(document["legacyId"] as string, fingerprintFields(fields));
  }
  const counts = { read: written.length, written: written.length, rejected: 0, filtered: 0, merged: 0 };
  return { table: name, ...counts, sums: sums.render(), averageBytes: 200, largestBytes: 400 };
}

export async function finish(t: App, ...stages: readonly string[]): Promise<void> {
  for (const stage of stages) {
    await run(t, "run", { stage });
    await settle(t);
  }
}

/** Verifies, and takes the legacy fields away. */
export async function cleanUp(t: App): Promise<void> {
  await finish(t, "verify", "cleanup");
  if ((await documents(t, "users")).some((user) => user["legacyId"] !== undefined)) {
    throw new Error(`The legacy fields stayed: ${JSON.stringify(await run(t, "status"))}`);
  }
}

/** Lets every scheduled function run, and those they schedule. */
export async function settle(t: App): Promise<void> {
  await t.finishAllScheduledFunctions(() => vi.runAllTimers(), 1_000);
}

/** `npx convex run migrations:<name>` */
export async function run<T>(t: App, name: string, args: Record<string, Value | undefined> = {}): Promise<T> {
  const isQuery = ["status", "issues", "claims", "invites", "signIns", "trySignIns", "conflicts"].includes(name);
  const path = `migrations:${name}`;
  return isQuery
    ? ((await t.query(makeFunctionReference<"query">(path) as FunctionReference<"query">, args)) as T)
    : ((await t.mutation(makeFunctionReference<"mutation">(path) as FunctionReference<"mutation">, args)) as T);
}

export async function claimsOf(t: App): Promise<(Claim & { claim: string })[]> {
  return (await run<{ items: (Claim & { claim: string })[] }>(t, "claims")).items;
}

interface Answer {
  readonly tokens?: { readonly token: string } | null;
}

/** Who the app takes the caller for; null when nobody is signed in. */
export type Identity = string | null;

/** `signIn(provider, params)` of Convex Auth's client. */
export async function signIn(
  t: App,
  provider: string | undefined,
  params: Record<string, Value | undefined>,
  verifier?: string,
): Promise<Identity> {
  const reference = makeFunctionReference<"action">("auth:signIn");
  const { tokens } = (await t.action(reference, { provider, params, verifier })) as Answer;
  return tokens ? subjectOf(tokens.token) : null;
}

const store = makeFunctionReference<"mutation">("auth:store");

/** `more`: what another provider's profile may hold. What the HTTP routes do when Google sends somebody back, and then what the client does with the code. */
export async function signInWithGoogle(t: App, claims: GoogleClaims, more: Document = {}): Promise<Identity> {
  const verifier = (await t.mutation(store, { args: { type: "verifier" } })) as string;
  const signature = randomUUID();
  await t.mutation(store, { args: { type: "verifierSignature", verifier, signature } });
  const { id, ...profile } = googleProfile(claims);
  const args = {
    type: "userOAuth",
    provider: "google",
    providerAccountId: id,
    profile: { ...profile, ...more },
    signature,
  };
  const code = (await t.mutation(store, { args })) as string;
  return await signIn(t, undefined, { code }, verifier);
}

export interface Mine {
  readonly user: Document;
  readonly notes: string[];
}

/** What they see, through the app's own public query. */
export async function seenBy(t: App, identity: Identity): Promise<Mine | null> {
  const mine = makeFunctionReference<"query">("notes:mine");
  const asPerson = identity === null ? t : t.withIdentity({ subject: identity });
  return (await asPerson.query(mine, {})) as Mine | null;
}

/** The error a refused sign-in ends with. */
export async function refusal(attempt: Promise<unknown>): Promise<Record<string, string>> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ConvexError) return error.data as Record<string, string>;
    throw error;
  }
  throw new Error("It was not refused.");
}

export async function documents(t: App, table: Table | "authSessions" | "authRateLimits"): Promise<Document[]> {
  return await t.run(async (ctx) => await ctx.db.query(table).collect());
}

export async function idOf(t: App, legacyId: string): Promise<string> {
  const user = (await documents(t, "users")).find((each) => each["legacyId"] === legacyId);
  return user!["_id"] as string;
}

export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A person of the old system, who had verified their address. */
export const person = (legacyId: string, more: Document = {}): Document => ({
  legacyId,
  email: `${legacyId}@example.com`,
  emailVerificationTime: 1_700_000_000_000,
  name: `Old ${legacyId}`,
  ...more,
});

export const note = (legacyId: string, legacyUserId: string): Document => ({
  legacyId,
  legacyUserId,
  text: `${legacyId} of ${legacyUserId}`,
});

/** How a person signed in to the old system. */
export const identity = (legacyUserId: string, provider: string, account: string, secret?: string): Document => ({
  legacyId: `${provider}:${account}`,
  legacyUserId,
  provider,
  providerAccountId: account,
  ...(secret === undefined ? {} : { secret }),
});

/** Numbers from 0 to 1 that the start decides. */
export function makeRandom(start: number): () => number {
  let state = start;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
