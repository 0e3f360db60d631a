import { v } from "convex/values";
import { expect, test } from "vitest";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id, omit, ref, rowKey } from "../../../convex/shared/plan/fields.js";
import { table, union } from "../../../convex/shared/plan/table.js";
import { text } from "../../../convex/shared/plan/valueFields.js";
import { openNew } from "../../sources/sqlite/files.js";
import { exportPlan, type SourceRows } from "../exportPlan.js";

const plan = definePlan({ tags: table("tags", { legacyId: rowKey(), post: text(), tag: text().optional() }) });
const validators = { tags: { post: v.string(), tag: v.optional(v.string()) } };

async function keysOf(rows: SourceRows): Promise<Record<string, string>> {
  const { tags } = await exportPlan(plan, validators, rows);
  expect(tags!.counts).toMatchObject({ read: tags!.documents.length, rejected: 0 });
  return Object.fromEntries(
    tags!.documents.map(({ legacyId, post, tag }) => [legacyId, `${post as string} ${tag as string}`]),
  );
}

const rows = [
  ["1", "a"],
  ["1", "b"],
  ["1", "a"],
  ["2", null],
  ["1", "a"],
  ["2", ""],
];

test("rows of a table without a key arrive, equal ones too, and another export gives them the same keys", async () => {
  const keys = await keysOf({ tags: { columns: ["post", "tag"], rows } });
  expect(Object.values(keys).toSorted()).toEqual(["1 a", "1 a", "1 a", "1 b", "2 ", "2 undefined"]);
  // Other order of rows and of columns.
  const again = rows.toReversed().map(([post, tag]) => [tag!, post!]);
  expect(await keysOf({ tags: { columns: ["tag", "post"], rows: again } })).toEqual(keys);
});

test("a removed row takes its key along, and leaves the others theirs", async () => {
  const keys = await keysOf({ tags: { columns: ["post", "tag"], rows } });
  const fewer = await keysOf({ tags: { columns: ["post", "tag"], rows: rows.slice(0, 4) } });
  const gone = Object.keys(keys).filter((key) => !(key in fewer));
  expect(gone.map((key) => keys[key]!).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["1 a", "2 "]);
  expect({ ...keys, ...fewer }).toEqual(keys);
});

test("SQLite: a text and a blob of the same letters are two rows", async () => {
  const source = await openNew("CREATE TABLE t (v); INSERT INTO t VALUES (x'4142'), ('\\x4142'), (x'4142');");
  const anything = definePlan({
    things: table("t", { legacyId: rowKey(), v: omit("not needed") }, { filter: () => true }),
  });
  const { things } = await exportPlan(anything, { things: {} }, source);
  const keys = things!.documents.map(({ legacyId }) => legacyId as string);
  expect(new Set(keys).size).toBe(3);
  expect(keys.filter((key) => key.endsWith("#2"))).toHaveLength(1);
});

test("the plan says what rowKey() cannot do", () => {
  const tags = table("tags", { legacyId: rowKey() });
  const uses = table("uses", { id: id(), tag: ref("tags") });
  expect(definePlan({ tags, uses }).faults).toEqual([
    'uses.tag: refers to tags, whose rows have no key but rowKey(). Give tags an id(), or name another column: { to: "…" }.',
  ]);
  const several =
    "tags: rowKey() tells the rows of one source apart, but the table has several. Give each a table of its own.";
  expect(definePlan({ tags: table(["a", "b"], { legacyId: rowKey() }) }).faults).toEqual([several]);
  expect(definePlan({ tags: union([tags, table("old", { id: id() })]) }).faults).toEqual([several]);
});
