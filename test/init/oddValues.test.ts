import { expect, test } from "vitest";
import { initProject } from "../../scripts/init/initProject.js";
import { openNew } from "../sources/sqlite/files.js";

/** The plan of a table `t` with a column of this type and these values. */
async function planOf(type: string, values: readonly string[]): Promise<string> {
  const rows = values.map((value, at) => `(${at + 1}, ${value})`).join(", ");
  const source = await openNew(`CREATE TABLE t (id INTEGER PRIMARY KEY, x ${type}); INSERT INTO t VALUES ${rows};`);
  const { files } = await initProject(source, { appDir: "/nowhere/convex", force: true, dryRun: true });
  return files[0]!.content;
}

const many = (count: number, value: (at: number) => string) => Array.from({ length: count }, (_, at) => value(at));
const day = (at: number) => `'2024-01-${String((at % 28) + 1).padStart(2, "0")} 10:00:00'`;

test.each([
  [
    "DATETIME NOT NULL",
    [...many(9, day), "'0000-00-00 00:00:00'"],
    "1 of 10 values is rejected as out_of_range and left out",
    'timestamp().optional().invalid("clear")',
  ],
  [
    "INTEGER",
    [...many(97, String), "'n/a'", "'n/a'", "'?'"],
    "3 of 100 values are rejected as not_an_integer and left out",
    'integer().optional().invalid("clear")',
  ],
  [
    "BOOLEAN",
    [...many(6, () => "1"), "'maybe'"],
    "1 of 7 values is rejected as flag and left out",
    'flag().optional().invalid("clear")',
  ],
  [
    "JSON",
    [...many(19, (at) => `'{"a":${at}}'`), `'{"$set":1}'`],
    "1 of 20 values is rejected as field_name and left out",
    'json(v.any()).optional().invalid("clear")',
  ],
  [
    "JSONB NOT NULL",
    [...many(9, (at) => `'[${at}]'`), "'[9007199254740993]'"],
    "1 of 10 values is rejected as unsafe_number and left out",
    'json(v.any()).optional().invalid("clear")',
  ],
  [
    "JSON",
    [...many(9, (at) => `'{"a":${at}}'`), "'not json'"],
    "1 of 10 values is rejected as json and left out",
    'json(v.any()).optional().invalid("clear")',
  ],
])("%s: one odd value does not make the column text", async (type, values, comment, code) => {
  expect(await planOf(type, values)).toContain(`// ${comment}\n    x: ${code},`);
});

test.each([
  [
    "DATETIME",
    [...many(9, day), "'infinity'", "'-infinity'"],
    "timestamp({ infinity: { infinity: 253402214400000, negativeInfinity: -62135596800000 } })",
  ],
  [
    "DATE",
    ["'2024-01-01'", "'infinity'"],
    'date({ infinity: { infinity: "9999-12-31", negativeInfinity: "0001-01-01" } })',
  ],
  ["INTEGER", [...many(9, String), "9007199254740993"], "int64()"],
])("%s: values that a wider kind takes are kept", async (type, values, code) => {
  expect(await planOf(type, values)).toContain(`x: ${code}.optional(),`);
});

test.each([
  ["half of the values", "DATETIME", [...many(5, day), ...many(5, () => "'later'")]],
  ["one of two", "INTEGER", ["1", "'x'"]],
])("%s odd: then it is text, with the reason", async (_, type, values) => {
  expect(await planOf(type, values)).toMatch(
    /\/\/ not (?:timestamp|integer)\(\): some values are rejected as \w+\n {4}x: text\(\)\.optional\(\),/,
  );
});

test("JSON that Convex refuses in many rows stays text, and it is said", async () => {
  const plan = await planOf("JSON", [...many(5, (at) => `'{"a":${at}}'`), ...many(5, () => `'{"$set":1}'`)]);
  expect(plan).toMatch(/\/\/ JSON as text: [^\n]*\n {4}x: text\(\{ json: "keep" \}\)\.optional\(\),/);
});
