import { v } from "convex/values";
import { describe, expect, test } from "vitest";
import { Reject } from "../../../convex/shared/kinds/kind.js";
import { jsonKind } from "../../../convex/shared/kinds/index.js";
import { accepts, rejects, seededRandom } from "./cases.js";

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

describe("values", () => {
  accepts(jsonKind(), [
    ["null", null],
    ["true", true],
    [" false\n", false],
    ["0", 0],
    ["-0", 0],
    ["-0.0", 0],
    ["1.10", 1.1],
    ["1.5e-7", 1.5e-7],
    ["1E+2", 100],
    ["9007199254740992", 9007199254740992],
    ['""', ""],
    ['"a\\"b\\\\c\\/d\\b\\f\\n\\r\\t"', 'a"b\\c/d\b\f\n\r\t'],
    ['"\\u00e9\\u00E9é"', "ééé"],
    ['"\\ud83d\\ude00 😀"', "😀 😀"],
    ['"\\u0000"', "\u0000"],
    ['"\u007f\u0085\u2028"', "\u007f\u0085\u2028"],
    ["[]", []],
    ["{}", {}],
    ["[1, [2, []], {}]", [1, [2, []], {}]],
    ['\t{ "a" : 1 , "b" : [ true , null ] }\r\n', { a: 1, b: [true, null] }],
    ['{"_id": 1, "_x": {"_y": 2}}', { _id: 1, _x: { _y: 2 } }],
    ['{"odd name": 1, "a.b": 2, "a$": 3}', { "odd name": 1, "a.b": 2, a$: 3 }],
    ['{"toString": 1, "constructor": 2}', { toString: 1, constructor: 2 }],
    ['{"2": "b", "1": "a"}', { "1": "a", "2": "b" }],
    ['"{\\"not\\": \\"parsed\\"}"', '{"not": "parsed"}'],
  ]);
  accepts(jsonKind(), [
    [nested(14), JSON.parse(nested(14))],
    [`[${"0,".repeat(8191)}0]`, Array.from({ length: 8192 }, () => 0)],
  ]);
  rejects(
    jsonKind(),
    [
      "",
      " ",
      "nul",
      "nulll",
      "True",
      "undefined",
      "NaN",
      "Infinity",
      "-",
      "+1",
      "01",
      "1.",
      ".5",
      "1e",
      "0x1",
      "1_0",
      "'a'",
      '"a',
      '"a\\"',
      '"\\x41"',
      '"\\u12"',
      '"\\u12G4"',
      '"tab\there"',
      '"new\nline"',
      "[",
      "]",
      "[1",
      "[1,]",
      "[,1]",
      "[1 2]",
      "{",
      "}",
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      "{a:1}",
      '{"a":1 "b":2}',
      "{1:2}",
      "1 2",
      "[] []",
      "// c\n1",
      "\ufeff1",
      '{"a": "say ""hi"""}',
    ].map((text) => [text, "json"] as const),
  );
});

describe("numbers", () => {
  rejects(jsonKind(), [
    ["9007199254740993", "unsafe_number"],
    ['{"a": [1, 9007199254740993]}', "unsafe_number"],
    ["0.12345678901234567890", "unsafe_number"],
    ["1e400", "unsafe_number"],
    ["-1e400", "unsafe_number"],
    ["1e999999999", "unsafe_number"],
  ]);
  accepts(jsonKind(v.any(), { numbers: "nearest" }), [
    ["9007199254740993", 9007199254740992],
    ["[0.12345678901234567890]", [0.12345678901234568]],
  ]);
  rejects(jsonKind(v.any(), { numbers: "nearest" }), [["1e400", "unsafe_number"]]);
  accepts(jsonKind(v.any(), { numbers: "text" }), [
    ["[9007199254740993, 5, 1.10]", ["9007199254740993", 5, 1.1]],
    ["1e400", "1e400"],
  ]);
});

