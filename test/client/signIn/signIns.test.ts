import { ConvexError } from "convex/values";
import { expect, test, vi } from "vitest";
import type { SignIns } from "../../../convex/client/signIn/signIns.js";
import type { Tried } from "../../../convex/client/signIn/trySignIns.js";
import { enforceOn } from "../limits.js";
import { bcryptA, bcryptB, correct } from "./hashes.js";
import { email, enter, signUp, typed } from "./passwordSupport.js";
import {
  type App,
  cleanUp,
  deploy,
  documents,
  identity,
  migrate,
  note,
  person,
  refusal,
  run,
  signIn,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

const unverified = { emailVerificationTime: undefined };
const google = (legacyId: string) => ({ sub: legacyId, email: `${legacyId}@example.com`, email_verified: true });

async function signInsOf(t: App): Promise<SignIns & { setAside: unknown[] }> {
  return await run(t, "signIns");
}

/** Four users of the old system: with a password, with Google, one unverified, one with a hash nobody reads. */
async function moved(): Promise<App> {
  const t = deploy();
  await migrate(t, {
    users: [person("u1"), person("u2"), person("u3", unverified), person("u4")],
    authAccounts: [identity("u1", "password", email, bcryptA), identity("u4", "password", "u4@example.com", "$2x$")],
    notes: [note("n1", "u1")],
  });
  return t;
}

test("nobody could say how many users had got in: users by outcome, and the tries of each day", async () => {
  const t = await moved();
  await enter(t, correct);
  await enter(t, correct);
  await refusal(enter(t, "wrong horse"));
  await refusal(enter(t, "wrong horse", "nobody@example.com"));
  await signInWithGoogle(t, google("u2"));
  await refusal(signInWithGoogle(t, google("u3")));
  await refusal(enter(t, correct, "u4@example.com"));
  await refusal(signIn(t, "invite", { token: "none" }));
  const { since, tries, ...counts } = await signInsOf(t);
  expect(since).toBeTypeOf("number");
  const refused = { unverified_legacy: 1, unsupported_hash: 1 };
  expect(counts).toEqual({ imported: 4, signedIn: 2, refused, neverSeen: 0, setAside: [] });
  expect(tries).toEqual([
    {
      day: new Date().toISOString().slice(0, 10),
      ok: 3,
      refused: { credentials: 2, unverified_legacy: 1, unsupported_hash: 1, link_unknown: 1 },
      share: 3 / 8,
    },
  ]);
});

test("who was refused and gets in later is counted once, as signed in; a wrong password afterwards changes nothing", async () => {
  const t = await moved();
  await refusal(enter(t, "wrong horse"));
  expect(await signInsOf(t)).toMatchObject({ signedIn: 0, refused: { credentials: 1 }, neverSeen: 3 });
  await enter(t, correct);
  await refusal(enter(t, "wrong horse"));
  expect(await signInsOf(t)).toMatchObject({ signedIn: 1, refused: {}, neverSeen: 3 });
});

test("users are counted anew from the launch on", async () => {
  const t = await moved();
  const step = (name: string, closes = false) =>
    run(t, "recordStep", { runId: "run-1", step: name, state: "finished", detail: "", closes });
  await signInWithGoogle(t, google("u2"));
  vi.setSystemTime(Date.now() + 60_000);
  await step("switch");
  await step("close", true);
  expect(await signInsOf(t)).toMatchObject({ signedIn: 0, neverSeen: 4 });
  await signInWithGoogle(t, google("u2"));
  expect(await signInsOf(t)).toMatchObject({ signedIn: 1, neverSeen: 3, tries: [{ ok: 2 }] });
});

test("an imported user counts after the clean-up, one of the new app does not", async () => {
  const t = deploy();
  await migrate(t, { users: [person("u1")], notes: [note("n1", "u1")] });
  await cleanUp(t);
  await signInWithGoogle(t, google("u1"));
  await signInWithGoogle(t, google("new"));
  expect(await signInsOf(t)).toMatchObject({ imported: 1, signedIn: 1, neverSeen: 0, tries: [{ ok: 2 }] });
});

test("sign-ins that gave way are listed", async () => {
  const t = deploy();
  await migrate(t, { users: [person("u1")], authAccounts: [identity("u1", "password", email, bcryptA)] }, async () => {
    await signUp(t, email, typed);
  });
  await run(t, "settle", { legacyKey: "u1", keep: "self" });
  await run(t, "settle", { legacyKey: `password:${email}`, keep: "self", table: "authAccounts" });
  const stranger = (await documents(t, "users")).find((user) => user["legacyId"] === undefined)!["_id"];
  expect((await signInsOf(t)).setAside).toEqual([{ user: stranger, signIn: `password:${email}` }]);
});

const ban = async () => {
  throw new ConvexError({ kind: "banned" });
};

test("whom the app bans stays out, by a password and by Google, and counts as no success", async () => {
  const t = deploy({ callbacks: { beforeSessionCreation: ban } });
  await migrate(t, { users: [person("u1")], authAccounts: [identity("u1", "password", email, bcryptA)] });
  expect(await refusal(enter(t, correct))).toEqual({ kind: "banned" });
  expect(await refusal(signInWithGoogle(t, google("u1")))).toEqual({ kind: "banned" });
  expect(await documents(t, "authSessions")).toEqual([]);
  expect(await signInsOf(t)).toMatchObject({ signedIn: 0, neverSeen: 1, tries: [] });
});

test("status says it, too", async () => {
  const t = await moved();
  await enter(t, correct);
  const { signIns } = await run<{ signIns: SignIns }>(t, "status");
  expect(signIns).toMatchObject({ imported: 4, signedIn: 1, neverSeen: 3 });
});

/** Users and methods of every kind, and what comes of each. */
const trial = {
  users: [
    person("u1"),
    person("u2"),
    person("u3", unverified),
    person("u4"),
    person("u5", { email: undefined, ...unverified }),
    person("u6", { email: "both@example.com" }),
    person("u7", { email: "both@example.com" }),
    person("u8"),
    person("u9"),
  ],
  authAccounts: [
    identity("u1", "password", email, bcryptA),
    identity("u4", "password", "u4@example.com", "$2x$"),
    identity("u8", "google", "8"),
    { ...identity("u9", "password", "u9@example.com", bcryptB), legacyId: "p9" },
    { ...identity("u2", "password", "u9@example.com", bcryptB), legacyId: "p2" },
  ],
};

async function tryAll(t: App, args = {}): Promise<Record<string, string>> {
  const tried = await run<Tried[]>(t, "trySignIns", { sample: 50, ...args });
  return Object.fromEntries(tried.map(({ legacyId, outcome, why }) => [legacyId, `${outcome}: ${why}`]));
}

test("a trial says what would happen to users of every kind, without a password", async () => {
  const t = deploy();
  await migrate(t, trial);
  const { u4, ...tried } = await tryAll(t);
  expect(u4).toMatch(/^resets: \$2x\$/);
  expect(tried).toEqual({
    u1: "opens: its password's hash is read",
    u2: "shutOut: 2 users have this sign-in",
    u3: "resets: the old system never verified the address",
    u5: "shutOut: no account, no address and no open link: createInvites",
    u6: "shutOut: several users have the address: nobody has decided",
    u7: "shutOut: several users have the address: nobody has decided",
    u8: "opens: its account belongs to a user",
    u9: "shutOut: 2 users have this sign-in",
  });
  await run(t, "createInvites", { legacyId: "u5" });
  expect(await tryAll(t)).toMatchObject({ u5: "opens: a one-time link is out" });
  expect(await tryAll(t, { providers: { password: "Password" } })).toMatchObject({
    u1: expect.stringMatching(/^resets: .*legacyPassword/),
  });
});

test("what a trial says of a user is what their sign-in does", async () => {
  const t = deploy({ password: { decoy: null } });
  await migrate(t, trial);
  for (let attempt = 0; attempt < 10; attempt++) await refusal(enter(t, "wrong horse"));
  expect(await tryAll(t)).toMatchObject({ u1: "shutOut: too many wrong passwords in the last hour" });
  expect(await refusal(enter(t, correct))).toMatchObject({ kind: "credentials" });
});

test("an account without a password counted as open where the provider's id is not `password`, and its hash as read by nobody's", async () => {
  const t = deploy({ password: { id: "staff" } });
  const authAccounts = [
    identity("u1", "staff", "u1@example.com"),
    identity("u2", "staff", "ada", bcryptA),
    identity("u3", "password", "u3@example.com", bcryptA),
    identity("u4", "link", "u4@example.com"),
  ];
  await migrate(t, { users: ["u1", "u2", "u3", "u4"].map((id) => person(id)), authAccounts });
  expect(await tryAll(t, { providers: { staff: "legacyPassword" } })).toEqual({
    u1: "resets: it has no password",
    u2: "opens: its password's hash is read",
    u3: 'resets: auth.ts shows no provider "password" that takes passwords',
    u4: "opens: its account belongs to a user",
  });
});

test("a sample has users of every kind before it has two of one", async () => {
  const t = deploy();
  const many = Array.from({ length: 30 }, (_, at) => person(`m${at}`));
  const accounts = many.map(({ legacyId }) => identity(legacyId as string, "google", legacyId as string));
  await migrate(t, { users: [...trial.users, ...many], authAccounts: [...trial.authAccounts, ...accounts] });
  const tried = await run<Tried[]>(t, "trySignIns", { sample: 4, seed: 7 });
  const kinds = tried.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds).toEqual(expect.arrayContaining(["password, bcrypt", "password, unsupported", "google"]));
  expect(await run(t, "trySignIns", { sample: 4, seed: 7 })).toEqual(tried);
});

test("a trial asked the component for each user, and more than thirty of them without an account ended it", async () => {
  const t = deploy();
  const { calls } = enforceOn(t);
  const users = Array.from({ length: 150 }, (_, n) => person(`u${String(n)}`));
  await migrate(t, { users, authAccounts: [identity("u0", "password", "u0@example.com", bcryptA)], notes: [] });
  calls.reset();
  const tried = await run<Tried[]>(t, "trySignIns", { sample: 200 });
  expect(tried.filter(({ kind, outcome }) => kind === "no account" && outcome === "opens").length).toBeGreaterThan(100);
  expect(Math.max(...calls.counts)).toBeLessThan(10);
});
