import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dirt, rowCounts, secretMarkers } from "../../examples/perm-tracker/generator/dirt.js";
import { type CheckReport, checkMigration } from "../../scripts/check/checkMigration.js";
import { exitOf } from "../../scripts/check/grade.js";
import { chooseDeployment } from "../../scripts/deployment/deployment.js";
import { createContext } from "../../scripts/stages/context.js";
import { parseOptions } from "../../scripts/cli/options.js";
import { loadProject } from "../../scripts/project/project.js";
import { readManifest, type TableCounts } from "../../scripts/run/manifest.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import type { Context } from "../../scripts/stages/stage.js";
import { exportStage } from "../../scripts/stages/export.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { expectedTables, source } from "../support/permTracker.js";
import { silent } from "./support.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let context: Context;
let report: CheckReport;
let exported: readonly TableCounts[];

const fixed = { clock: () => 0, env: {}, windowMinutes: 60 };

beforeAll(async () => {
  home = await temporaryDir();
  const options = parseOptions(["check", "--source", path.join(projectDir, source)], {});
  const project = await loadProject(path.join(projectDir, "convex/plan.ts"));
  const run = await createRun(home.dir, new Date());
  const deployment = chooseDeployment(options.deploymentFlags, {});
  const { signal } = new AbortController();
  context = createContext({ options, project, run, deployment, progress: silent, signal });
  report = await checkMigration(context, fixed);
  await exportStage.run(context);
  exported = (await readManifest(run.manifest))!.tables;
});

afterAll(async () => home.remove());

function countOf(code: string, table: string, column: string): number | undefined {
  return report.findings.find((each) => each.code === code && each.table === table && each.column === column)?.count;
}

test("the grade says: it would complete, after a review of the warnings", () => {
  expect(report.grade).toBe("C");
  expect(report.reasons).toHaveLength(1);
  expect(
    report.findings.filter(({ level, isAllowed }) => level !== "info" && isAllowed !== true).map(({ code }) => code),
  ).toStrictEqual(["unverified_email"]);
  expect([exitOf(report, false), exitOf(report, true)]).toStrictEqual([0, 2]);
});

test("every fault the generator put in is counted, and no other", () => {
  const { rejected, flagged, carried } = dirt;
  expect({
    casesOfMissingUser: countOf("orphan", "cases", "user_id"),
    settingsOfMissingUser: countOf("orphan", "userSettings", "user_id"),
    casesWithInfiniteDate: countOf("infinity", "cases", "eta9089_expiration_date"),
    notificationsWithInfiniteTimestamp: countOf("infinity", "notifications", "snoozed_until"),
    casesWithBcDate: countOf("out_of_range", "cases", "recruitment_start_date"),
    casesWithUnknownStatus: countOf("unknown_value", "cases", "case_status"),
  }).toStrictEqual(rejected);
  expect({
    notificationsOfMissingCase: countOf("orphan", "notifications", "case_id"),
    notificationsOfRejectedCase: countOf("rejected_target", "notifications", "case_id"),
    usersSharingAnEmail: countOf("case_variant_email", "users", "email"),
    usersWithUnverifiedEmail: countOf("unverified_email", "users", "email"),
    usersWithUntidyEmail: countOf("untidy_email", "users", "email"),
  }).toStrictEqual({
    notificationsOfMissingCase: flagged.notificationsOfMissingCase,
    notificationsOfRejectedCase: flagged.notificationsOfRejectedCase,
    usersSharingAnEmail: flagged.usersSharingAnEmail,
    usersWithUnverifiedEmail: flagged.usersWithUnverifiedEmail,
    usersWithUntidyEmail: carried.usersWithUntidyEmail,
  });
  // The eleven above, the ZIP of the cases, and no deployment.
  expect(report.findings).toHaveLength(13);
});

test("the counts are those of the export", () => {
  const counts = report.tables.map(({ columns: _columns, references: _references, rejectedByCode, ...table }) => ({
    ...table,
    rejectedByCode: Object.fromEntries(rejectedByCode.map(({ code, count }) => [code, count])),
  }));
  const ofBoth = exported.map(
    ({ sums: _sums, sha256: _sha256, seconds: _seconds, directRows: _directRows, ...table }) => table,
  );
  expect(counts).toStrictEqual(ofBoth);
  for (const { table, read, rejected } of report.tables) {
    expect({ read, rejected }).toStrictEqual({
      read: expectedTables[table]!.read,
      rejected: expectedTables[table]!.rejected,
    });
  }
});

test("the columns are what the files hold", () => {
  const columns = new Map(
    report.tables.find(({ table }) => table === "users")!.columns.map((each) => [each.column, each]),
  );
  expect(columns.get("id")).toMatchObject({ values: rowCounts["public.users"], nulls: 0, shortest: 36, longest: 36 });
  expect(columns.get("deleted_at")).toMatchObject({ values: dirt.carried.softDeletedUsers });
});

test("the same rows give the same JSON", async () => {
  expect(JSON.stringify(await checkMigration(context, fixed))).toBe(JSON.stringify(report));
});

test("nothing of the tables that stay behind, and no address, is in it", () => {
  const text = JSON.stringify(report);
  for (const marker of [...secretMarkers, "@"]) expect(text).not.toContain(marker);
});
