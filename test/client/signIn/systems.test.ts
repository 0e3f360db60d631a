import { expect, test } from "vitest";
import { describeSignIns } from "../../../convex/client/signIn/signIns.js";
import {
  deploy,
  documents,
  migrate,
  note,
  person,
  run,
  seenBy,
  settle,
  signInWithGoogle,
  useAuthKeys,
} from "./support.js";

/** What the systems ask of sign-in, where no other test holds it: `cases.md` lists all of it. */
useAuthKeys();

const google = (sub: string, email: string) => ({ sub, email, email_verified: true });

test("an address that was changed: the one of the old system is kept, and sign-in by it and by the new one is one user", async () => {
  const t = deploy();
  const old = person("u1", { email: "new@example.com", previousEmail: "old@example.com" });
  await migrate(t, { users: [old], notes: [note("n1", "u1")] }, async () => {
    await signInWithGoogle(t, google("1", "old@example.com"));
  });
  const [here] = (await documents(t, "users")).filter((user) => user["legacyId"] === undefined);
  await run(t, "settle", { legacyKey: "u1", keep: here!["_id"] as string });
  await settle(t);
  expect(await documents(t, "users")).toMatchObject([{ email: "old@example.com", legacyEmail: "new@example.com" }]);
  const again = await seenBy(t, await signInWithGoogle(t, google("1", "new@example.com")));
  expect(again).toMatchObject({ user: { _id: here!["_id"] }, notes: ["n1 of u1"] });
  expect(await documents(t, "users")).toHaveLength(1);
});

test("whether more than 99 % of sign-ins went through is a figure of the day, with the reasons of the rest", () => {
  const days: { day: string; outcomes: Record<string, number> }[] = [
    { day: "2026-02-02", outcomes: { ok: 995, credentials: 4, unverified_legacy: 1 } },
    { day: "2026-02-01", outcomes: { ok: 99, several: 1 } },
  ];
  const { tries } = describeSignIns({ since: 1, imported: 1200, users: { ok: 900, several: 1 }, days });
  expect(tries.map(({ share }) => share > 0.99)).toEqual([true, false]);
  expect(tries[0]).toMatchObject({ ok: 995, refused: { credentials: 4, unverified_legacy: 1 } });
});
