import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WindowPlan } from "../../../convex/shared/plan/window.js";
import { readState } from "../../../scripts/window/freeze/freeze.js";
import { openFreeze } from "../../../scripts/window/freeze/openFreeze.js";
import { failureOf, makeContext } from "../support.js";

let made: Awaited<ReturnType<typeof makeContext>>;

beforeEach(async () => void (made = await makeContext()));
afterEach(async () => await made.remove());

const open = async (window: WindowPlan, source: string | null = null) =>
  await openFreeze({ ...made.context, window, source });

const hooks = {
  freeze: "echo frozen >> log",
  unfreeze: "echo unfrozen >> log",
};
const log = async () => await readFile(path.join(made.dir, "log"), "utf8").catch(() => "");
const postgres = "postgres://app@127.0.0.1:1/shop";

test.each([
  { name: "PostgreSQL", window: {}, source: postgres, kind: "refuseWrites" },
  { name: "SQLite with hooks", window: { hooks }, source: "app.sqlite", kind: "hooks" },
  { name: "PostgreSQL with hooks", window: { hooks }, source: postgres, kind: "refuseWrites" },
  { name: "a plan that says hooks", window: { freeze: { kind: "hooks" }, hooks }, source: postgres, kind: "hooks" },
  { name: "none", window: { freeze: { kind: "none", because: "it is off" } }, source: "dump.sql", kind: "none" },
] as const)("the freeze of $name is $kind", async ({ window, source, kind }) => {
  expect((await open(window, source)).kind).toBe(kind);
});

test.each([
  { name: "a source without a way of its own", window: {}, source: "app.sqlite", says: "The plan does not say how" },
  { name: "hooks without unfreeze", window: { hooks: { freeze: "x" } }, source: null, says: "no hook `unfreeze`" },
  { name: "hooks without any", window: { freeze: { kind: "hooks" } }, source: null, says: "no hook `freeze`" },
  {
    name: "a database that is only known as a dump",
    window: { freeze: { kind: "readOnlyDatabase" } },
    source: "dump.sql",
    says: "Set CUTOVER_FREEZE_URL",
  },
] as const)("$name is refused with what to write", async ({ window, source, says }) => {
  const { failure, message } = await failureOf(open(window, source));
  expect([failure, message]).toEqual(["usage", expect.stringContaining(says)]);
});

test("hooks freeze and unfreeze; the proof says that it is none", async () => {
  const freeze = await open({ hooks });
  expect((await failureOf(freeze.verify())).failure).toBe("gate");
  await freeze.freeze();
  expect(await freeze.isFrozen()).toBe(true);
  expect(await freeze.verify()).toBe("exit code 0 of the freeze hook; not verified by a write");
  await freeze.unfreeze();
  expect(await freeze.unfreeze()).toBe("Nothing was frozen");
  expect([await freeze.isFrozen(), await log()]).toEqual([false, "frozen\nunfrozen\n"]);
});

test("a freeze hook that failed is no freeze, but the way back runs unfreeze", async () => {
  const window = { hooks: { ...hooks, freeze: "echo half >> log; exit 1" } };
  await failureOf((await open(window)).freeze());
  expect(await (await open(window)).isFrozen()).toBe(false);
  expect((await failureOf((await open(window)).verify())).message).toContain("has not ended well");
  await (await open(window)).unfreeze();
  expect(await log()).toBe("half\nunfrozen\n");
});

test("an unfreeze hook that failed can be run again", async () => {
  await (await open({ hooks })).freeze();
  await failureOf((await open({ hooks: { ...hooks, unfreeze: "exit 1" } })).unfreeze());
  expect(await (await open({ hooks })).isFrozen()).toBe(true);
  await (await open({ hooks })).unfreeze();
  expect(await readState(made.context.run)).toBeNull();
});

test("where nobody writes any more, the report says who says so", async () => {
  const freeze = await open({ freeze: { kind: "none", because: "the server was sold" } });
  expect(await freeze.freeze()).toBe("Nothing to do: the server was sold");
  expect(await freeze.verify()).toContain("not verified: nobody writes any more, says the plan (the server was sold)");
  expect(await freeze.unfreeze()).toBe("Nothing was frozen");
});

test("every freeze says beforehand what it will do, without a connection", async () => {
  const plans: WindowPlan[] = [
    {},
    { freeze: { kind: "readOnlyDatabase" } },
    { freeze: { kind: "revokeWrites", role: "app" } },
    { freeze: { kind: "hooks" }, hooks },
    { freeze: { kind: "none", because: "it is off" } },
  ];
  for (const window of plans) {
    const { describe } = await open(window, postgres);
    expect(Object.values(describe).every((text) => text.length > 0)).toBe(true);
  }
});
