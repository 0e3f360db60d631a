import { v } from "convex/values";
import { id } from "../../convex/shared/plan/fields.js";
import { int64, integer, json, list, text } from "../../convex/shared/plan/valueFields.js";
import { testFindings } from "./oneTable.js";

const named = { fields: { id: id(), name: text() }, validators: { name: v.string() }, columns: ["id", "name"] };
const deep = { fields: { id: id(), data: json(v.any()) }, validators: { data: v.any() }, columns: ["id", "data"] };

testFindings({
  "field names Convex refuses": {
    given: {
      ...deep,
      rows: [
        ["1", '{"$ref":1}'],
        ["2", '{"":1}'],
        ["3", '{"a":1}'],
      ],
    },
    found: ["loss field_name things.data 2 [1; 2]"],
  },
  "a value that makes the table a ZIP": {
    given: { fields: { id: id(), n: int64() }, validators: { n: v.any() }, columns: ["id", "n"], rows: [["1", "5"]] },
    found: ["info needs_zip things 1 [1]"],
  },
  "a schema that makes the table a ZIP": {
    given: { fields: { id: id(), n: int64() }, validators: { n: v.int64() }, columns: ["id", "n"], rows: [["1", "5"]] },
    found: ["info needs_zip things 1 []"],
  },
  "an int64 with --format jsonl": {
    given: {
      fields: { id: id(), n: int64() },
      validators: { n: v.int64() },
      columns: ["id", "n"],
      rows: [["1", "5"]],
      format: "jsonl",
    },
    found: ["loss needs_zip things 1 [1]"],
  },
  "a long array": {
    given: {
      fields: { id: id(), tags: list(integer()) },
      validators: { tags: v.array(v.number()) },
      columns: ["id", "tags"],
      rows: [
        ["1", `{${Array(6554).fill("1").join(",")}}`],
        ["2", `{${Array(6553).fill("1").join(",")}}`],
      ],
    },
    found: ["warning near_array_length things.tags 1 [1]"],
  },
  "a large document": {
    given: {
      ...named,
      rows: [
        ["1", "x".repeat(850_000)],
        ["2", "x"],
      ],
    },
    found: ["warning near_document_size things 1 [1]"],
  },
  "a document too large": {
    given: { ...named, rows: [["1", "x".repeat(1_100_000)]] },
    found: ["loss too_large things 1 [1]"],
  },
  "many fields, and deep ones": {
    given: {
      ...deep,
      rows: [
        ["1", JSON.stringify(Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`f${at}`, 1])))],
        ["2", `${"[".repeat(12)}1${"]".repeat(12)}`],
        ["3", `${"[".repeat(11)}1${"]".repeat(11)}`],
      ],
    },
    found: ["warning near_field_count things.data 1 [1]", "warning near_nesting things.data 1 [2]"],
  },
  "columns the plan forgets": {
    given: { ...named, columns: ["id", "name", "hat"], rows: [["1", "a", "b"]] },
    found: ["loss forgotten_column things.hat 1 []"],
  },
  "columns the source does not have": {
    given: { ...named, columns: ["id"], rows: [["1"]] },
    found: ["loss missing_column things.name 1 []", "info not_read things 1 []"],
  },
  "what the source says is wrong with it": {
    given: { ...named, rows: [["1", "a"]], source: { findings: async () => ["row 3 missing from index"] } },
    found: ["warning source_damage  1 []"],
  },
});
