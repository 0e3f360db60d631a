import { v } from "convex/values";
import { afterAll, beforeAll, expect, test } from "vitest";
import { derive } from "../../../convex/shared/plan/columns.js";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id, omit } from "../../../convex/shared/plan/fields.js";
import type { TextRow } from "../../../convex/shared/plan/row.js";
import { table } from "../../../convex/shared/plan/table.js";
import { text } from "../../../convex/shared/plan/valueFields.js";
import { exportPlan } from "../../rows/exportPlan.js";
import { getSourceError } from "../support.js";
import { DumpFolder } from "./folder.js";

let folder: DumpFolder;
beforeAll(async () => {
  folder = await DumpFolder.make();
});
afterAll(() => folder.remove());

const dump = `CREATE TABLE public.notes (id integer PRIMARY KEY, word text, secret text, upper text GENERATED ALWAYS AS (upper(word)) STORED);
COPY public.notes (id, word, secret) FROM stdin;
1\ta\tx
2\tb\ty
\\.
`;

const fields = { id: id(), word: text(), secret: omit("read by the filter"), upper: omit("a function computes it") };
const validators = { notes: { word: v.string() } };

test("a filter beside an omitted generated column: the dump was refused, since rules may look at omitted columns", async () => {
  const plan = definePlan({ notes: table("notes", fields, { filter: (row) => row["secret"] !== "x" }) });
  const { notes } = await exportPlan(plan, validators, await folder.open(dump));
  expect(notes!.documents).toMatchObject([{ legacyId: "2", word: "b" }]);
});

test("the same where rows are merged, which reads them before", async () => {
  const options = { filter: (row: TextRow) => row["secret"] !== "z", merge: { by: ["word"] } };
  const source = await folder.open(dump.replace("2\tb", "2\ta"));
  const { notes } = await exportPlan(definePlan({ notes: table("notes", fields, options) }), validators, source);
  expect(notes!.counts).toMatchObject({ read: 2, written: 1, merged: 1 });
});

test("a generated column that the plan maps is refused still, with what to do", async () => {
  const plan = definePlan({ notes: table("notes", { ...fields, upper: text() }, { filter: () => true }) });
  const refused = exportPlan(plan, { notes: { word: v.string(), upper: v.string() } }, await folder.open(dump));
  expect(await getSourceError(refused)).toMatch(/upper[^]*omit it in the plan, or read the live database/);
});

test("a computed column beside an omitted generated one was null in every row of a dump: it is refused", async () => {
  const columns = { initial: derive(["upper"], (row) => row["upper"]?.charAt(0) ?? null) };
  const plan = definePlan({ notes: table("notes", { ...fields, initial: text() }, { columns }) });
  const refused = exportPlan(plan, { notes: { word: v.string(), initial: v.string() } }, await folder.open(dump));
  expect(await getSourceError(refused)).toMatch(/upper[^]*omit it in the plan, or read the live database/);
});

test.each([
  ["filter", { filter: (row: TextRow) => row["upper"] === "A" }],
  ["rejectWhen", { rejectWhen: { loud: (row: TextRow) => row["upper"] === "A" } }],
])("a rule that reads a generated column a dump lacks found nothing there: %s", async (name, options) => {
  const plan = definePlan({ notes: table("notes", fields, options) });
  const { notes } = await exportPlan(plan, validators, await folder.open(dump));
  expect(notes!.counts).toMatchObject({ read: 2, written: 0, filtered: 0, rejected: 2 });
  const [reason] = notes!.rejected[0]!.reasons;
  expect(reason).toMatchObject({
    code: "rule_failed",
    message: expect.stringMatching(
      new RegExp(
        `${name === "filter" ? "filter" : "loud"}[^]*a dump does not hold "upper", which the database computes`,
      ),
    ),
  });
});
