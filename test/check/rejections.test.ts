import { v } from "convex/values";
import { id } from "../../convex/shared/plan/fields.js";
import { flag, oneOf, text } from "../../convex/shared/plan/valueFields.js";
import { testFindings } from "./oneTable.js";

const named = { fields: { id: id(), name: text() }, validators: { name: v.string() }, columns: ["id", "name"] };

testFindings({
  "nothing wrong": { given: { ...named, rows: [["1", "a"]] }, found: [] },
  "a NULL the plan has no answer for": {
    given: {
      ...named,
      rows: [
        ["1", null],
        ["2", "b"],
      ],
    },
    found: ["loss null things.name 1 [1]"],
  },
  "rejects the plan allows": {
    given: { ...named, options: { allow: { rejected: 1 } }, rows: [["1", null]] },
    found: ["loss allowed null things.name 1 [1]"],
  },
  "one reject more than the plan allows": {
    given: {
      ...named,
      options: { allow: { rejected: 1 } },
      rows: [
        ["1", null],
        ["2", null],
      ],
    },
    found: ["loss null things.name 2 [1; 2]"],
  },
  "a row with several faults is counted under each of them, so that it is fixed once": {
    given: {
      fields: { id: id(), name: text(), paid: flag(), kind: oneOf(["a"]) },
      validators: { name: v.string(), paid: v.boolean(), kind: v.literal("a") },
      columns: ["id", "name", "paid", "kind"],
      rows: [
        ["1", null, "maybe", "b"],
        ["2", "x", "never", "a"],
      ],
    },
    found: ["loss null things.name 1 [1]", "loss flag things.paid 2 [1; 2]", "loss unknown_value things.kind 1 [1]"],
  },
  "a rule of the plan beside a value that does not convert": {
    given: {
      fields: { id: id(), paid: flag() },
      validators: { paid: v.boolean() },
      options: { rejectWhen: { test: (row) => row.id === "1" } },
      columns: ["id", "paid"],
      rows: [["1", "maybe"]],
    },
    found: ["loss test things 1 [1]", "loss flag things.paid 1 [1]"],
  },
  "a row without a key": {
    given: { ...named, rows: [[null, "a"]] },
    found: ["loss null_id things.id 1 [a row without a key]"],
  },
  "a key that does not convert is shown as it is": {
    given: { ...named, rows: [["", "a"]] },
    found: ['loss empty things.id 1 [""]'],
  },
  "two rows of one id": {
    given: {
      ...named,
      rows: [
        ["1", "a"],
        ["1", "b"],
      ],
    },
    found: ["loss duplicate_id things.id 1 [1]"],
  },
  "a unique field twice": {
    given: {
      ...named,
      options: { unique: [["name"]] },
      rows: [
        ["1", "a"],
        ["2", "a"],
      ],
    },
    found: ["loss duplicate things.name 1 [2]"],
  },
  "a rule of the plan": {
    given: { ...named, options: { rejectWhen: { bad: ({ name }) => name === "x" } }, rows: [["1", "x"]] },
    found: ["loss bad things 1 [1]"],
  },
  "a word the enumeration lacks": {
    given: {
      fields: { id: id(), state: oneOf({ on: "on" }) },
      validators: { state: v.string() },
      columns: ["id", "state"],
      rows: [["1", "off"]],
    },
    found: ["loss unknown_value things.state 1 [1]"],
  },
  "rows the source cannot read": {
    given: {
      ...named,
      rows: [],
      source: {
        read: async () => ({
          columns: named.columns,
          pages: (async function* () {
            yield [{ broken: "not UTF-8", where: "line 7", original: "…" }];
          })(),
        }),
      },
    },
    found: ["loss broken_row things 1 [line 7]"],
  },
  "only filtered rows": {
    given: { ...named, options: { filter: () => false }, rows: [["1", null]] },
    found: ["info filter_keeps_none things 1 []"],
  },
  "a filter that compares a boolean with a text keeps every row, and that is said": {
    given: {
      fields: { id: id(), ok: flag() },
      validators: { ok: v.boolean() },
      columns: ["id", "ok"],
      rows: [
        ["1", "t"],
        ["2", "f"],
      ],
      options: { filter: (row) => String(row["ok"]) !== "t" },
    },
    found: ["info filter_keeps_all things 2 []"],
  },
  "a filter that keeps some of the rows": {
    given: {
      ...named,
      options: { filter: (row) => row["id"] !== "1" },
      rows: [
        ["1", "a"],
        ["2", "b"],
      ],
    },
    found: [],
  },
  "a flag that is none": {
    given: {
      fields: { id: id(), ok: flag() },
      validators: { ok: v.boolean() },
      columns: ["id", "ok"],
      rows: [["1", "maybe"]],
    },
    found: ["loss flag things.ok 1 [1]"],
  },
});
