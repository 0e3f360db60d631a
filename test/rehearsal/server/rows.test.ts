import { describe, expect, test } from "vitest";
import type { Value } from "convex/values";
import { renderExported } from "../../../scripts/rehearsal/server/exports.js";
import { toDocument } from "../../../scripts/rehearsal/server/import/documents.js";
import { parseLines } from "../../../scripts/rehearsal/server/import/files.js";
import { parseJson } from "../../../scripts/rehearsal/server/import/json.js";
import { toConvexValue, type Encoding } from "../../../scripts/rehearsal/server/import/values.js";

function read(text: string, encoding: Encoding): Value {
  return toConvexValue(parseJson(text), encoding);
}

describe("numbers", () => {
  test.each<[text: string, float: number, uniform: number | bigint]>([
    ["0", 0, 0n],
    ["-0", -0, -0],
    ["-0.0", -0, -0],
    ["1", 1, 1n],
    ["-1", -1, -1n],
    ["1.0", 1, 1],
    ["1e3", 1000, 1000],
    ["1E-2", 0.01, 0.01],
    ["9007199254740993", 9007199254740992, 9007199254740993n],
    ["9223372036854775807", 2 ** 63, 9223372036854775807n],
    ["-9223372036854775808", -(2 ** 63), -9223372036854775808n],
    ["9223372036854775808", 2 ** 63, 2 ** 63],
    ["1700000000000.5", 1700000000000.5, 1700000000000.5],
  ])("%s", (text, float, uniform) => {
    expect(read(text, "float")).toBe(float);
    expect(read(text, "uniform")).toBe(uniform);
  });

  test.each(["01", "+1", ".5", "1.", "1e", "0x1", "NaN", "Infinity", "-", "1e400", "1_000"])(
    "%s is no number",
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );

  test.each<[value: Value, text: string]>([
    [1n, "1"],
    [1, "1.0"],
    [-0, "-0.0"],
    [0.1, "0.1"],
    [1e21, "1e+21"],
    [1700000000000, "1700000000000.0"],
    [Number.POSITIVE_INFINITY, '{"$float":"AAAAAAAA8H8="}'],
    [-9223372036854775808n, "-9223372036854775808"],
  ])("%s is exported as %s and read again", (value, text) => {
    expect(renderExported(value)).toBe(text);
    expect(read(text, "uniform")).toBe(value);
  });
});

describe("JSON", () => {
  test.each<[text: string, value: Value]>([
    ['"\\u00fc\\n\\ud83d\\ude00"', "ü\n😀"],
    ['{"a":1,"a":2}', { a: 2 }],
    [" [ 1 , [ ] , { } , true , null ] \r", [1, [], {}, true, null]],
  ])("%s", (text, value) => {
    expect(read(text, "float")).toEqual(value);
  });

  test.each([
    ["", "EOF"],
    ["{", "key must be a string"],
    ["[1,]", "expected value"],
    ['{"a" 1}', "expected `:`"],
    ['{"a":1 "b"', "expected `,` or `}`"],
    ["[1 2]", "expected `,` or `]`"],
    ["nul", "expected ident"],
    ["1 2", "trailing characters"],
    ['"a', "EOF while parsing a string"],
    ['"a\tb"', "control character"],
    ['"\\x"', "invalid escape"],
    ['"\\u12"', "invalid unicode escape"],
    ['"\\ud800"', "lone surrogate"],
    ['"\\udc00\\ud800"', "lone surrogate"],
    ["[".repeat(200), "recursion limit"],
  ])("%s is refused", (text, problem) => {
    expect(() => parseJson(text)).toThrow(problem);
  });

  test.each([
    ["invalid UTF-8", Buffer.from([0x22, 0xff, 0x22]), "not valid UTF-8"],
    ["a byte order mark", Buffer.from('\ufeff{"a":1}'), "byte order mark"],
    ["a blank line at the end", Buffer.from("{}\n\n"), "Row 2 is not valid JSON"],
    ["a line with spaces", Buffer.from("{}\n  \n{}"), "Row 2 is not valid JSON"],
  ])("%s is refused", (_, bytes, problem) => {
    expect(() => parseLines(bytes)).toThrow(problem);
  });

  test.each([
    ["", 0],
    ["{}", 1],
    ["{}\n", 1],
    ["{}\r\n{}\r\n", 2],
  ])("%j holds %d rows", (text, rows) => {
    expect(parseLines(Buffer.from(text))).toHaveLength(rows);
  });
});

function nested(levels: number): string {
  return `{"a":`.repeat(levels) + "1" + "}".repeat(levels);
}

function fields(count: number): string {
  return `{${Array.from({ length: count }, (_, index) => `"f${index}":1`).join(",")}}`;
}

function document(text: string, encoding: Encoding = "uniform"): unknown {
  return toDocument(parseJson(text), 3, { table: "notes", encoding, validator: undefined });
}

describe("documents Convex refuses", () => {
  test.each([
    ["[]", "expected an object"],
    ["1", "expected an object"],
    ['{"$integer":"AQAAAAAAAAA="}', "expected an object"],
    ['{"$a":1}', "starts with '$'"],
    ['{"a":{"$b":1,"c":2}}', "starts with '$'"],
    ['{"a":{"$integer":"AQAAAAAAAAA=","b":1}}', "starts with '$'"],
    ['{"":1}', "cannot be empty"],
    ['{"straße":1}', "ASCII"],
    ['{"a\\u0007":1}', "ASCII"],
    ['{"a\\u007f":1}', "ASCII"],
    ['{"_hidden":1}', "starts with '_'"],
    [`{"${"a".repeat(65)}":1}`, "longer than 64"],
    [`{"a":{"${"a".repeat(1025)}":1}}`, "too long"],
    ['{"_id":1}', "_id must be a string"],
    ['{"_id":"j575a3m403h9pgemmwb48sjn8g000p41"}', "official backend"],
    ['{"_id":"12users"}', 'belongs to table "users"'],
    ['{"_creationTime":1700000000000}', "must be a Float64"],
    ['{"_creationTime":0.0}', "more than 0"],
    ['{"_creationTime":9007199254740992.0}', "less than 2^53"],
    ['{"a":{"$float":"AAAAAAAA8D8="}}', "should be encoded as a number"],
    ['{"a":{"$integer":5}}', "base64"],
    [fields(1025), "too many fields"],
    [`{"a":[${Array.from({ length: 8193 }, () => "0").join(",")}]}`, "too many items"],
    [nested(17), "too nested"],
    [`{"a":"${"x".repeat(1 << 20)}"}`, "too large"],
  ])("%.60s", (text, problem) => {
    expect(() => document(text)).toThrow(new RegExp(`^Row 3 .*${problem.replace(/[$^]/g, "\\$&")}`));
  });

  test("JSONLines knows no tagged values", () => {
    expect(() => document('{"a":{"$integer":"AQAAAAAAAAA="}}', "float")).toThrow("starts with '$'");
  });

  test.each([nested(16), fields(1024), '{"_id":"12notes","_creationTime":1.5}', '{"a":{"_b":1,"c d":2}}'])(
    "%.60s is accepted",
    (text) => {
      expect(document(text)).toBeTypeOf("object");
    },
  );
});
