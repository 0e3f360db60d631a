import { v } from "convex/values";
import { expect, test } from "vitest";
import { derive, lookup } from "../../../convex/shared/plan/columns.js";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id, omit, ref } from "../../../convex/shared/plan/fields.js";
import { configured, table } from "../../../convex/shared/plan/table.js";
import { text } from "../../../convex/shared/plan/valueFields.js";
import { compareRaw, LookupIndex } from "../../../scripts/rows/lookups/lookups.js";
import { findSourceFaults } from "../../../scripts/rows/validate/sourceFaults.js";
import { memorySource } from "../../../scripts/sources/memory/memory.js";
import { exportPlan } from "../exportPlan.js";

const contact = {
  columns: ["id", "campaign", "cell", "created_at"],
  rows: [
    ["1", "a", "+1", "2019-01-01 00:00:00+00"],
    ["2", "a", "+1", "2019-02-01 00:00:00.5+00"],
    ["3", "a", "+2", "2019-01-01 00:00:00+00"],
    ["4", "a", "+2", "2019-01-01 00:00:00+00"],
    ["5", "b", "+1", "2019-01-01 00:00:00+00"],
  ],
};
const assignment = {
  columns: ["id", "campaign"],
  rows: [
    ["10", "a"],
    ["11", "b"],
    ["12", null],
  ],
};
const message = (...rows: (string | null)[][]) => ({ columns: ["id", "assignment", "cell", "sent_at"], rows });

const plan = definePlan({
  contacts: table("contact", { id: id(), campaign: text(), cell: text(), created_at: text() }),
  messages: table(
    "message",
    { id: id(), contact_id: ref("contacts").optional(), assignment: text().optional(), cell: text(), sent_at: text() },
    {
      columns: {
        campaign: lookup("assignment", { where: { id: "assignment" }, take: "campaign" }),
        contact_id: lookup("contact", {
          where: { campaign: "campaign", cell: "cell" },
          take: "id",
          latest: { of: "created_at", notAfter: "sent_at" },
        }),
      },
    },
  ),
});
const validators = {
  contacts: { campaign: v.string(), cell: v.string(), createdAt: v.string() },
  messages: {
    contactId: v.optional(v.id("contacts")),
    assignment: v.optional(v.string()),
    cell: v.string(),
    sentAt: v.string(),
  },
};

test("the newest row that is not after this one, in the scope another lookup found", async () => {
  const { messages } = await exportPlan(plan, validators, {
    contact,
    assignment,
    message: message(
      ["before", "10", "+1", "2019-01-31 23:00:00+00"],
      ["at", "10", "+1", "2019-02-01 00:00:00.5+00"],
      ["just-before", "10", "+1", "2019-02-01 00:00:00.49+00"],
      ["other", "11", "+1", "2019-03-01 00:00:00+00"],
    ),
  });
  expect(messages!.documents.map(({ legacyId, legacyContactId }) => [legacyId, legacyContactId])).toStrictEqual([
    ["before", "1"],
    ["at", "2"],
    ["just-before", "1"],
    ["other", "5"],
  ]);
});

test("what time cannot decide and what matches nothing is rejected, never guessed", async () => {
  const { messages } = await exportPlan(plan, validators, {
    contact,
    assignment,
    message: message(
      ["tie", "10", "+2", "2019-03-01 00:00:00+00"],
      ["too-early", "10", "+1", "2018-12-31 00:00:00+00"],
      ["nobody", "10", "+9", "2019-03-01 00:00:00+00"],
      ["no-assignment", "99", "+1", "2019-03-01 00:00:00+00"],
      ["null-assignment", null, "+1", "2019-03-01 00:00:00+00"],
      ["null-campaign", "12", "+1", "2019-03-01 00:00:00+00"],
    ),
  });
  expect(messages!.rejected.map(({ key, reasons }) => [key, reasons[0]!.code])).toStrictEqual([
    ["tie", "ambiguous_lookup"],
    ["too-early", "no_match"],
    ["nobody", "no_match"],
    ["no-assignment", "no_match"],
  ]);
  expect(messages!.documents.map(({ legacyId }) => legacyId)).toStrictEqual(["null-assignment", "null-campaign"]);
});

/** As an operator lists them. */
const services = (env: Readonly<Record<string, string | undefined>>) => (env.SERVICES ?? "").split(",").filter(Boolean);

