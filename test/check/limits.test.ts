import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { expect, test } from "vitest";
import { definePlan, duringCutover, id, ref, table, text } from "../../convex/client/index.js";
import { exitOf } from "../../scripts/check/grade.js";
import { findUnvalidated } from "../../scripts/check/final/finalSchema.js";
import type { Forecast } from "../../scripts/check/forecast.js";
import { checkSchemaLimits, findConsumption } from "../../scripts/check/limits.js";
import type { CheckedTable } from "../../scripts/check/tableCheck.js";
import { isSelfHosted } from "../../scripts/deployment/deployment.js";

const plan = definePlan({
  notes: table("n", { id: id(), body: text(), note_id: ref("notes") }),
});

/** With this many indexes of its own; `duringCutover` adds one by the legacy key. */
function schemaOf(own: number, { search = 0, schemaValidation = true } = {}) {
  let notes = defineTable({ body: v.string(), noteId: v.id("notes") });
  for (let n = 0; n < own; n++) notes = notes.index(`own${n}`, ["body"]);
  for (let n = 0; n < search; n++) notes = notes.searchIndex(`search${n}`, { searchField: "body" });
  return duringCutover(defineSchema({ notes }, { schemaValidation }), plan as never);
}

const found = (own: number, options = {}) => {
  const findings = checkSchemaLimits({ schema: schemaOf(own, options), plan });
  return findings.map(
    ({ code, level, table: name = "", message }) => `${level} ${code} ${name} ${/\d+/.exec(message)?.[0] ?? ""}`,
  );
};

test.each<[own: number, options: { search?: number }, findings: string[]]>([
  [31, {}, []],
  [32, {}, ["warning too_many_indexes notes 33"]],
  [29, { search: 3 }, ["warning too_many_indexes notes 33"]],
  [63, {}, ["warning too_many_indexes notes 64"]],
  [64, {}, ["loss too_many_indexes notes 65"]],
])("a table full of indexes was found out when the schema was deployed: %d of its own %j", (own, options, findings) => {
  expect(found(own, options)).toEqual(findings);
});

test("a schema that Convex refuses for sure is a fault of the configuration", () => {
  const findings = checkSchemaLimits({ schema: schemaOf(64), plan });
  expect(exitOf({ findings }, false)).toBe(1);
});

test("without schema validation a deploy proves nothing, and nobody said so", () => {
  expect(found(0, { schemaValidation: false })).toEqual(["info schema_not_validated  "]);
  expect(findUnvalidated(schemaOf(0, { schemaValidation: false }) as never)[0]).toMatchObject({ level: "note" });
  expect(findUnvalidated(schemaOf(0) as never)).toEqual([]);
});

const tables = [{ table: "notes", bytes: 3e8 } as CheckedTable, { table: "others", bytes: 2e8 } as CheckedTable];
const forecast = (ioGb: number) => ({ ioGb }) as Forecast;

test.each<[name: string, ioGb: number, isSelfHosted: boolean, codes: string[], says: string]>([
  ["within the Free plan", 1, false, [], ""],
  ["beyond it", 1.2, false, ["database_io"], "1.2 GB of the database; the Free plan has 1 GB"],
  ["a server of one's own pays no I/O, and keeps old revisions", 12, true, ["server_disk"], "about 2.0 GB of disk"],
])("what a migration consumes came as a surprise: %s", (_name, ioGb, own, codes, says) => {
  const findings = findConsumption(tables, forecast(ioGb), own);
  expect(findings.map(({ code }) => code)).toEqual(codes);
  expect(findings.map(({ message }) => message).join()).toContain(says);
});

test.each<[flags: string[], env: NodeJS.ProcessEnv, own: boolean]>([
  [[], { CONVEX_SELF_HOSTED_URL: "https://convex.example.com" }, true],
  [["--url", "http://127.0.0.1:3210", "--admin-key", "k"], {}, true],
  [["--prod"], { CONVEX_SELF_HOSTED_URL: "https://convex.example.com" }, false],
  [["--url", "https://happy-otter-1.convex.cloud", "--admin-key", "k"], {}, false],
  [[], { CONVEX_DEPLOY_KEY: "prod:x|y" }, false],
])("whether it is a server of one's own: %j", (flags, env, own) => {
  expect(isSelfHosted(flags, env)).toBe(own);
});
