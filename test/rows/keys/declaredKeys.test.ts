import { v } from "convex/values";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id } from "../../../convex/shared/plan/fields.js";
import { table } from "../../../convex/shared/plan/table.js";
import { text } from "../../../convex/shared/plan/valueFields.js";
import { memorySource } from "../../../scripts/sources/memory/memory.js";
import type { Source } from "../../../scripts/sources/source.js";
import { check } from "../../check/support.js";
import { setupOf } from "../../check/oneTable.js";
import { DumpFolder } from "../../sources/dump/folder.js";
import { exportPlan } from "../exportPlan.js";

let folder: DumpFolder;
beforeAll(async () => {
  folder = await DumpFolder.make();
});
afterAll(() => folder.remove());

/** A database whose index on the key was damaged by a change of collation: the dump has both rows. */
const damagedIndex = `CREATE TABLE public.settings (key text NOT NULL, value text);
COPY public.settings (key, value) FROM stdin;
theme	dark
theme	light
lang	en
\\.
ALTER TABLE ONLY public.settings ADD CONSTRAINT settings_pkey PRIMARY KEY (key);
`;

const settings = { key: id(), value: text() };

test("a row whose declared primary key another row has is rejected by export, and check says so", async () => {
  const plan = definePlan({ settings: table("settings", settings) });
  const source = await folder.open(damagedIndex);
  const { settings: exported } = await exportPlan(plan, { settings: { value: v.string() } }, source);
  expect(exported!.documents).toMatchObject([
    { legacyId: "theme", value: "dark" },
    { legacyId: "lang", value: "en" },
  ]);
  expect(exported!.rejected).toMatchObject([{ key: "theme", reasons: [{ code: "duplicate_id" }] }]);
  const setup = setupOf({ fields: settings, validators: { value: v.string() }, columns: [], rows: [] });
  const report = await check({ ...setup, source: { ...source, ...asTable(source, "t", "settings") } });
  expect(report.tables[0]!.rejectedByCode).toEqual([{ code: "duplicate_id", count: 1, keys: ["theme"] }]);
});

test("the same for a key of two columns, in INSERT statements", async () => {
  const source = await folder.open(`CREATE TABLE seats (hall text, number integer, PRIMARY KEY (hall, number));
    INSERT INTO seats VALUES ('a', 1), ('a', 2), ('b', 1), ('a', 2);`);
  const plan = definePlan({ seats: table("seats", { seat: id().from("hall", "number"), hall: text() }) });
  const { seats } = await exportPlan(plan, { seats: { hall: v.string() } }, source);
  expect(seats!.counts).toMatchObject({ read: 4, written: 3, rejectedByCode: { duplicate_id: 1 } });
});

test("the same for keys that only the plan makes equal: a UUID in two ways of writing", async () => {
  const one = "550e8400-e29b-41d4-a716-446655440000";
  const rows = { columns: ["id"], rows: [[one], [one.replaceAll("-", "").toUpperCase()]] };
  const source = memorySource({ t: rows });
  const declared: Source = {
    ...source,
    tables: async () => (await source.tables()).map((each) => ({ ...each, primaryKey: ["id"] })),
  };
  const plan = definePlan({ things: table("t", { id: id({ form: "uuid" }) }) });
  const { things } = await exportPlan(plan, { things: {} }, declared);
  expect(things!.rejected).toMatchObject([{ key: one, reasons: [{ code: "duplicate_id" }] }]);
});

/** The source under another name of its table. */
function asTable(source: Source, as: string, name: string): Pick<Source, "tables" | "read" | "description" | "close"> {
  return {
    description: source.description,
    close: async () => {},
    tables: async () => (await source.tables()).map((each) => ({ ...each, name: as })),
    read: async (_, columns) => await source.read(name, columns),
  };
}
