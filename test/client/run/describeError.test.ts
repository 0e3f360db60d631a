import { convexTest } from "convex-test";
import { defineSchema, defineTable } from "convex/server";
import { convexToJson, v, type Value, type ValidatorJSON } from "convex/values";
import { expect, test } from "vitest";
import { describeError, readMessage } from "../../../convex/client/run/refuse.js";
import { findMismatch } from "../../../scripts/rehearsal/server/schemaCheck.js";

const hash = "$2b$10$abcdefghijklmnopqrstuv";

const failedWrite =
  'Failed to insert or update a document in table "authAccounts" because it does not match the schema: ';

/** What a function of the app meets. */
async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return describeError(error);
  }
  throw new Error("nothing failed");
}

test("a document that does not match the schema put its password hash into the issue", () => {
  const message = `${failedWrite}Object contains extra field \`mobile\` that is not in the validator.

Object: {mobile: "1", provider: "password", secret: "${hash}"}
Validator: v.object({provider: v.string(), secret: v.optional(v.string())})`;
  expect(describeError(new Error(`Uncaught Error: ${message}\n    at patch (../convex/users.ts:1:2)`))).toBe(
    `${failedWrite}Object contains extra field \`mobile\` that is not in the validator.`,
  );
  expect(readMessage(JSON.stringify({ code: "x", message }))).not.toContain(hash);
});

test("a value that does not match the schema is not in the issue, its path is", () => {
  const validator = (v.object({ secret: v.int64() }) as unknown as { json: ValidatorJSON }).json;
  const mismatch = findMismatch(validator, { secret: hash })!;
  expect(mismatch).toContain(hash);
  expect(describeError(new Error(failedWrite + mismatch))).toBe(
    `${failedWrite}Value does not match validator.\nPath: .secret`,
  );
});

test("what Convex cannot hold is named by its path, without the document around it", async () => {
  const document = { secret: hash, lines: [{ at: new Date(0) as unknown as Value }] };
  expect(await failureOf(() => convexToJson(document))).toBe(
    "A value is not a supported Convex type (present at path .lines[0].at)",
  );
  const withUndefined = { secret: hash, lines: [{ at: [undefined as unknown as Value] }] };
  expect(await failureOf(() => convexToJson(withUndefined))).toBe(
    "undefined is not a valid Convex value (present at path .lines[0].at[0])",
  );
});

test("what the rehearsal deployment says of a value is without the value", async () => {
  const schema = defineSchema({ accounts: defineTable({ secret: v.number() }) });
  const t = convexTest({ schema, modules: { "convex/_generated/api.js": async () => await Promise.resolve({}) } });
  const write = async (secret: Value) =>
    await t.run(async ({ db }) => await db.insert("accounts", { secret } as unknown as { secret: number }));
  expect(await failureOf(async () => await write(hash))).toBe("Validator error: Expected `number`");
});

test("an error of the app that speaks of an object stays whole", () => {
  const message = "Object is missing: a trigger of the app refuses the Value it got";
  expect(describeError(new Error(message))).toBe(message);
});
