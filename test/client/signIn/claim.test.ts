import { describe, expect, test } from "vitest";
import { mailbox } from "./app/auth.js";
import {
  type App,
  claimsOf,
  deploy,
  documents,
  identity,
  idOf,
  migrate,
  note,
  person,
  refusal,
  run,
  seenBy,
  settle,
  signIn,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";

useAuthKeys();

const ann = {
  sub: "109876543210987654321",
  email: "u1@example.com",
  email_verified: true,
  name: "Ann G",
  picture: "g.png",
};
const verified = { emailVerificationTime: 1_690_000_000_000 };

const old = {
  users: [person("u1", { image: "old.png", lawFirm: "Law & Co" }), person("u2")],
  notes: [note("n1", "u1"), note("n2", "u1"), note("n3", "u2")],
};

async function findUser(t: App, legacyId: string) {
  return (await documents(t, "users")).find((user) => user["legacyId"] === legacyId)!;
}

async function moved(before: Record<string, unknown>[] = [], more: Parameters<typeof migrate>[1] = {}): Promise<App> {
  const t = deploy();
  await migrate(t, { ...old, ...more }, before as never);
  return t;
}

test("who had signed in with Google is found by the sub, whatever the address is now", async () => {
  const t = await moved([], { authAccounts: [identity("u1", "google", ann.sub)] });
  const seen = await seenBy(
    t,
    await signInWithGoogle(t, { ...ann, email: "new@elsewhere.org", email_verified: false }),
  );
  expect(seen).toMatchObject({ notes: ["n1 of u1", "n2 of u1"], user: { legacyId: "u1", email: "u1@example.com" } });
  expect(await documents(t, "users")).toHaveLength(2);
  expect(await claimsOf(t)).toEqual([]);
});

test.each(["U1@Example.COM", "  u1@example.com ", "u1@EXAMPLE.com"])(
  "a verified address finds its person in another spelling: %j",
  async (email) => {
    const t = await moved();
    const seen = await seenBy(t, await signInWithGoogle(t, { ...ann, email }));
    expect(seen).toMatchObject({ notes: ["n1 of u1", "n2 of u1"], user: { _id: await idOf(t, "u1") } });
    const again = await seenBy(t, await signInWithGoogle(t, { ...ann, email: "moved@else.where" }));
    expect(again?.user).toEqual(seen?.user);
    expect(await documents(t, "users")).toHaveLength(2);
  },
);

test("two people sign in, and each sees their own", async () => {
  const t = await moved();
  const first = await signInWithGoogle(t, ann);
  const second = await signInWithGoogle(t, { ...ann, sub: "2", email: "u2@example.com" });
  expect((await seenBy(t, first))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
  expect((await seenBy(t, second))?.notes).toEqual(["n3 of u2"]);
  expect(await seenBy(t, null)).toBeNull();
});

describe("fields", () => {
  test("the provider fills what is missing and overwrites nothing that was migrated", async () => {
    const t = await moved([], { users: [person("u1", { name: undefined, image: "old.png" }), person("u2")] });
    const seen = await seenBy(t, await signInWithGoogle(t, ann));
    expect(seen?.user).toMatchObject({ name: "Ann G", image: "old.png", emailVerificationTime: 1_700_000_000_000 });
  });

  test("the provider overwrites what the app lets it, and never the address of somebody else", async () => {
    const t = deploy({ callbacks: { overwrite: ["image", "email"] } });
    await migrate(t, { ...old, authAccounts: [identity("u1", "google", ann.sub)] });
    await signInWithGoogle(t, { ...ann, email: "stolen@example.com", email_verified: false });
    const seen = await seenBy(t, await signInWithGoogle(t, { ...ann, picture: "new.png" }));
    expect(seen?.user).toMatchObject({ name: "Old u1", image: "new.png", email: "u1@example.com" });
  });

  test("null, and fields that the schema does not have, are not written", async () => {
    const t = await moved([], { users: [person("u1", { name: undefined })] });
    const seen = await seenBy(t, await signInWithGoogle(t, ann, { name: null, hd: "example.com" }));
    expect(seen?.user).toEqual({ ...(await findUser(t, "u1")), image: "g.png" });
    expect(seen?.user).not.toHaveProperty("name");
    expect(seen?.user).not.toHaveProperty("hd");
  });

  test("the app's own callback is still called", async () => {
    const met: unknown[] = [];
    const afterUserCreatedOrUpdated = async (_ctx: unknown, { userId }: { userId: string }) => {
      met.push(userId);
    };
    const t = deploy({ callbacks: { afterUserCreatedOrUpdated } });
    await migrate(t, old);
    await signInWithGoogle(t, ann);
    expect(met).toEqual([await idOf(t, "u1")]);
  });
});

describe("people nobody knows", () => {
  test("get a user of their own, with the address as it is compared", async () => {
    const t = await moved();
    const seen = await seenBy(t, await signInWithGoogle(t, { ...ann, email: "New@Example.com" }));
    expect(seen).toMatchObject({ notes: [], user: { email: "new@example.com", name: "Ann G" } });
    expect(seen?.user["emailVerificationTime"]).toBeTypeOf("number");
    expect(await documents(t, "users")).toHaveLength(3);
  });

  test("an unverified address that nobody has makes a user without verification", async () => {
    const t = await moved();
    const seen = await seenBy(
      t,
      await signInWithGoogle(t, { ...ann, email: "new@example.com", email_verified: false }),
    );
    expect(seen?.user).not.toHaveProperty("emailVerificationTime");
  });
});

/** What makes a sign-in uncertain, and what is said of it. */
const uncertain = [
  {
    name: "the provider did not verify it",
    users: old.users,
    claims: { ...ann, email_verified: false },
    code: "unverified_provider",
  },
  {
    name: "the old system did not verify it",
    users: [person("u1", { emailVerificationTime: undefined }), person("u2")],
    claims: ann,
    code: "unverified_legacy",
  },
  {
    name: "two people of the old system have it",
    users: [person("u1"), person("u2", { email: "u1@example.com" })],
    claims: ann,
    code: "several",
  },
];

describe.each(uncertain)("an address that is known, but $name", ({ users, claims, code }) => {
  test("lets nobody in, makes no user, and is kept for review", async () => {
    const t = await moved([], { users });
    const refused = await refusal(signInWithGoogle(t, claims));
    expect(refused).toMatchObject({ kind: "claim", code });
    expect(refused["message"]).not.toMatch(/u1|u2|example\.com/);
    expect(await documents(t, "users")).toHaveLength(2);
    expect(await documents(t, "authSessions")).toEqual([]);
    await refusal(signInWithGoogle(t, claims));
    const [claim, ...others] = await claimsOf(t);
    expect(claim).toMatchObject({ code, provider: "google", email: "u1@example.com", state: "open", attempts: 2 });
    expect(claim!.users).toContain(await idOf(t, "u1"));
    expect(others).toEqual([]);
  });

  test("is settled by hand, and the next sign-in goes through", async () => {
    const t = await moved([], { users });
    await refusal(signInWithGoogle(t, claims));
    const [open] = await claimsOf(t);
    await run(t, "decideClaim", { claim: open!.claim, user: await idOf(t, "u1") });
    const seen = await seenBy(t, await signInWithGoogle(t, claims));
    expect(seen).toMatchObject({ notes: ["n1 of u1", "n2 of u1"], user: { legacyId: "u1" } });
    expect(await documents(t, "users")).toHaveLength(2);
    expect(await claimsOf(t)).toMatchObject([{ state: "decided" }]);
    expect(await refusal(run(t, "decideClaim", { claim: open!.claim }))).toMatchObject({ code: "unknown_claim" });
  });

  test("makes somebody else of them, if that is what was decided", async () => {
    const t = await moved([], { users });
    await refusal(signInWithGoogle(t, claims));
    const [open] = await claimsOf(t);
    await run(t, "decideClaim", { claim: open!.claim });
    expect((await seenBy(t, await signInWithGoogle(t, claims)))?.notes).toEqual([]);
    expect(await documents(t, "users")).toHaveLength(3);
  });

  test("gives a separate, empty user where the app wants that, and a decision brings both together", async () => {
    const t = deploy({ callbacks: { whenUncertain: "separate" } });
    await migrate(t, { ...old, users });
    const identityOfNew = await signInWithGoogle(t, claims);
    const seen = await seenBy(t, identityOfNew);
    expect(seen?.notes).toEqual([]);
    await t.run(async (ctx) => ctx.db.insert("notes", { userId: seen!.user["_id"] as never, text: "written since" }));
    const [open] = await claimsOf(t);
    await run(t, "decideClaim", { claim: open!.claim, user: await idOf(t, "u1") });
    await settle(t);
    const after = await seenBy(t, await signInWithGoogle(t, claims));
    expect(after?.notes).toEqual(["n1 of u1", "n2 of u1", "written since"]);
    expect(await documents(t, "users")).toHaveLength(2);
  });
});

test("once the old address is verified, the refused account is let in and the claim closes by itself", async () => {
  const t = await moved([], { users: [person("u1", { emailVerificationTime: undefined })] });
  await refusal(signInWithGoogle(t, ann));
  const id = await idOf(t, "u1");
  await t.run(async (ctx) => ctx.db.patch(id as never, verified as never));
  expect((await seenBy(t, await signInWithGoogle(t, ann)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
  expect(await claimsOf(t)).toMatchObject([{ state: "resolved", user: id }]);
});

describe("people who have an account here, too", () => {
  test("one who signed up before the move keeps that user, and what was moved comes to it", async () => {
    const t = await moved([{ email: "U1@Example.com", name: "Ann", ...verified }]);
    const seen = await seenBy(t, await signInWithGoogle(t, ann));
    expect(seen).toMatchObject({ notes: ["n1 of u1", "n2 of u1"], user: { legacyId: "u1", name: "Ann" } });
    expect(await documents(t, "users")).toHaveLength(2);
  });

  test("one who signed up after it: the references follow in batches of their own", async () => {
    const t = await moved();
    // Convex Auth without our callbacks: a second user, silently.
    const second = await t.run(async (ctx) => {
      const userId = await ctx.db.insert("users", { email: "u1@example.com", name: "Ann", ...verified });
      await ctx.db.insert("authAccounts", { userId, provider: "google", providerAccountId: ann.sub });
      await ctx.db.insert("notes", { userId, text: "written since" });
      return userId;
    });
    const signedIn = await signInWithGoogle(t, ann);
    await settle(t);
    const seen = await seenBy(t, signedIn);
    expect(seen?.user).toMatchObject({ _id: second, legacyId: "u1", name: "Ann", lawFirm: "Law & Co" });
    expect(seen?.notes.toSorted()).toEqual(["n1 of u1", "n2 of u1", "written since"]);
    expect(await documents(t, "users")).toHaveLength(2);
  });

  test("somebody who only typed the address here does not get what is under it", async () => {
    const t = await moved();
    await t.run(async (ctx) => {
      const userId = await ctx.db.insert("users", { email: "u1@example.com" });
      await ctx.db.insert("authAccounts", { userId, provider: "password", providerAccountId: "u1@example.com" });
    });
    const seen = await seenBy(t, await signInWithGoogle(t, ann));
    expect(seen?.user).toMatchObject({ legacyId: "u1" });
    expect(seen?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await documents(t, "users")).toHaveLength(3);
  });
});

test("a link by mail finds its person, and nobody before the code is back", async () => {
  const t = await moved();
  expect(await signIn(t, "link", { email: "u1@example.com" })).toBeNull();
  expect(await documents(t, "authSessions")).toEqual([]);
  const { to, code } = mailbox.at(-1)!;
  expect(to).toBe("u1@example.com");
  const seen = await seenBy(t, await signIn(t, "link", { email: to, code }));
  expect(seen).toMatchObject({ notes: ["n1 of u1", "n2 of u1"], user: { legacyId: "u1" } });
  expect(await documents(t, "users")).toHaveLength(2);
});

test("a link by mail to an address that the old system never verified opens nothing, and is kept for review", async () => {
  const t = await moved([], { users: [person("u1", { emailVerificationTime: undefined })] });
  await signIn(t, "link", { email: "u1@example.com" });
  const { code } = mailbox.at(-1)!;
  const refused = await refusal(signIn(t, "link", { email: "u1@example.com", code }));
  expect(refused).toMatchObject({ kind: "claim", code: "unverified_legacy" });
  expect(await claimsOf(t)).toMatchObject([{ provider: "link", code: "unverified_legacy", attempts: 1 }]);
  expect(await documents(t, "users")).toHaveLength(1);
});

describe("during maintenance", () => {
  test("who has an account may look, and nothing of theirs changes", async () => {
    const t = await moved([], {
      authAccounts: [identity("u1", "google", ann.sub)],
      users: [person("u1", { image: undefined })],
    });
    await run(t, "setMaintenance", { on: true });
    const seen = await seenBy(t, await signInWithGoogle(t, ann));
    expect(seen?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(seen?.user).not.toHaveProperty("image");
  });

  test("everybody else reads the notice, and gets in when it is over", async () => {
    const t = await moved();
    await run(t, "setMaintenance", { on: true, message: "Back at ten" });
    expect(await refusal(signInWithGoogle(t, ann))).toEqual({ kind: "maintenance", message: "Back at ten" });
    expect(await documents(t, "users")).toHaveLength(2);
    await run(t, "setMaintenance", { on: false });
    expect((await seenBy(t, await signInWithGoogle(t, ann)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
    expect(await documents(t, "users")).toHaveLength(2);
  });
});
