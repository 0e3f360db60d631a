import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { text } from "../../convex/shared/plan/valueFields.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { table } from "../../convex/shared/plan/table.js";
import type { Source } from "../../scripts/sources/source.js";
import { check } from "./support.js";
import { getLiveMemory } from "../support/liveMemory.js";

const count = 50_000;
const pageRows = 200;
/** What a row is as text: all of them together would be 100 MB. */
const rowBytes = 2_000;

const plan = definePlan({ nodes: table("nodes", { id: id(), next: ref("nodes").optional(), body: text() }) });
const final = defineSchema({ nodes: defineTable({ next: v.optional(v.id("nodes")), body: v.string() }) });

/** Each row refers to the following one, so every reference waits for the rest of the table. */
async function* makePages(onPage: () => void) {
  for (let start = 0; start < count; start += pageRows) {
    if (start % 5_000 === 0) onPage();
    yield Array.from({ length: pageRows }, (_, at) => [
      `key-${start + at}`,
      `key-${start + at + 1}`,
      `${start + at} `.padEnd(rowBytes, "x"),
    ]);
  }
}

test("memory does not grow with the rows", async () => {
  const columns = ["id", "next", "body"];
  const memory: number[] = [];
  const described = columns.map((name) => ({ name, type: "text", nullable: true }));
  const source: Source = {
    description: "made",
    parallel: 1,
    tables: async () => [{ name: "nodes", columns: described, primaryKey: ["id"] }],
    read: async () => ({ columns, pages: makePages(() => memory.push(getLiveMemory())) }),
    close: async () => {},
  };
  const { findings, tables } = await check({ plan, schema: duringCutover(final, plan), source });
  expect(tables[0]).toMatchObject({ read: count, written: count });
  expect(findings.map(({ code, count: rows, examples }) => [code, rows, examples])).toStrictEqual([
    ["orphan", 1, [`key-${count - 1}`]],
    ["no_deployment", 1, []],
  ]);
  // Hashes take 8 bytes a waiting reference and at most 27 a key, doubled while a set grows; the rows' keys some 5 MB.
  expect(Math.max(...memory) - memory[0]!).toBeLessThan(20 * 1024 * 1024);
});
