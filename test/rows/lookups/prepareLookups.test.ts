import { v } from "convex/values";
import { expect, test } from "vitest";
import { derive } from "../../../convex/shared/plan/columns.js";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id, omit, ref } from "../../../convex/shared/plan/fields.js";
import { table, union } from "../../../convex/shared/plan/table.js";
import { email, integer, text } from "../../../convex/shared/plan/valueFields.js";
import { memorySource } from "../../../scripts/sources/memory/memory.js";
import type { Source } from "../../../scripts/sources/source.js";
import { exportPlan } from "../exportPlan.js";

const contacts = table(
  "contact",
  {
    id: id({ form: "integer" }),
    campaign: text(),
    cell: text(),
    note: text().optional(),
    parent: ref("contacts").optional(),
  },
  { merge: { by: ["campaign", "cell"], keep: "legacyId" } },
);
const vContacts = {
  campaign: v.string(),
  cell: v.string(),
  note: v.optional(v.string()),
  parent: v.optional(v.id("contacts")),
};
const contactColumns = ["id", "campaign", "cell", "note", "parent"];

test("of rows that are the same the one with the least id stays, as a number and not as text", async () => {
  const rows = [
    ["10", "a", "+1", "ten", null],
    ["9", "a", "+1", "nine", null],
    ["11", "b", "+1", "other", null],
  ];
  const { contacts: out } = await exportPlan(
    definePlan({ contacts }),
    { contacts: vContacts },
    { contact: { columns: contactColumns, rows } },
  );
  expect(out!.counts).toMatchObject({ read: 3, written: 2, merged: 1, rejected: 0, filtered: 0 });
  expect(out!.documents.map(({ legacyId, note }) => [legacyId, note])).toStrictEqual([
    ["9", "nine"],
    ["11", "other"],
  ]);
  expect(out!.merged).toMatchObject([{ key: "10", into: "9", row: { note: "ten" } }]);
});

test("references to merged rows lead to the row that stays, of other tables, of the table itself and of the merged row", async () => {
  const plan = definePlan({
    contacts,
    messages: table("message", { id: id(), contact: ref("contacts") }),
  });
  const { contacts: out, messages } = await exportPlan(
    plan,
    { contacts: vContacts, messages: { contact: v.id("contacts") } },
    {
      contact: {
        columns: contactColumns,
        rows: [
          ["1", "a", "+1", null, "4"],
          ["2", "a", "+1", null, null],
          ["3", "a", "+2", null, "2"],
          ["4", "a", "+2", null, null],
        ],
      },
      message: {
        columns: ["id", "contact"],
        rows: [
          ["m", "2"],
          ["n", "4"],
          ["o", "9"],
        ],
      },
    },
  );
  expect(out!.documents.map(({ legacyId, legacyParent }) => [legacyId, legacyParent])).toStrictEqual([
    ["1", "3"],
    ["3", "1"],
  ]);
  expect(messages!.documents.map(({ legacyContact }) => legacyContact)).toStrictEqual(["1", "3", "9"]);
});

test("rows are the same once the rows they lead to are merged", async () => {
  const plan = definePlan({
    answers: table(
      "answer",
      { id: id(), contact: ref("contacts"), step: text() },
      { merge: { by: ["contact", "step"], keep: "legacyId" } },
    ),
    contacts,
  });
  const { answers } = await exportPlan(
    plan,
    { contacts: vContacts, answers: { contact: v.id("contacts"), step: v.string() } },
    {
      contact: {
        columns: contactColumns,
        rows: [
          ["1", "a", "+1", null, null],
          ["2", "a", "+1", null, null],
        ],
      },
      answer: {
        columns: ["id", "contact", "step"],
        rows: [
          ["x", "1", "s"],
          ["y", "2", "s"],
          ["z", "2", "t"],
        ],
      },
    },
  );
  expect(answers!.documents.map(({ legacyId }) => legacyId)).toStrictEqual(["x", "z"]);
  expect(answers!.merged).toMatchObject([{ key: "y", into: "x" }]);
});

const people = union(
  [
    table("login", { id: id({ prefix: "login:" }), email: email(), phone: text().optional(), level: integer() }),
    table("influence", {
      id: id({ prefix: "influence:" }),
      mail: email().as("email"),
      phone: text().optional(),
      level: integer(),
      hash: text(),
    }),
  ],
  {
    merge: {
      by: ["email"],
      fill: true,
      combine: { level: (kept, lost) => Math.max(Number(kept), Number(lost)) },
    },
  },
);
const vPeople = { email: v.string(), phone: v.optional(v.string()), level: v.number(), hash: v.string() };

