import { v } from "convex/values";
import { id, omit } from "../../convex/shared/plan/fields.js";
import { text } from "../../convex/shared/plan/valueFields.js";
import { testFindings } from "./oneTable.js";

const column = (name: string, more = {}) => ({ name, type: "Links", nullable: true, ...more });
const links = column("tasks", { incomplete: "a link of many rows" });
const given = {
  validators: {},
  columns: ["id", "tasks"],
  rows: [["1", "3"]],
  source: { tables: async () => [{ name: "t", columns: [column("id"), links], primaryKey: ["id"] }] },
};

testFindings({
  "the number of links is read as a value": {
    given: { ...given, fields: { id: id(), tasks: text() }, validators: { tasks: v.string() } },
    found: ["loss incomplete_column things.tasks 1 []"],
  },
  "links that the plan leaves out by name": {
    given: { ...given, fields: { id: id(), tasks: omit("not needed") } },
    found: [],
  },
});
