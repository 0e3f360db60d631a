import { describe, expect, test } from "vitest";
import { mailbox } from "./app/auth.js";
import { fieldsOf } from "../changes/support.js";
import { importChanges } from "../support.js";
import { bcryptA, bcryptB, bcryptLong, correct, first72Bytes } from "./hashes.js";
import { email, enter, moved, secretOf, words } from "./passwordSupport.js";
import { type App, finish, type Identity, refusal, run, seenBy, settle, signIn, useAuthKeys } from "./support.js";

useAuthKeys();

/** The user has set another password in the source since the preload. */
const changed = { password: `${first72Bytes}these eight`, hash: bcryptLong };

async function catchUp(t: App, before = bcryptA, after = changed.hash): Promise<void> {
  const fields = fieldsOf({ secret: [before, after] });
  await importChanges(t as never, [
    { table: "authAccounts", legacyKey: `password:${email}`, kind: "update", fields } as never,
  ]);
  const args = { runId: "run-1", changes: `to ${after}`, purpose: "catchUp", retry: [] };
  await run(t, "apply", args);
  await settle(t);
  expect(await run(t, "apply", args)).toMatchObject({ state: "done" });
}

async function conflictsOf(t: App): Promise<{ table: string; field: string | null; kept: string }[]> {
  const { items } = await run<{ items: { table: string; field: string | null; kept: string }[] }>(t, "conflicts", {
    runId: "run-1",
  });
  return items.map(({ table, field, kept }) => ({ table, field, kept }));
}

async function reset(t: App, newPassword: string): Promise<Identity> {
  await signIn(t, "password", { flow: "reset", email });
  const { to, code } = mailbox.at(-1)!;
  return await signIn(t, "password", { flow: "reset-verification", email: to, code, newPassword });
}

const mine = ["n1 of u1", "n2 of u1"];
const listed = [{ table: "authAccounts", field: "secret", kept: "theirs" }];

describe("a catch-up, and a password that was changed", () => {
  test("in the source: it is the one that opens", async () => {
    const t = await moved(bcryptA);
    await catchUp(t);
    expect(await refusal(enter(t, correct))).toEqual(words);
    expect((await seenBy(t, await enter(t, changed.password)))?.notes).toEqual(mine);
    expect(await conflictsOf(t)).toEqual([]);
  });

  test("in both: Convex's stays, and it is listed", async () => {
    const t = await moved(bcryptA);
    await reset(t, "a new horse");
    await catchUp(t);
    expect(await refusal(enter(t, changed.password))).toEqual(words);
    expect((await seenBy(t, await enter(t, "a new horse")))?.notes).toEqual(mine);
    expect(await conflictsOf(t)).toEqual(listed);
  });

  test("in the source, by somebody who had signed in here: the old password went on opening, and the new one did not", async () => {
    const t = await moved(bcryptA);
    await enter(t, correct);
    await catchUp(t);
    expect(await secretOf(t)).toBe(changed.hash);
    expect(await conflictsOf(t)).toEqual([]);
    expect(await refusal(enter(t, correct))).toEqual(words);
    expect((await seenBy(t, await enter(t, changed.password)))?.notes).toEqual(mine);
    await catchUp(t, changed.hash, bcryptB);
    expect((await seenBy(t, await enter(t, correct)))?.notes).toEqual(mine);
  });

  test("in the source, by somebody who had signed in here and then set another here: theirs stays, and it is listed", async () => {
    const t = await moved(bcryptA);
    await enter(t, correct);
    const { password } = await run<{ password: string }>(t, "resetPassword", { legacyId: "u1" });
    await catchUp(t);
    expect((await seenBy(t, await enter(t, password)))?.notes).toEqual(mine);
    expect(await conflictsOf(t)).toEqual(listed);
  });

  test("what is remembered of an old hash goes with the clean-up", async () => {
    const t = await moved(bcryptA);
    await finish(t, "verify");
    await enter(t, correct);
    expect(await upgrades(t)).toBe(1);
    await finish(t, "cleanup");
    expect(await upgrades(t)).toBe(0);
    await enter(t, correct);
    expect(await upgrades(t)).toBe(0);
  });
});

async function upgrades(t: App): Promise<number> {
  const component = t as unknown as { runInComponent: <R>(path: string, work: (ctx: never) => R) => Promise<R> };
  return await component.runInComponent(
    "cutover",
    async ({ db }: { db: { query(table: string): { collect(): Promise<unknown[]> } } }) =>
      (await db.query("upgrades").collect()).length,
  );
}