test("two tables of people become one: what one lacks comes from the other, and the schema is asked about the whole", async () => {
  const plan = definePlan({
    people,
    notes: table("note", {
      id: id(),
      author: ref("people", { to: "email" }),
      login: ref("people", { source: "login" }).optional(),
      reviewer: ref("people", { source: "influence" }).optional(),
    }),
  });
  const { people: out, notes } = await exportPlan(
    plan,
    {
      people: vPeople,
      notes: { author: v.id("people"), login: v.optional(v.id("people")), reviewer: v.optional(v.id("people")) },
    },
    {
      login: {
        columns: ["id", "email", "phone", "level"],
        rows: [
          ["1", "Ann@x.org", null, "1"],
          ["2", "bob@x.org", "2", "3"],
        ],
      },
      influence: {
        columns: ["id", "mail", "phone", "level", "hash"],
        rows: [
          ["1", "cara@x.org", null, "1", "h3"],
          ["2", " ann@x.org", "9", "2", "h1"],
        ],
      },
      note: { columns: ["id", "author", "login", "reviewer"], rows: [["n", "ANN@x.org", "1", "2"]] },
    },
  );
  expect(out!.documents).toStrictEqual([
    { legacyId: "login:1", email: "ann@x.org", legacyKeyEmail: "ann@x.org", phone: "9", level: 2, hash: "h1" },
    { legacyId: "influence:1", email: "cara@x.org", legacyKeyEmail: "cara@x.org", level: 1, hash: "h3" },
  ]);
  expect(out!.rejected).toMatchObject([{ key: "login:2", reasons: [{ code: "schema" }] }]);
  expect(out!.counts).toMatchObject({ read: 4, written: 2, merged: 1, rejected: 1 });
  expect(notes!.documents).toStrictEqual([
    { legacyId: "n", legacyAuthor: "ann@x.org", legacyLogin: "login:1", legacyReviewer: "login:1" },
  ]);
});

test("a merged document the schema refuses rejects every row it is made of, and none is counted as merged", async () => {
  const lost = table(
    "login",
    { id: id(), email: email(), level: integer() },
    { merge: { by: ["email"], combine: { level: () => undefined } } },
  );
  const { people: out } = await exportPlan(
    definePlan({ people: lost }),
    { people: { email: v.string(), level: v.number() } },
    {
      login: {
        columns: ["id", "email", "level"],
        rows: [
          ["1", "a@x.org", "1"],
          ["2", "b@x.org", "1"],
          ["3", "a@x.org", "1"],
        ],
      },
    },
  );
  expect(out!.counts).toMatchObject({ read: 3, written: 1, merged: 0, rejected: 2 });
  expect(out!.rejected.map(({ key }) => key)).toStrictEqual(["1", "3"]);
});

test("rows that lack what makes rows the same, or do not convert, are merged with nothing", async () => {
  const plan = definePlan({
    marks: table(
      "mark",
      { id: id(), who: text().optional(), count: integer(), name: omit("only compared") },
      {
        columns: { tidy: derive(["name"], ({ name }) => name?.trim().toLowerCase() ?? null) },
        merge: { by: ["tidy"] },
      },
    ),
  });
  const { marks } = await exportPlan(
    plan,
    { marks: { who: v.optional(v.string()), count: v.number() } },
    {
      mark: {
        columns: ["id", "who", "count", "name"],
        rows: [
          ["1", "a", "x", "Ann"],
          ["2", "b", "1", " ann "],
          ["3", "c", "1", "ANN"],
          ["4", null, "1", null],
          ["5", null, "1", null],
        ],
      },
    },
  );
  expect(marks!.counts).toMatchObject({ read: 5, written: 3, merged: 1, rejected: 1 });
  expect(marks!.documents.map(({ legacyId }) => legacyId)).toStrictEqual(["2", "4", "5"]);
});

test("a row with the id of a merged one that is not the same is a duplicate id", async () => {
  const rows = [
    ["1", "a", "+1", null, null],
    ["1", "b", "+9", null, null],
    ["2", "a", "+1", null, null],
  ];
  const { contacts: out } = await exportPlan(
    definePlan({ contacts }),
    { contacts: vContacts },
    { contact: { columns: contactColumns, rows } },
  );
  expect(out!.counts).toMatchObject({
    read: 3,
    written: 1,
    merged: 1,
    rejected: 1,
    rejectedByCode: { duplicate_id: 1 },
  });
});

test.each([
  ["merge by nothing", { merge: { by: [] } }, /merge names no field/],
  ["merge by a field that is not there", { merge: { by: ["nick"] } }, /name the field "nick"/],
  ["a reference to the table itself", { merge: { by: ["parent"] } }, /points back to contacts/],
])("a plan's fault: %s", (_name, options, message) => {
  const spec = table("contact", { id: id(), parent: ref("contacts") }, options);
  expect(definePlan({ contacts: spec }).faults.join()).toMatch(message);
});

test("a reference by id to several sources has to say whose id it is", () => {
  const notes = table("note", { id: id(), author: ref("people") });
  expect(definePlan({ people, notes }).faults).toStrictEqual([
    'notes.author: people has several sources. Say whose id this is: { source: "login" or "influence" }.',
  ]);
});

test("a row that gets a twin between two readings ends the export, and nothing is written twice", async () => {
  const rows = [["1", "a", "+1", null, null]];
  const source = memorySource({ contact: { columns: contactColumns, rows } });
  let readings = 0;
  const changing: Source = {
    ...source,
    read: async (name, columns) => {
      readings += 1;
      if (readings === 2) rows.push(["2", "a", "+1", null, null]);
      return await source.read(name, columns);
    },
  };
  await expect(exportPlan(definePlan({ contacts }), { contacts: vContacts }, changing)).rejects.toThrow(
    "changed while they were read",
  );
});
