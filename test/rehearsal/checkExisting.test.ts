import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { CutoverError } from "../../scripts/errors.js";
import { checkExisting } from "../../scripts/rehearsal/checkExisting.js";

const tables = {
  users: defineTable({ email: v.string(), phone: v.optional(v.string()) }),
  notes: defineTable({ title: v.string(), userId: v.optional(v.id("users")) }),
};
const schema = defineSchema(tables);

const ids = { users: "00000000000000000000005000000000users", notes: "00000000000000000000005000000001notes" };

function lines(table: keyof typeof ids, ...documents: object[]): [string, string[]] {
  const system = { _id: ids[table], _creationTime: 1_700_000_000_000.5 };
  return [table, documents.map((fields) => JSON.stringify({ ...system, ...fields }))];
}

function faultsOf(...found: [string, string[]][]) {
  try {
    checkExisting(new Map(found), "target", schema);
    return [];
  } catch (error) {
    return error instanceof CutoverError ? error.faults : [{ what: String(error), where: "nowhere" }];
  }
}

test("an existing document that the schema refuses came to light at the deploy only", () => {
  const [fault, ...others] = faultsOf(
    lines("users", { email: "a@example.com" }, { email: "b@example.com", role: "x" }),
  );
  expect(fault?.what).toContain("Convex would refuse to deploy convex/schema.ts");
  expect(fault?.what).toContain("extra field `role`");
  expect(fault?.where).toBe("target/users.jsonl:2");
  expect(others).toEqual([]);
});

test("every table that does not fit is named, with its first document", () => {
  const faults = faultsOf(
    lines("users", { email: null }, { email: 7 }),
    lines("notes", { title: "a", userId: ids.users }, { title: "b", userId: ids.notes }),
  );
  expect(faults.map(({ where }) => where)).toEqual(["target/users.jsonl:1", "target/notes.jsonl:2"]);
});

test("what fits passes, and a table that the schema does not know", () => {
  const fitting = lines("notes", { title: "a", userId: ids.users }, { title: "b" });
  expect(faultsOf(fitting, ["presence", ['{"_id":"1presence","_creationTime":1,"any":"thing"}']])).toEqual([]);
});

test("without schema validation a deploy checks nothing", () => {
  const loose = defineSchema(tables, { schemaValidation: false });
  expect(() => checkExisting(new Map([lines("users", { email: 7 })]), "target", loose)).not.toThrow();
});
