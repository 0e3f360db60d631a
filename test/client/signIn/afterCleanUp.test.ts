import { expect, test } from "vitest";
import { mailbox } from "./app/auth.js";
import {
  type App,
  claimsOf,
  cleanUp,
  deploy,
  documents,
  insert,
  migrate,
  note,
  person,
  refusal,
  seenBy,
  settle,
  signIn,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

const google = { sub: "1", email: "u1@example.com", email_verified: true };
const unverified = { emailVerificationTime: undefined };
const notes = [note("n1", "u1")];

async function cleaned(users = [person("u1", unverified)], before: Parameters<typeof migrate>[2] = []): Promise<App> {
  const t = deploy();
  await migrate(t, { users, notes }, before);
  await cleanUp(t);
  return t;
}

test("the clean-up took the protection away: an unproved user got a second, empty one at day 8", async () => {
  const t = await cleaned();
  expect(await refusal(signInWithGoogle(t, google))).toMatchObject({ kind: "claim", code: "unverified_legacy" });
  expect(await documents(t, "users")).toHaveLength(1);
  expect(await claimsOf(t)).toMatchObject([{ code: "unverified_legacy" }]);
});

test("the same by a sign-up with the address, and by one of two users who share it", async () => {
  const t = await cleaned([person("u1"), person("u2", { email: "u1@example.com" })]);
  const params = { flow: "signUp", email: "u1@example.com", password: "a long horse" };
  expect(await refusal(signIn(t, "password", params))).toMatchObject({ kind: "credentials" });
  expect(await refusal(signInWithGoogle(t, google))).toMatchObject({ code: "several" });
  expect(await documents(t, "users")).toHaveLength(2);
});

test("an imported user without an account still gets one by a reset", async () => {
  const t = await cleaned();
  await signIn(t, "password", { flow: "reset", email: "u1@example.com" });
  const { to, code } = mailbox.at(-1)!;
  const params = { flow: "reset-verification", email: to, code, newPassword: "a new horse" };
  expect((await seenBy(t, await signIn(t, "password", params)))?.notes).toEqual(["n1 of u1"]);
});

test("a user who was merged into an account of the new app stays known, too", async () => {
  const t = await cleaned([person("u1")], [{ email: "u1@example.com", emailVerificationTime: 1 }]);
  const params = { flow: "signUp", email: "u1@example.com", password: "a long horse" };
  expect(await refusal(signIn(t, "password", params))).toMatchObject({ kind: "credentials" });
  expect((await seenBy(t, await signInWithGoogle(t, google)))?.notes).toEqual(["n1 of u1"]);
});

test("an account of the new app that is spelled otherwise was found until the clean-up only", async () => {
  const t = await cleaned(
    [person("u1", { email: "u2@example.com" })],
    [{ email: "U1@Example.com", name: "Here", emailVerificationTime: 1 }],
  );
  expect((await seenBy(t, await signInWithGoogle(t, google)))?.user).toMatchObject({ name: "Here" });
  expect(await documents(t, "users")).toHaveLength(2);
});

test("two users stay two when one of them signs in: their own data is with them", async () => {
  const t = await cleaned([person("u1"), person("u2", unverified)]);
  const first = await signInWithGoogle(t, google);
  await settle(t);
  expect((await seenBy(t, first))?.notes).toEqual(["n1 of u1"]);
  expect((await seenBy(t, await signInWithGoogle(t, google)))?.notes).toEqual(["n1 of u1"]);
  expect(await documents(t, "users")).toHaveLength(2);
});

test.each(["before the clean-up", "after it"])(
  "an invitation that the app had made by address was taken for an imported user: %s",
  async (moment) => {
    const t = deploy();
    await migrate(t, { users: [person("u1")], notes });
    await insert(t, "users", { email: "team@example.com", name: "invited" });
    if (moment === "after it") await cleanUp(t);
    const seen = await seenBy(t, await signInWithGoogle(t, { ...google, sub: "2", email: "team@example.com" }));
    expect(seen).toMatchObject({ notes: [], user: { email: "team@example.com" } });
    expect(await claimsOf(t)).toEqual([]);
  },
);
