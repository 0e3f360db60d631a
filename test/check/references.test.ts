import { v } from "convex/values";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { integer, json, list, text } from "../../convex/shared/plan/valueFields.js";
import { testFindings } from "./oneTable.js";

const tree = {
  fields: { id: id(), parent: ref("things").optional() },
  validators: { parent: v.optional(v.id("things")) },
  columns: ["id", "parent"],
};

testFindings({
  "a reference backward, forward, to itself, and to nothing": {
    given: {
      ...tree,
      rows: [
        ["1", null],
        ["2", "1"],
        ["3", "4"],
        ["4", "4"],
        ["5", "9"],
      ],
    },
    found: ["warning orphan things.parent 1 [5]"],
  },
  "orphans the plan allows as issues": {
    given: { ...tree, options: { allow: { issues: 1 } }, rows: [["5", "9"]] },
    found: ["warning allowed orphan things.parent 1 [5]"],
  },
  "orphans the plan clears": {
    given: {
      ...tree,
      fields: { id: id(), parent: ref("things", { missing: "clear" }).optional() },
      rows: [["5", "9"]],
    },
    found: ["info orphan things.parent 1 [5]"],
  },
  "a reference to a row that is rejected itself": {
    given: {
      fields: { ...tree.fields, name: text() },
      validators: { ...tree.validators, name: v.string() },
      columns: ["id", "parent", "name"],
      rows: [
        ["1", "2", "a"],
        ["2", null, null],
      ],
    },
    found: ["loss null things.name 1 [2]", "warning rejected_target things.parent 1 [1]"],
  },
  "references to rows that the plan's filter leaves out, which were said to be missing from the source": {
    given: {
      ...tree,
      options: { filter: (row) => row["id"] !== "4" },
      rows: [
        ["3", "4"],
        ["4", null],
        ["5", "9"],
      ],
    },
    found: ["warning filtered_target things.parent 1 [3]", "warning orphan things.parent 1 [5]"],
  },
  "a key other than the id that two rows have": {
    given: {
      fields: { id: id(), code: text(), parent: ref("things", { to: "code" }).optional() },
      validators: { code: v.string(), parent: v.optional(v.id("things")) },
      columns: ["id", "code", "parent"],
      rows: [
        ["1", "a", null],
        ["2", "a", "a"],
      ],
    },
    found: ["warning ambiguous_key things.code 1 [2]"],
  },
  "lists: each item that leads to nothing counts, whichever row comes first": {
    given: {
      fields: { id: id(), thing_ids: list(ref("things")).optional() },
      validators: { thingIds: v.optional(v.array(v.id("things"))) },
      columns: ["id", "thing_ids"],
      rows: [
        ["1", "{2,3,8}"],
        ["2", "[9, 1, 9]"],
        ["3", null],
      ],
    },
    found: ["warning orphan things.thing_ids 3 [1; 2; 2]"],
  },
  "lists whose orphans are cleared": {
    given: {
      fields: { id: id(), code: text(), thing_ids: list(ref("things", { missing: "clear" })) },
      validators: { code: v.string(), thingIds: v.array(v.id("things")) },
      columns: ["id", "code", "thing_ids"],
      rows: [["1", "a", "{1,7}"]],
    },
    found: ["info orphan things.thing_ids 1 [1]"],
  },
  "a list of keys that stays a list of numbers": {
    given: {
      fields: { id: id(), thing_ids: list(integer()), scores: list(integer()) },
      validators: { thingIds: v.array(v.number()), scores: v.array(v.number()) },
      columns: ["id", "thing_ids", "scores"],
      rows: [
        ["1", "{1,2}", "{1,2}"],
        ["2", "{2}", "{1}"],
      ],
    },
    found: ["warning unlinked_list things.thing_ids 3 []"],
  },
  "a list named for keys of a table with another name": {
    given: {
      fields: { id: id(), friend_ids: list(integer()), scores: list(integer()) },
      validators: { friendIds: v.array(v.number()), scores: v.array(v.number()) },
      columns: ["id", "friend_ids", "scores"],
      rows: [
        ["1", "{1,2}", "{1,2}"],
        ["2", "{2}", "{1}"],
      ],
    },
    found: ["info unlinked_list things.friend_ids 3 []"],
  },
  "a JSON list of telling keys, by any name; most items have to be there": {
    given: {
      fields: { id: id(), seen: json(v.any()), other: list(text()) },
      validators: { seen: v.any(), other: v.array(v.string()) },
      columns: ["id", "seen", "other"],
      rows: [
        [
          "65f1a2b3c4d5e6f708190001",
          '["65f1a2b3c4d5e6f708190001"]',
          "{65f1a2b3c4d5e6f708190001,65f1a2b3c4d5e6f708190002}",
        ],
      ],
    },
    found: ["warning unlinked_list things.seen 1 []"],
  },
});