test("configuration becomes rows, and other rows refer to them by a rule", async () => {
  const fromEnvironment = definePlan({
    services: table(
      configured("messaging_service", ["sid"], (env) => services(env).map((sid) => ({ sid }))),
      { sid: id() },
    ),
    sticky: table(
      "contact",
      { id: id(), service: ref("services") },
      {
        columns: {
          service: derive(["cell"], ({ cell }, env) => services(env)[cell!.length % services(env).length] ?? null),
        },
      },
    ),
  });
  const { services: made, sticky } = await exportPlan(
    fromEnvironment,
    { services: {}, sticky: { service: v.id("services") } },
    {
      contact: {
        columns: ["id", "cell"],
        rows: [
          ["1", "12"],
          ["2", "123"],
        ],
      },
    },
    { SERVICES: "MG1,MG2" },
  );
  expect(made!.documents).toStrictEqual([{ legacyId: "MG1" }, { legacyId: "MG2" }]);
  expect(sticky!.documents.map(({ legacyService }) => legacyService)).toStrictEqual(["MG1", "MG2"]);
});

test("an index of many rows finds each of them", () => {
  const index = new LookupIndex();
  for (let row = 0; row < 5000; row++) index.add(`k${row}`, row % 7 === 0 ? null : `v${row}ü`, null);
  for (let row = 0; row < 5000; row++) {
    expect(index.find(`k${row}`, undefined)).toStrictEqual({ kind: "one", value: row % 7 === 0 ? null : `v${row}ü` });
  }
  expect(index.find("k5000", undefined)).toStrictEqual({ kind: "none" });
});

test.each([
  ["9", "10", -1],
  ["9007199254740993", "9007199254740992", 1],
  ["1.5", "1.25", 1],
  ["2019-01-01 00:00:00+00", "2019-01-01 00:00:00.1+00", -1],
  ["b", "a", 1],
  ["a", "a", 0],
])("order of %s and %s", (left, right, order) => {
  expect(Math.sign(compareRaw(left, right))).toBe(order);
});

test("a source of another version is refused by what shows it, and nothing else is said", async () => {
  const shape = {
    absent: ["contact.cell", "tag"],
    present: ["contact.id", "migrations"],
    because: "Use the other plan.",
  };
  const other = definePlan({ messages: table("gone", { id: id() }) }, { shape });
  const faults = findSourceFaults(other, await memorySource({ contact }).tables());
  expect(faults.map(({ what, next }) => [what, next])).toStrictEqual([
    ["The plan is not for this source: it has contact.cell; it lacks migrations", "Use the other plan."],
  ]);
});

test("matches that are merged into one row are one match", async () => {
  const merging = definePlan({
    contacts: table(
      "contact",
      { id: id({ form: "integer" }), campaign: text(), cell: text(), created_at: omit("compared only") },
      { merge: { by: ["campaign", "cell"], keep: "legacyId" } },
    ),
    messages: table(
      "message",
      {
        id: id(),
        contact_id: ref("contacts"),
        assignment: omit("unused"),
        cell: omit("looked up"),
        sent_at: omit("unused"),
      },
      { columns: { contact_id: lookup("contact", { where: { cell: "cell" }, take: "id" }) } },
    ),
  });
  const { messages } = await exportPlan(
    merging,
    { contacts: { campaign: v.string(), cell: v.string() }, messages: { contactId: v.id("contacts") } },
    { contact, message: message(["m", null, "+2", null], ["n", null, "+1", null]) },
  );
  expect(messages!.documents).toStrictEqual([{ legacyId: "m", legacyContactId: "3" }]);
  expect(messages!.rejected).toMatchObject([{ key: "n", reasons: [{ code: "ambiguous_lookup" }] }]);
});

test("a lookup names the table and the columns that are not there", async () => {
  const faulty = definePlan({
    messages: table(
      "message",
      { id: id(), contact: text() },
      {
        columns: {
          contact: lookup("contact", { where: { phone: "cell" }, take: "id" }),
          x: lookup("gone", { where: { a: "id" }, take: "b" }),
        },
      },
    ),
  });
  const source = memorySource({ contact, message: { columns: ["id", "cell"], rows: [] } });
  const faults = findSourceFaults(faulty, await source.tables());
  expect(faults.map(({ what, next }) => [what, next])).toMatchObject([
    ['The source has no column "phone" in "contact"', expect.any(String)],
    ['The source has no table "gone"', expect.any(String)],
  ]);
});
