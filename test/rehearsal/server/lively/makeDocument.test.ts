import { v, type GenericValidator, type ValidatorJSON } from "convex/values";
import { expect, test } from "vitest";
import {
  CannotMake,
  makeDocument,
  referredIds,
  textFields,
} from "../../../../scripts/rehearsal/server/lively/makeDocument.js";
import { findMismatch } from "../../../../scripts/rehearsal/server/schemaCheck.js";

function jsonOf(validator: GenericValidator): ValidatorJSON {
  return (validator as unknown as { json: ValidatorJSON }).json;
}

let texts = 0;
const ingredients = {
  text: () => `text ${String(texts++)}`,
  findId: (table: string) => (table === "users" ? "10001users" : null),
};

test.each<[validator: GenericValidator]>([
  [v.object({})],
  [v.any()],
  [v.object({ name: v.string(), age: v.float64(), cents: v.int64(), isOpen: v.boolean() })],
  [v.object({ photo: v.bytes(), tags: v.array(v.string()), labels: v.record(v.string(), v.string()) })],
  [v.object({ status: v.union(v.literal("open"), v.literal(3n)), nothing: v.null() })],
  [v.object({ user: v.id("users"), other: v.optional(v.id("nowhere")) })],
  [v.object({ other: v.union(v.id("nowhere"), v.null()) })],
  [v.object({ inner: v.object({ user: v.id("users"), list: v.array(v.id("nowhere")) }) })],
  [v.union(v.object({ kind: v.literal("a"), at: v.id("nowhere") }), v.object({ kind: v.literal("b") }))],
])("case %#: the document is valid", (validator) => {
  expect(findMismatch(jsonOf(validator), makeDocument(jsonOf(validator), ingredients))).toBeUndefined();
});

test("what is optional is left out: it may be a field that only the migration writes", () => {
  const validator = v.object({ title: v.string(), legacyId: v.optional(v.string()) });
  expect(Object.keys(makeDocument(jsonOf(validator), ingredients))).toEqual(["title"]);
});

test.each<[validator: GenericValidator]>([
  [v.object({ at: v.id("nowhere") })],
  [v.object({ inner: v.object({ at: v.union(v.id("nowhere"), v.id("_storage")) }) })],
])("case %#: without a document to refer to there is none, and the table is named", (validator) => {
  expect(() => makeDocument(jsonOf(validator), ingredients)).toThrow(CannotMake);
  expect(() => makeDocument(jsonOf(validator), ingredients)).toThrow(/there is no document of "(?:nowhere|_storage)"/);
});

test("texts that may be changed are those that are nothing but a text", () => {
  const validator = v.object({
    name: v.string(),
    note: v.optional(v.string()),
    status: v.union(v.literal("open"), v.literal("closed")),
    user: v.id("users"),
  });
  expect(textFields(jsonOf(validator))).toEqual(["name", "note"]);
});

test("what a document refers to is found where it is nested, too", () => {
  const validator = v.object({ user: v.id("users"), inner: v.object({ other: v.union(v.id("users"), v.null()) }) });
  const found = referredIds(jsonOf(validator), { user: "1users", inner: { other: "2users" } });
  expect(found).toEqual(["1users", "2users"]);
});
