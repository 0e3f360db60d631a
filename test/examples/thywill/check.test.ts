import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenExample } from "../../../examples/support/example.js";
import { dirt, droppedByTargetRules, outcome } from "../../../examples/thywill/generator/dirt.js";
import { openExample } from "../../../examples/thywill/open.js";
import type { CheckReport } from "../../../scripts/check/checkMigration.js";
import { runCutover } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import { Facts, isSoundPrayer, text } from "./facts.js";
import { plan } from "./run.js";
import { checkIntegrity } from "./source.js";

let example: OpenExample;
let home: Awaited<ReturnType<typeof temporaryDir>>;
/** Of the example's plan, and of the same plan with the rules ThyWill v2 had of its own. */
let report: CheckReport;
let withTargetRules: CheckReport;

beforeAll(async () => {
  [example, home] = await Promise.all([openExample(), temporaryDir()]);
  report = await check(plan);
  withTargetRules = await check("test/examples/thywill/app/plan.ts");
});
afterAll(async () => await Promise.all([home.remove(), example.close()]));

async function check(planFile: string): Promise<CheckReport> {
  const { stdout, stderr } = await runCutover([
    "check",
    example.source,
    "--plan",
    planFile,
    "--dir",
    home.dir,
    "--json",
  ]);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as CheckReport;
}

function countsOf({ tables }: CheckReport, name: string): Readonly<Record<string, number>> {
  const found = tables.find(({ table }) => table === name);
  return Object.fromEntries(found?.rejectedByCode.map(({ code, count }) => [code, count]) ?? []);
}

test("the migration would complete, after a review of the damaged file", () => {
  expect(report.grade).toBe("C");
  expect(report.findings.filter(({ level, isAllowed }) => level === "loss" && isAllowed !== true)).toEqual([]);
});

test("every line in which SQLite reports the damage is a finding", () => {
  const damage = report.findings.filter(({ code }) => code === "source_damage").map(({ message }) => message);
  expect(damage.toSorted()).toEqual(checkIntegrity(example.source).toSorted());
  expect(damage).toContain("row 53 missing from index sqlite_autoindex_user_1");
});

test.each(Object.entries(outcome))("%s: check counts what the rehearsal does", (name, counts) => {
  const { read, written, filtered, merged, rejected } = counts;
  const table = report.tables.find((each) => each.table === name);
  expect(table).toMatchObject({ read, written, filtered, merged });
  expect(countsOf(report, name)).toEqual(rejected);
});

test("what the target's own rules would have dropped in silence is a loss, counted before anything moves", () => {
  const { duplicate = 0, ...marks } = countsOf(withTargetRules, "prayerMarks");
  const prayers = countsOf(withTargetRules, "prayers");
  const { shortPrayers, longPrayers } = dirt.carried;
  expect(withTargetRules.grade).toBe("E");
  expect(prayers).toEqual({
    ...outcome.prayers.rejected,
    "text-too-short": shortPrayers,
    "text-too-long": longPrayers,
  });
  expect(duplicate).toBe(countRepeatedPairs());
  expect(marks["orphan"]).toBeGreaterThan(outcome.prayerMarks.rejected.orphan);
  const dropped = Object.entries(outcome).map(([name, { written }]) => {
    const kept = withTargetRules.tables.find(({ table }) => table === name)?.written ?? 0;
    return [name, written - kept] as const;
  });
  expect(Object.fromEntries(dropped.filter(([, count]) => count > 0))).toEqual(droppedByTargetRules);
});

/** Marks of one person and prayer beyond the first, of the prayers that are neither too short nor too long. */
function countRepeatedPairs(): number {
  const facts = new Facts(example.source);
  const fitting = facts.tables.prayer.filter((row) => {
    const { length } = Array.from(text(row, "text"));
    return isSoundPrayer(row) && length >= 10 && length <= 5000;
  });
  const ids = new Set(fitting.map((row) => text(row, "id")));
  const marks = facts.tables.prayermark.filter(
    (row) =>
      row["id"] !== null &&
      row["created_at"] !== "" &&
      ids.has(text(row, "prayer_id")) &&
      !facts.leadsToNobody(row, "user_id"),
  );
  const pairs = marks.map((row) => `${facts.personOf(row, "user_id")} ${row["prayer_id"]}`);
  const merged = withTargetRules.tables.find(({ table }) => table === "prayerMarks")?.merged ?? 0;
  return marks.length - merged - new Set(pairs).size;
}
