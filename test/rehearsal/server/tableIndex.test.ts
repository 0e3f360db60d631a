// oxlint-disable no-underscore-dangle -- these are names of convex-test
import { convexTest } from "convex-test";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { captureInternals, type TestEngine } from "../../../scripts/rehearsal/server/engine/internals.js";
import { TableIndex } from "../../../scripts/rehearsal/server/engine/tableIndex.js";

const row = { run: v.string(), key: v.optional(v.union(v.string(), v.number())) };
const schema = defineSchema({ rows: defineTable(row).index("by_run_and_key", ["run", "key"]) });
const modules = { "./_generated/api.js": async () => ({}) };

/** An engine with these rows in one run, and how many documents its queries have walked. */
async function open(keys: readonly (string | number | undefined)[]) {
  const t = convexTest({ schema, modules });
  const { db } = captureInternals(t as unknown as TestEngine).components[""]!;
  void new TableIndex(db);
  let walked = 0;
  const iterate = db._iterateDocs.bind(db);
  db._iterateDocs = (table, visit) => {
    iterate(table, (document) => {
      walked += 1;
      visit(document);
    });
  };
  const insert = async (key: (typeof keys)[number]) =>
    await t.run(async (ctx) => await ctx.db.insert("rows", key === undefined ? { run: "one" } : { run: "one", key }));
  for (const key of keys) await insert(key);
  const find = async (key: string | number | undefined) => {
    walked = 0;
    const found = await t.run(async (ctx) => {
      const rows = ctx.db.query("rows").withIndex("by_run_and_key", (q) => q.eq("run", "one").eq("key", key));
      return await rows.collect();
    });
    return { found: found.length, walked };
  };
  return { t, insert, find };
}

test("a look-up by two fields walked every document that had the first one", async () => {
  const { find } = await open(Array.from({ length: 200 }, (_, n) => `key ${n}`));
  expect(await find("key 7")).toStrictEqual({ found: 1, walked: 1 });
  expect(await find("no such key")).toStrictEqual({ found: 0, walked: 0 });
});

test("no value, and values whose text is the same, are told apart; a break in a key is part of it", async () => {
  const { find } = await open([undefined, "1", 1, "a\nb", "a"]);
  for (const key of [undefined, "1", 1, "a\nb", "a"]) expect((await find(key)).found).toBe(1);
});

test("what was changed and deleted after the first look-up is found where it is now", async () => {
  const { t, insert, find } = await open(["before"]);
  expect((await find("before")).found).toBe(1);
  const id = await insert("after");
  expect((await find("after")).found).toBe(1);
  await t.run(async (ctx) => await ctx.db.patch(id, { key: "before" }));
  expect([(await find("before")).found, (await find("after")).found]).toStrictEqual([2, 0]);
  await t.run(async (ctx) => await ctx.db.delete(id));
  expect((await find("before")).found).toBe(1);
});

test("a transaction finds what it has written itself", async () => {
  const { t, find } = await open(["committed"]);
  await find("committed");
  const found = await t.run(async (ctx) => {
    await ctx.db.insert("rows", { run: "one", key: "new" });
    const rows = ctx.db.query("rows").withIndex("by_run_and_key", (q) => q.eq("run", "one").eq("key", "new"));
    return (await rows.collect()).length;
  });
  expect(found).toBe(1);
});
