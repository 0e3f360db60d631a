import { expect, test } from "vitest";
import type { TriedSignIns } from "../../../scripts/deployment/answers.js";
import { CutoverError } from "../../../scripts/errors.js";
import { deploymentFailures } from "../../../scripts/deployment/failures.js";
import { renderTriedSignIns } from "../../../scripts/cli/output/renderTriedSignIns.js";
import { measureSignIn } from "../../../scripts/window/gates/signIn.js";

const tried = (outcome: "opens" | "resets" | "shutOut", legacyId: string, why = "its hash is read") => ({
  user: `id of ${legacyId}`,
  legacyId,
  kind: outcome === "opens" ? "password, bcrypt" : "no account",
  outcome,
  why,
});

function contextOf(answer: () => Promise<TriedSignIns>, tables = ["users"]) {
  const plan = { tables: new Map(tables.map((name) => [name, {}])) };
  const asked: unknown[] = [];
  const app = { trySignIns: async (args: unknown) => (asked.push(args), await answer()) };
  const context = {
    app,
    options: { module: "migrations" },
    project: { plan, appDir: "/nowhere" },
  };
  return { context: context as unknown as Parameters<typeof measureSignIn>[0], asked };
}

const several = "2 users have this sign-in";
const some = [tried("opens", "u1"), tried("resets", "u2", "it has no password"), tried("shutOut", "u3", several)];

test("the window opened the new app to users who could not get in: one who is shut out closes the gate", async () => {
  const { context, asked } = contextOf(async () => some);
  expect(await measureSignIn(context)).toMatchObject({
    name: "sign-in",
    isOpen: false,
    value: `1 of 3 users would get in, 1 after a reset, 1 shut out: u3 (${several})`,
    opens: expect.stringContaining("cutover try-sign-in --sample 50") as string,
  });
  expect(asked).toEqual([{ sample: 50, providers: {} }]);
});

test("who needs a reset first is counted and holds nothing up", async () => {
  const { context } = contextOf(async () => some.slice(0, 2));
  expect(await measureSignIn(context)).toMatchObject({
    isOpen: true,
    value: expect.stringContaining("1 after a reset"),
  });
});

test("of many who are shut out three are named", async () => {
  const { context } = contextOf(async () => Array.from({ length: 5 }, (_, at) => tried("shutOut", `u${at}`, several)));
  expect((await measureSignIn(context)).value).toMatch(/5 shut out: u0 \(.*\), u1 \(.*\), u2 \(.*\), and 2 more$/);
});

test("without users, and without the function, there is nothing to try", async () => {
  const { context } = contextOf(async () => some, ["cases"]);
  expect(await measureSignIn(context)).toMatchObject({ isOpen: true, value: "no table of users is migrated" });
  const missing = new CutoverError(deploymentFailures.convexFailed, {
    what: "Could not find function for 'x'",
    next: "",
  });
  const { context: old } = contextOf(async () => {
    throw missing;
  });
  expect((await measureSignIn(old)).value).toBe("not tried: migrations.ts does not export trySignIns");
});

test("the answer of try-sign-in: kinds with their counts, and who would not get in, by reason", () => {
  const lines = renderTriedSignIns([...some, tried("shutOut", "u4", several)], 1).split("\n");
  expect(lines.slice(-2)).toEqual([
    "after a reset: it has no password (1): u2",
    `shut out: ${several} (2): u3, 1 more (--limit)`,
  ]);
  expect(lines.join("\n")).toMatch(/password, bcrypt +1 +1 +0 +0/);
});
