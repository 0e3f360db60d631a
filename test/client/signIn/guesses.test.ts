import { expect, test, vi } from "vitest";
import { bcryptA, correct } from "./hashes.js";
import { email, enter, moved, signUp, typed, words } from "./passwordSupport.js";
import { deploy, documents, identity, migrate, note, person, refusal, seenBy, useAuthKeys } from "./support.js";

useAuthKeys();

test("nothing but the password opens an old hash", async () => {
  const t = await moved(bcryptA, deploy({ password: { decoy: null } }));
  const guesses = ["", ` ${correct}`, correct.toUpperCase(), bcryptA, `${correct}\0`, `${correct}\0more`];
  for (const guess of guesses) expect([guess, await refusal(enter(t, guess))]).toEqual([guess, words]);
  expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(["n1 of u1", "n2 of u1"]);
});

test("attempts that were used up before the migration are used up after it", async () => {
  const t = deploy({ password: { decoy: null } });
  const old = {
    users: [person("u1")],
    authAccounts: [identity("u1", "password", email, bcryptA)],
    notes: [note("n1", "u1")],
  };
  await migrate(t, old, async () => {
    await signUp(t);
    const [here] = await documents(t, "users");
    await t.run(async (ctx) => ctx.db.patch(here!["_id"] as never, { emailVerificationTime: 1 } as never));
    for (let attempt = 0; attempt < 10; attempt++) await refusal(enter(t, "wrong horse"));
  });
  expect(await documents(t, "users")).toHaveLength(1);
  expect(await refusal(enter(t, typed))).toEqual(words);
  vi.setSystemTime(Date.now() + 7 * 60 * 1000);
  expect((await seenBy(t, await enter(t, typed)))?.notes).toEqual(["n1 of u1"]);
});
