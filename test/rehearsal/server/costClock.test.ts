import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Engine, loadEngine } from "../../../scripts/rehearsal/server/engine/engine.js";
import { fixtureApp } from "./command.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine(path.join(fixtureApp, "convex"));
});

const call = <T>(name: string, args: Record<string, unknown>) =>
  engine.run("", `cases:${name}`, args as never) as Promise<T>;
const find = (legacyId: string) => call<unknown>("byLegacyId", { legacyId });

const userTimeout = "Function execution timed out (maximum duration: 1s)";

test.each([{ times: 4 }, { times: 40 }])(
  "a function that takes longer than Convex's second passed the rehearsal: 1,200 documents read $times times",
  async ({ times }) => {
    for (let n = 0; n < 4; n++) await call("addMany", { times: 300 });
    await expect(call("readAll", { times })).rejects.toThrow(userTimeout);
    expect(await find(`read ${times}`)).toBeNull();
    await call("add", { legacyId: `after ${times}` });
    expect(await find(`after ${times}`)).not.toBeNull();
  },
);

test("look-ups one after the other take sixteen times as long as together, and the function sees it", async () => {
  const alone = await call<{ elapsedMs: number }>("lookUpMany", { times: 160, together: 1 });
  const together = await call<{ elapsedMs: number }>("lookUpMany", { times: 160, together: 80 });
  // 30 ms are the function's own.
  expect(alone.elapsedMs).toBeCloseTo(30 + 160 * 1.6);
  expect(together.elapsedMs - 30).toBeLessThan((alone.elapsedMs - 30) / 7);
});

test.each([
  { args: { times: 50, together: 1 }, ranges: 50 },
  { args: { times: 50, together: 50 }, ranges: 50 },
  { args: { times: 50, together: 10, isSame: true }, ranges: 1 },
])("the same range was counted each time it was read: $args", async ({ args, ranges }) => {
  expect(await call("lookUpMany", args)).toMatchObject({ ranges });
});

test.each([{ deletes: false }, { deletes: true }])(
  "a patch and a delete counted no range, a document is one whatever is done to it: $deletes",
  async ({ deletes }) => {
    const legacyId = `touched ${deletes}`;
    await call("add", { legacyId });
    // The look-up by its key, and the document by its id.
    expect(await call("touch", { legacyId, deletes })).toBe(2);
  },
);

test("more ranges than Convex counts end the function", async () => {
  expect(await call("lookUpMany", { times: 4_096, together: 4_096 })).toMatchObject({ ranges: 4_096 });
  await expect(call("lookUpMany", { times: 4_097, together: 4_097 })).rejects.toThrow("limit: 4096");
});

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

test.each([
  { name: "a megabyte", value: "x".repeat(1_048_600), fault: "too large" },
  { name: "too deep", value: nested(16), fault: "too nested" },
  {
    name: "too many fields",
    value: Object.fromEntries(Array.from({ length: 1_025 }, (_, n) => [`f${n}`, 1])),
    fault: "too many fields",
  },
  { name: "a long array", value: Array.from({ length: 8_193 }, () => 1), fault: "too long" },
])("a function could write what Convex takes in no document: $name", async ({ value, fault }) => {
  await expect(call("note", { value })).rejects.toThrow(fault);
});

test("what Convex takes is written", async () => {
  const fields = Object.fromEntries(Array.from({ length: 1_024 }, (_, n) => [`f${n}`, 1]));
  for (const value of [nested(14), fields]) expect(await call("note", { value })).toBeNull();
});
