import { v, type GenericValidator, type Value } from "convex/values";
import { describe, expect, test } from "vitest";
import { compileValidator, findMismatch, validatorJson } from "../../../convex/shared/document/validate.js";

const bytes = new ArrayBuffer(1);
const settings = v.object({ theme: v.string(), size: v.optional(v.number()) });

const fitting: [name: string, GenericValidator, Value][] = [
  ["null", v.null(), null],
  ["a number", v.number(), 1.5],
  ["a special number", v.float64(), Number.NaN],
  ["an int64", v.int64(), 5n],
  ["a boolean", v.boolean(), false],
  ["a string", v.string(), ""],
  ["an id", v.id("users"), "anything"],
  ["bytes", v.bytes(), bytes],
  ["anything", v.any(), { a: [1n, bytes, null] }],
  ["a text literal", v.literal("a"), "a"],
  ["a number literal", v.literal(1), 1],
  ["an int64 literal", v.literal(1n), 1n],
  ["a boolean literal", v.literal(false), false],
  ["an empty array", v.array(v.string()), []],
  ["an array", v.array(v.string()), ["a"]],
  ["an object", settings, { theme: "dark", size: 1 }],
  ["an object without its optional field", settings, { theme: "dark" }],
  ["an object whose optional field is undefined", settings, { theme: "dark", size: undefined }],
  ["an object with an unknown field that is undefined", settings, { theme: "dark", other: undefined }],
  ["a record", v.record(v.string(), v.number()), { a: 1, "b c": 2 }],
  ["an empty record", v.record(v.id("users"), v.number()), {}],
  ["a union's first", v.union(v.string(), v.null()), "a"],
  ["a union's last", v.union(v.string(), v.null()), null],
  ["a union of objects", v.union(settings, v.object({ kind: v.literal("b") })), { kind: "b" }],
];

test.each(fitting)("%s fits", (_, validator, value) =>
  expect(findMismatch(validatorJson(validator), value)).toBeNull(),
);

const breaking: [GenericValidator, Value | undefined, path: string, expected: string, found: string][] = [
  [v.null(), undefined, "", "null", "nothing"],
  [v.any(), undefined, "", "any value", "nothing"],
  [v.number(), 5n, "", "a number", "an int64"],
  [v.int64(), 5, "", "an int64", "a number"],
  [v.number(), "5", "", "a number", "a string"],
  [v.number(), null, "", "a number", "null"],
  [v.string(), ["a"], "", "a string", "an array"],
  [v.string(), {}, "", "a string", "an object"],
  [v.bytes(), [1], "", "bytes", "an array"],
  [v.boolean(), 1, "", "a boolean", "a number"],
  [v.id("users"), 1, "", 'an id of "users"', "a number"],
  [v.literal("a"), "b", "", '"a"', '"b"'],
  [v.literal(1), 1n, "", "1", "1n"],
  [v.literal(1n), 1, "", "1n", "1"],
  [v.literal("a"), undefined, "", '"a"', "nothing"],
  [v.array(v.string()), {}, "", "an array", "an object"],
  [v.array(v.string()), ["a", 1], "[1]", "a string", "a number"],
  [settings, [], "", "an object", "an array"],
  [settings, bytes, "", "an object", "bytes"],
  [settings, null, "", "an object", "null"],
  [settings, {}, "theme", "a string", "nothing"],
  [settings, { theme: "a", size: null }, "size", "a number", "null"],
  [settings, { theme: "a", other: 1 }, "other", "no field of this name", "a number"],
  [settings, { theme: "a", toString: 1 }, "toString", "no field of this name", "a number"],
  [v.object({ toString: v.string() }), {}, "toString", "a string", "nothing"],
  [v.record(v.string(), v.number()), { a: 1, "b c": "2" }, '["b c"]', "a number", "a string"],
  [v.record(v.string(), v.number()), [], "", "an object", "an array"],
  [v.object({ a: v.array(settings) }), { a: [{ theme: "a" }, { theme: 1 }] }, "a[1].theme", "a string", "a number"],
  [v.array(v.array(v.number())), [[1], [2, "x"]], "[1][1]", "a number", "a string"],
  [v.union(v.literal("a"), v.literal("b")), "c", "", 'one of: "a", "b"', '"c"'],
  [v.union(v.string(), v.null()), 1, "", "one of: a string, null", "a number"],
  [v.union(settings, v.null()), { theme: 1 }, "theme", "a string", "a number"],
  [v.object({ s: v.union(settings, v.null()) }), { s: { theme: 1 } }, "s.theme", "a string", "a number"],
  [v.union(settings, v.object({ kind: v.string() })), { a: 1 }, "", "any of the union's objects", "an object"],
  [v.union(), 1, "", "nothing at all", "a number"],
];

describe("what does not fit is named by path, expectation and finding", () => {
  test.each(breaking)("%#", (validator, value, path, expected, found) => {
    expect(findMismatch(validatorJson(validator), value)).toStrictEqual({ path, expected, found });
  });
});

test("a path given to the check comes first", () => {
  expect(findMismatch(validatorJson(settings), { theme: 1 }, "users")).toMatchObject({ path: "users.theme" });
});

const isId = (text: string, table: string): boolean => text.startsWith(`${table}:`);

test("ids can be checked by the caller, keys of records too", () => {
  const one = compileValidator(validatorJson(v.id("users")), { isId });
  expect(one("users:1")).toBeNull();
  expect(one("teams:1")).toMatchObject({ expected: 'an id of "users"', found: "a string" });
  const record = compileValidator(validatorJson(v.record(v.id("users"), v.null())), { isId });
  expect(record({ "users:1": null })).toBeNull();
  expect(record({ "teams:1": null })).toMatchObject({ path: '["teams:1"]' });
});
