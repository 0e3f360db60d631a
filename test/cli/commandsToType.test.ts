import { expect, test } from "vitest";
import { commandsToType } from "../../scripts/cli/resumeLine.js";

const options = { plan: "convex/plan.ts", source: "dump.sql" };
const secret = { ...options, source: "postgres://user:s3cret@localhost/shop" };

test.each([
  [options, ["check"], [], "npx cutover check dump.sql"],
  [options, ["codegen", "check"], [], "npx cutover codegen && npx cutover check dump.sql"],
  [options, ["check"], ["do this"], "do this, then: npx cutover check dump.sql"],
  [{ ...options, plan: "app/plan.ts", source: null }, ["codegen"], [], "npx cutover codegen --plan app/plan.ts"],
  [
    secret,
    ["check"],
    ["read it"],
    "read it, put the source into .env.local as CUTOVER_SOURCE, then: npx cutover check",
  ],
])("what comes next can be typed as it is printed: %j %j", (given, names, first, line) => {
  expect(commandsToType(given, names, first)).toBe(line);
});
