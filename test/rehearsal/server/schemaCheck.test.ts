import { expect, test } from "vitest";
import { v, type GenericValidator, type Value, type ValidatorJSON } from "convex/values";
import { findMismatch } from "../../../scripts/rehearsal/server/schemaCheck.js";

/** The form a schema keeps its validators in; the types leave it out. */
function jsonOf(validator: GenericValidator): ValidatorJSON {
  return (validator as unknown as { json: ValidatorJSON }).json;
}

const user = v.object({ name: v.string(), age: v.optional(v.float64()) });

test.each<[validator: GenericValidator, value: Value]>([
  [v.null(), null],
  [v.int64(), 1n],
  [v.float64(), 1],
  [v.bytes(), new ArrayBuffer(2)],
  [v.any(), { $: 1 }],
  [v.literal(3n), 3n],
  [v.id("users"), "10001users"],
  [v.array(v.string()), []],
  [v.record(v.string(), v.int64()), { "a b": 1n }],
  [v.union(v.string(), v.null()), null],
  [user, { name: "A" }],
  [user, { name: "A", age: 1 }],
])("accepts case %#", (validator, value) => {
  expect(findMismatch(jsonOf(validator), value)).toBeUndefined();
});

test.each<[validator: GenericValidator, value: Value, message: string]>([
  [v.int64(), 1, "Validator: v.int64()"],
  [v.float64(), 1n, "Value: 1n"],
  [v.string(), null, "Value: null"],
  [v.bytes(), "AA==", "Validator: v.bytes()"],
  [v.literal("a"), "b", 'v.literal("a")'],
  [v.id("users"), "10001cases", 'from table `cases`, which does not match `v.id("users")`'],
  [v.id("users"), "nonsense", 'Validator: v.id("users")'],
  [v.array(v.string()), ["a", 1], "Path: [1]"],
  [v.array(v.string()), {}, "Validator: v.array(v.string())"],
  [v.record(v.string(), v.int64()), { a: 1 }, "Path: .a"],
  [v.record(v.id("users"), v.int64()), { a: 1n }, "Path: .a"],
  [v.union(v.string(), v.null()), 1, "v.union(v.string(), v.null())"],
  [v.union(user, v.null()), { name: 1 }, "Path: .name"],
  [user, {}, "missing the required field `name`"],
  [user, { name: "A", age: null }, "Path: .age"],
  [user, { name: "A", email: "a@x.com" }, "extra field `email`"],
  [user, { name: "A", constructor: "x" }, "extra field `constructor`"],
  [user, [], "Value: []"],
])("refuses case %#: $2", (validator, value, message) => {
  expect(findMismatch(jsonOf(validator), value)).toContain(message);
});
