import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { constant, id, omit } from "../../convex/shared/plan/fields.js";
import { table, type Tables } from "../../convex/shared/plan/table.js";
import { email, text } from "../../convex/shared/plan/valueFields.js";
import type { PlanOptions } from "../../convex/shared/plan/options.js";
import { brief, testFindings } from "./oneTable.js";
import { check, memorySource } from "./support.js";

const people = { columns: ["id", "email"], rows: [["1", "ann@example.com"]] };
const posts = { columns: ["id"], rows: [["1"]] };
const writePosts = { posts: table("posts", { id: id() }) };

const fields = { email: v.optional(v.string()) };

async function findingsOf(
  tables: Tables,
  options: PlanOptions,
  rows: Parameters<typeof memorySource>[0],
): Promise<string[]> {
  const plan = definePlan(tables, options);
  const defined = Object.keys(tables).map((name) => [name, defineTable(fields)] as const);
  const schema = duringCutover(defineSchema(Object.fromEntries(defined)) as never, plan as never);
  const { findings } = await check({ plan, schema, source: memorySource(rows) });
  return findings.filter(({ code }) => code === "users_not_matched").map(brief);
}

test("Supabase's template: profiles without an address are planned, auth.users is not, and nobody would be matched", async () => {
  const rows = { profiles: posts, "auth.users": people };
  const plan = { profiles: table("profiles", { id: id() }) };
  expect(await findingsOf(plan, {}, rows)).toEqual(["warning users_not_matched  1 []"]);
});

test("users whose table is migrated, but not matched", async () => {
  const plan = { members: table("members", { id: id(), email: email() }) };
  expect(await findingsOf(plan, {}, { members: people })).toEqual(["warning users_not_matched  1 []"]);
  const matched = { members: table("members", { id: id(), email: email() }, { match: "email" }) };
  expect(await findingsOf(matched, {}, { members: people })).toEqual([]);
});

test("a plan that says why, or that leaves the table out by name, is not warned", async () => {
  const rows = { posts, subscribers: people };
  const why = { unmatchedUsers: "they never sign in", omit: { subscribers: "a mailing list of another tool" } };
  expect(await findingsOf(writePosts, { omit: why.omit }, rows)).toEqual([]);
  const planned = { ...writePosts, subscribers: table("subscribers", { id: id(), email: email() }) };
  expect(await findingsOf(planned, { unmatchedUsers: why.unmatchedUsers }, rows)).toEqual([
    "info users_not_matched  1 []",
  ]);
  expect(await findingsOf(writePosts, {}, { posts })).toEqual([]);
});

const bcrypt = `$2a$10$${"a".repeat(53)}`;
const accounts = {
  users: table("people", { id: id(), email: email(), hash: omit("in authAccounts") }, { match: "email" }),
  authAccounts: table("people", {
    id: id(),
    email: email().as("providerAccountId"),
    provider: constant("password"),
    hash: text().as("secret"),
  }),
};

test("password hashes that open for nobody are counted by their reason", async () => {
  const plan = definePlan(accounts);
  const schema = duringCutover(
    defineSchema({
      users: defineTable({ email: v.string() }),
      authAccounts: defineTable({ providerAccountId: v.string(), provider: v.string(), secret: v.string() }),
    }),
    plan,
  );
  const hashes = [
    bcrypt,
    "$P$B1234567812345678123456781234567",
    "pbkdf2_sha256$600000$salt$hash",
    "$P$Bx",
    `bcrypt_sha256$${bcrypt}`,
  ];
  const rows = hashes.map((hash, at) => [String(at), `u${at}@example.com`, hash]);
  const source = memorySource({ people: { columns: ["id", "email", "hash"], rows } });
  const { findings } = await check({ plan, schema, source });
  const found = findings.filter(({ code }) => code === "unusable_password");
  expect(found.map(({ count, examples }) => [count, examples])).toEqual([
    [1, ["4"]],
    [1, ["2"]],
    [2, ["1", "3"]],
  ]);
  expect(found.map(({ message }) => message).join()).not.toContain("600000");
});

testFindings({
  "one address in two Unicode forms is two users' address": {
    given: {
      fields: { id: id(), email: email() },
      validators: { email: v.string() },
      options: { match: "email" },
      columns: ["id", "email"],
      rows: [
        ["1", "j\u00fcrgen@example.com"],
        ["2", "ju\u0308rgen@example.com"],
      ],
    },
    found: ["warning case_variant_email things.email 2 [2]", "info untidy_email things.email 1 [2]"],
  },
});
