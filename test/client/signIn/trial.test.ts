import type { GenericId } from "convex/values";
import { expect, test, vi } from "vitest";
import type { SignIns } from "../../../convex/client/signIn/signIns.js";
import { bcryptA, bcryptB, correct } from "./hashes.js";
import { email, enter, secretOf, signUp, words } from "./passwordSupport.js";
import {
  type App,
  claimsOf,
  deploy,
  documents,
  identity as signInOf,
  type Identity,
  migrate,
  note,
  person,
  refusal,
  run,
  seenBy,
  signIn,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

type Opened = { trial: string; accounts: number };
type Closed = { outcome: string | null; isSessionEnded: boolean };

/** A user with a password, one whose hash nobody reads, and two who share a sign-in. */
async function moved(): Promise<App> {
  const t = deploy();
  await migrate(t, {
    users: [person("u1"), person("u2"), person("u3"), person("u4", { email: "u3@example.com" })],
    authAccounts: [
      signInOf("u1", "password", email, bcryptA),
      signInOf("u2", "password", "u2@example.com", "$2x$"),
      { ...signInOf("u3", "password", "u3@example.com", bcryptA), legacyId: "p3" },
      { ...signInOf("u4", "password", "u3@example.com", bcryptB), legacyId: "p4" },
    ],
    notes: [note("n1", "u1")],
  });
  return t;
}

const open = async (t: App, address = email) => await run<Opened>(t, "openSignInTrial", { email: address });

async function close(t: App, trial: string, signedIn: Identity = null): Promise<Closed> {
  return await run<Closed>(t, "closeSignInTrial", { trial, session: signedIn?.split("|")[1] });
}

async function tries(t: App): Promise<object> {
  const { signedIn, refused, tries: days } = await run<SignIns>(t, "signIns");
  return { signedIn, refused, days: days.map(({ ok, refused: not }) => ({ ok, not })) };
}

const nobody = { signedIn: 0, refused: {}, days: [] };

test("an operator signs in with a user's password: it is counted for nobody, its session ends, and the old hash stays", async () => {
  const t = await moved();
  const { trial, accounts } = await open(t, ` ${email.toUpperCase()}`);
  expect(accounts).toBe(1);
  const signedIn = await enter(t, correct);
  expect((await seenBy(t, signedIn))?.notes).toEqual(["n1 of u1"]);
  expect(await close(t, trial, signedIn)).toEqual({ outcome: "ok", isSessionEnded: true });
  expect([await tries(t), await documents(t, "authSessions"), await secretOf(t)]).toEqual([nobody, [], bcryptA]);
  await enter(t, correct);
  expect(await tries(t)).toEqual({ signedIn: 1, refused: {}, days: [{ ok: 1, not: {} }] });
  expect(await secretOf(t)).not.toBe(bcryptA);
});

test("only the provider `password` could be tried: an app may have another id for it, or two", async () => {
  const t = deploy({ password: { id: "staff" } });
  await migrate(t, { users: [person("u1")], authAccounts: [signInOf("u1", "staff", email, bcryptA)] });
  expect((await open(t)).accounts).toBe(0);
  const { trial, accounts } = await run<Opened>(t, "openSignInTrial", { email, provider: "staff" });
  const signedIn = await signIn(t, "staff", { flow: "signIn", email, password: correct });
  expect([accounts, await close(t, trial, signedIn)]).toEqual([1, { outcome: "ok", isSessionEnded: true }]);
});

test.each([
  ["a wrong password", email, "credentials", 1],
  ["a hash that nobody reads", "u2@example.com", "unsupported_hash", 1],
  ["a sign-in of two users", "u3@example.com", "credentials", 2],
  ["an address that nobody has", "nobody@example.com", "credentials", 0],
])("a refused trial says why, counts for nobody and makes no claim: %s", async (_what, address, outcome, accounts) => {
  const t = await moved();
  const opened = await open(t, address);
  expect(opened.accounts).toBe(accounts);
  expect(await refusal(enter(t, "wrong horse", address))).toEqual(words);
  expect(await close(t, opened.trial)).toEqual({ outcome, isSessionEnded: false });
  expect([await tries(t), await claimsOf(t)]).toEqual([nobody, []]);
  await refusal(enter(t, "wrong horse", address));
  expect(await tries(t)).toMatchObject({ days: [{ ok: 0, not: { [outcome]: 1 } }] });
});

test("a user who signs in while a trial is open is counted: the trial takes one outcome", async () => {
  const t = await moved();
  const { trial } = await open(t);
  await enter(t, correct);
  await enter(t, correct);
  expect(await tries(t)).toMatchObject({ signedIn: 1, days: [{ ok: 1 }] });
  expect((await close(t, trial)).outcome).toBe("ok");
});

test("others who sign in meanwhile are counted", async () => {
  const t = await moved();
  const { trial } = await open(t);
  await refusal(enter(t, "wrong horse", "nobody@example.com"));
  expect(await tries(t)).toMatchObject({ days: [{ ok: 0, not: { credentials: 1 } }] });
  expect((await close(t, trial)).outcome).toBeNull();
});

test("who tries the same hash while a trial is open waits for a decision as always", async () => {
  const t = await moved();
  await open(t, "u2@example.com");
  await refusal(enter(t, "the operator's", "u2@example.com"));
  expect(await claimsOf(t)).toEqual([]);
  await refusal(enter(t, "the user's", "u2@example.com"));
  expect(await claimsOf(t)).toMatchObject([{ code: "unsupported_hash", email: "u2@example.com" }]);
});

test("a sign-up is never an operator's: refused while a trial is open, it makes its claim", async () => {
  const t = deploy();
  await migrate(t, { users: [person("u1")] });
  await open(t);
  await refusal(signUp(t));
  expect(await claimsOf(t)).toMatchObject([{ email, attempts: 1 }]);
});

test("a trial whose command was killed ends by itself", async () => {
  const t = await moved();
  const { trial } = await open(t);
  vi.setSystemTime(Date.now() + 2 * 60_000);
  await enter(t, correct);
  expect(await tries(t)).toMatchObject({ signedIn: 1 });
  expect((await close(t, trial)).outcome).toBeNull();
  await open(t);
  await open(t, "u2@example.com");
  expect(await close(t, trial, "none|none")).toEqual({ outcome: null, isSessionEnded: false });
});

test("in maintenance mode it goes as for the user: who has an account gets in", async () => {
  const t = await moved();
  await run(t, "setMaintenance", { on: true });
  const { trial } = await open(t);
  const signedIn = await enter(t, correct);
  expect(await close(t, trial, signedIn)).toEqual({ outcome: "ok", isSessionEnded: true });
  expect([await documents(t, "authSessions"), await secretOf(t)]).toEqual([[], bcryptA]);
});

test("other sessions of the user stay", async () => {
  const t = await moved();
  const own = await enter(t, correct);
  const { trial } = await open(t);
  await close(t, trial, await enter(t, correct));
  const [session, second] = await documents(t, "authSessions");
  expect([session!["_id"], second]).toEqual([own!.split("|")[1] as GenericId<string>, undefined]);
});
