import type { Value } from "convex/values";
import { describe, expect, test } from "vitest";
import { decodeDocument, joinFields, splitFields } from "../../../scripts/rows/write/documentLines.js";
import { encodeDocument, NeedsZipError } from "../../../scripts/rows/write/encode.js";

const bytes = new Uint8Array([0, 255, 16]).buffer;

const carried: [name: string, value: Value, jsonl: string | null, zip: string][] = [
  ["an integer is a float", 5, "5", "5.0"],
  ["zero", 0, "0", "0.0"],
  ["negative zero", -0, "-0", "-0.0"],
  ["a fraction", 0.1, "0.1", "0.1"],
  ["a large float keeps its exponent", 1e21, "1e+21", "1e+21"],
  ["the largest safe integer", 2 ** 53 - 1, "9007199254740991", "9007199254740991.0"],
  ["an int64", 8500050n, null, "8500050"],
  ["an int64 beyond 2^53", 9007199254740993n, null, "9007199254740993"],
  ["the smallest int64", -(2n ** 63n), null, "-9223372036854775808"],
  ["NaN", Number.NaN, null, '{"$float":"AAAAAAAA+H8="}'],
  ["minus infinity", Number.NEGATIVE_INFINITY, null, '{"$float":"AAAAAAAA8P8="}'],
  ["bytes", bytes, null, '{"$bytes":"AP8Q"}'],
  ["text with everything", 'a"b\\c\n\t\u2028😀', '"a\\"b\\\\c\\n\\t\u2028😀"', '"a\\"b\\\\c\\n\\t\u2028😀"'],
  ["text that looks like a number", "007", '"007"', '"007"'],
  ["nested", { a: [1, "2", { b: null }] }, '{"a":[1,"2",{"b":null}]}', '{"a":[1.0,"2",{"b":null}]}'],
];

function plainOrNeedsZip(value: Value): string {
  try {
    return encodeDocument({ field: value }, "jsonl");
  } catch (error) {
    if (error instanceof NeedsZipError) return "needs a ZIP";
    throw error;
  }
}

describe("encodeDocument", () => {
  test.each(carried)("%s", (_name, value, jsonl, zip) => {
    expect(encodeDocument({ field: value }, "zip")).toBe(`{"field":${zip}}`);
    expect(plainOrNeedsZip(value)).toBe(jsonl === null ? "needs a ZIP" : `{"field":${jsonl}}`);
  });

  test("undefined fields are left out", () => {
    expect(encodeDocument({ a: undefined, b: 1 }, "jsonl")).toBe('{"b":1}');
  });

  test.each(carried)("a uniform line gives back what was written: %s", (_name, value) => {
    expect(decodeDocument(encodeDocument({ field: value }, "zip"), "zip")).toStrictEqual({ field: value });
  });
});

describe("splitFields", () => {
  const lines = [
    "{}",
    '{"a":1}',
    '{"a":9007199254740993,"b":1.10}',
    '{"a":"x,y}\\"{","b":{"c":[1,{"d":"]"}]},"e":[]}',
    '{"quote\\"d":null,"":true}',
    '{"_id":"j57","_creationTime":1700000000000.0,"text":"\\\\"}',
  ];

  test.each(lines)("changes no digit of %s", (line) => {
    expect(joinFields(splitFields(line))).toBe(line);
  });

  test("a field left out leaves the others as they were", () => {
    const fields = splitFields('{"a":9007199254740993,"b":{"c":1.10},"d":"x"}');
    fields.delete("b");
    expect(joinFields(fields)).toBe('{"a":9007199254740993,"d":"x"}');
  });
});
