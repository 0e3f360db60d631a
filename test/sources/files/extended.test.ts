import { v } from "convex/values";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definePlan } from "../../../convex/shared/plan/definePlan.js";
import { id } from "../../../convex/shared/plan/fields.js";
import { table } from "../../../convex/shared/plan/table.js";
import { bytes, json, list, text, timestamp } from "../../../convex/shared/plan/valueFields.js";
import { openFiles } from "../../../scripts/sources/files/files.js";
import { exportPlan } from "../../rows/exportPlan.js";
import { readAll } from "../support.js";
import { FilesFolder } from "./folder.js";

let folder: FilesFolder;
beforeAll(async () => {
  folder = await FilesFolder.make();
});
afterAll(() => folder.remove());

async function readColumn(...values: readonly string[]) {
  const lines = values.map((value, index) => `{"id":${index},"value":${value}}`);
  const source = await openFiles([await folder.write("values.jsonl", `${lines.join("\n")}\n`)]);
  const { rows } = await readAll(source, "values", ["value"]);
  const [described] = await source.tables();
  const type = described!.columns.find(({ name }) => name === "value")!.type;
  return { type, texts: rows.map(({ value }) => value) };
}

const instant = "timestamp with time zone";

test.each([
  ['{"$oid":"65f1a2b3c4d5e6f708192a3b"}', "65f1a2b3c4d5e6f708192a3b", "string"],
  ['{"$numberInt":"-41"}', "-41", "integer"],
  ['{"$numberLong":"9007199254740993"}', "9007199254740993", "bigint"],
  ['{"$numberDouble":"1.0"}', "1.0", "double precision"],
  ['{"$numberDouble":"-Infinity"}', "-Infinity", "double precision"],
  ['{"$numberDecimal":"12345678901234567890.10"}', "12345678901234567890.10", "numeric"],
  ['{"$date":"2024-03-10T10:30:00.123Z"}', "2024-03-10T10:30:00.123Z", instant],
  ['{"$date":"2024-03-10T10:30:00+0100"}', "2024-03-10T10:30:00+0100", instant],
  ['{"$date":{"$numberLong":"-631152000000"}}', "1950-01-01T00:00:00.000Z", instant],
  ['{ "$date" : 1710066600123 }', "2024-03-10T10:30:00.123Z", instant],
  ['{"$binary":{"base64":"AP8=","subType":"00"}}', "\\x00ff", "bytea"],
  ['{"$binary":"AP8=","$type":"00"}', "\\x00ff", "bytea"],
  ['{"$binary":{"base64":"","subType":"00"}}', "\\x", "bytea"],
  ['{"$binary":{"base64":"VQ6EAOKbQdSnFkRmVUQAAA==","subType":"04"}}', "550e8400-e29b-41d4-a716-446655440000", "uuid"],
  ['{"$uuid":"550e8400-e29b-41d4-a716-446655440000"}', "550e8400-e29b-41d4-a716-446655440000", "uuid"],
])("%s is %s, a %s", async (value, expected, type) => {
  expect(await readColumn(value)).toEqual({ type, texts: [expected] });
});

test.each([
  '{"$oid":"not hexadecimal"}',
  '{"$numberLong":"1.5"}',
  '{"$date":"yesterday"}',
  '{"$date":{"$numberLong":"253402300800000"}}',
  '{"$binary":{"base64":"A?8=","subType":"00"}}',
  '{"$oid":"65f1","more":1}',
  '{"$timestamp":{"t":1,"i":2}}',
  '{"$constructor":"x"}',
])("%s stays an object, which no kind takes for a text", async (value) => {
  expect(await readColumn(value)).toMatchObject({ type: "json", texts: [expect.stringMatching(/^\{/)] });
});

test("numbers of several types are of the one that holds them all", async () => {
  expect(await readColumn('{"$numberInt":"1"}', '{"$numberLong":"9007199254740993"}')).toMatchObject({
    type: "bigint",
  });
  expect(await readColumn("1", '{"$numberDouble":"NaN"}')).toMatchObject({ type: "double precision" });
  expect(await readColumn('{"$numberDouble":"1.5"}', '{"$numberDecimal":"1.5"}')).toMatchObject({ type: "numeric" });
  expect(await readColumn('{"$numberInt":"1"}', '"one"')).toMatchObject({ type: "mixed" });
});

test("inside of objects and lists they are JSON's numbers and strings, with every digit", async () => {
  const value =
    '{"a":{"$numberInt":"1"},"b":[{"$oid":"65f1"},{"$date":{"$numberLong":"0"}}],"c":{"d":{"$numberDecimal":"1.10"},"e":{"$numberDouble":"NaN"}},"f":{"$binary":{"base64":"AP8=","subType":"00"}},"g":9007199254740993,"h":"a\\"$b","i":{"$numberLong":"9007199254740993"}}';
  const { texts } = await readColumn(value);
  expect(texts).toEqual([
    '{"a":1,"b":["65f1","1970-01-01T00:00:00.000Z"],"c":{"d":"1.10","e":"NaN"},"f":"AP8=","g":9007199254740993,"h":"a\\"$b","i":9007199254740993}',
  ]);
});

test("a collection moves without a filter: keys, times, bytes and lists of ids", async () => {
  const rows = [
    '{"_id":{"$oid":"65f1"},"at":{"$date":{"$numberLong":"1710066600123"}},"data":{"$binary":{"base64":"AP8=","subType":"00"}},"tags":[{"$oid":"65f2"}],"meta":{"n":{"$numberInt":"3"}},"note":{"$numberInt":"7"}}',
    '{"_id":{"$oid":"65f2"},"at":{"$date":"2024-03-10T10:30:00Z"},"data":{"$binary":{"base64":"","subType":"00"}},"tags":[],"meta":{},"note":{"$binary":{"base64":"AP8=","subType":"00"}}}',
  ];
  const source = await openFiles([await folder.write("notes.json", rows.join("\n"))]);
  const fields = { _id: id(), at: timestamp(), data: bytes(), tags: list(text()), meta: json(v.any()), note: text() };
  const validators = { at: v.number(), data: v.bytes(), tags: v.array(v.string()), meta: v.any(), note: v.string() };
  const { notes } = await exportPlan(definePlan({ notes: table("notes", fields) }), { notes: validators }, source);
  expect(notes!.documents).toEqual([
    {
      legacyId: "65f1",
      at: 1710066600123,
      data: new Uint8Array([0, 255]).buffer,
      tags: ["65f2"],
      meta: { n: 3 },
      note: "7",
    },
  ]);
  expect(notes!.rejected.map(({ key, reasons }) => [key, reasons[0]!.code])).toEqual([["65f2", "blob_value"]]);
});
