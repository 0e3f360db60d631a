import { v } from "convex/values";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { text } from "../../convex/shared/plan/valueFields.js";
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
});