describe("fields", () => {
  rejects(jsonKind(), [
    ['{"a": 1, "a": 1}', "duplicate_key"],
    ['{"a": 1, "\\u0061": 2}', "duplicate_key"],
    ['{"x": {"a": 1, "b": 2, "a": 3}}', "duplicate_key"],
    ['{"": 1}', "field_name"],
    ['{"$set": 1}', "field_name"],
    ['{"a": [{"$integer": "x"}]}', "field_name"],
    ['{"naïve": 1}', "field_name"],
    ['{"tab\\t": 1}', "field_name"],
    ['{"\\u0000": 1}', "field_name"],
    ['{"\\u007f": 1}', "field_name"],
    ['{"__proto__": {"admin": true}}', "field_name"],
    [`{"${"k".repeat(1025)}": 1}`, "field_name"],
    ['"\\ud800"', "surrogate"],
    ['{"a": "\\udc00x"}', "surrogate"],
    ['{"\\ud800": 1}', "surrogate"],
    [nested(15), "too_deep"],
    ["[".repeat(1_000_000), "too_deep"],
    ['{"a":'.repeat(1_000_000), "too_deep"],
    [`[${"0,".repeat(8192)}0]`, "too_long"],
    [`{${Array.from({ length: 1025 }, (_, index) => `"k${index}":0`).join(",")}}`, "too_many_fields"],
  ]);
  const renaming = jsonKind(v.any(), { keys: (key) => key.replace(/^\$/, "").replace(/\s/g, "_") });
  accepts(renaming, [['{"$set": {"First Name": 1}, "a": 2}', { set: { First_Name: 1 }, a: 2 }]]);
  rejects(renaming, [
    ['{"$a": 1, "a": 2}', "duplicate_key"],
    ['{"$$a": 1}', "field_name"],
    ['{"$": 1}', "field_name"],
  ]);
  rejects(
    jsonKind(v.any(), {
      keys: () => {
        throw new Error("secret");
      },
    }),
    [['{"a": 1}', "field_name"]],
  );
  accepts(jsonKind(v.any(), { null: "omit" }), [
    ['{"a": null, "b": [null, {"c": null}]}', { b: [null, {}] }],
    ["null", null],
  ]);
  rejects(jsonKind(v.any(), { null: "omit" }), [['{"a": null, "a": 1}', "duplicate_key"]]);

  test.each([
    ['{"a": [0, {"b c": 9007199254740993}]}', 'at a[1]["b c"]: '],
    ['{"a": {"b": 1, "b": 2}}', "at a.b: "],
    ['{"a": {"$b": 1}}', "at a.$b: "],
    ['{"a": ["\\ud800"]}', "at a[0]: "],
  ])("%s is rejected with its path", (text, start) => {
    expect(jsonKind().convert(text)).toMatchObject({ message: expect.stringContaining(start) });
  });
});

describe("shape", () => {
  const settings = jsonKind(
    v.object({ theme: v.union(v.literal("dark"), v.literal("light")), size: v.optional(v.number()) }),
  );
  accepts(settings, [
    ['{"theme": "dark"}', { theme: "dark" }],
    ['{"theme": "light", "size": 12}', { theme: "light", size: 12 }],
  ]);
  rejects(settings, [
    ['{"theme": "blue"}', "shape"],
    ['{"theme": "dark", "size": null}', "shape"],
    ['{"theme": "dark", "extra": 1}', "shape"],
    ["{}", "shape"],
    ["[]", "shape"],
    ["null", "shape"],
  ]);
  accepts(jsonKind(v.object({ size: v.optional(v.number()) }), { null: "omit" }), [['{"size": null}', {}]]);

  test("the message says where and what", () => {
    expect(settings.convert('{"theme": "dark", "size": "12"}')).toMatchObject({
      message: "at size: expected a number, found a string",
    });
    expect(settings.convert("[]")).toMatchObject({ message: "expected an object, found an array" });
  });
});

test("any JSON that JSON.stringify prints is read like JSON.parse does", () => {
  const random = seededRandom(7);
  const make = (depth: number): unknown => {
    const choice = random(depth > 4 ? 5 : 7);
    if (choice === 0) return null;
    if (choice === 1) return random(2) === 1;
    if (choice === 2) return (random(2 ** 32) - 2 ** 31) / 1000;
    if (choice <= 4)
      return Array.from({ length: random(6) }, () => ["a", '"', "\\", "\n", "\u0000", "é", "😀", "/"][random(8)]).join(
        "",
      );
    if (choice === 5) return Array.from({ length: random(4) }, () => make(depth + 1));
    return Object.fromEntries(Array.from({ length: random(4) }, (_, index) => [`k${index}`, make(depth + 1)]));
  };
  for (let round = 0; round < 2000; round++) {
    const value = make(0);
    expect(jsonKind().convert(JSON.stringify(value, null, random(3)))).toStrictEqual(value);
  }
});

test("twenty million characters in one string are no problem", () => {
  const long = "x".repeat(20_000_000);
  const value = jsonKind().convert(`{"a": "${long}"}`);
  expect(value instanceof Reject).toBe(false);
});
