import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dirt, rowCounts } from "../../../examples/changemaker-v2/generator/dirt.js";
import { openDatabase, type OpenDatabase } from "../../../examples/changemaker-v2/open.js";
import type { InitResult } from "../../../scripts/init/initProject.js";
import type { Report } from "../../../scripts/report/report.js";
import { compile, createProject, generateCode, runInit, type TestProject } from "../../init/support.js";
import { runCutover } from "../../support/cutover.js";

/** Twenty-four imports by the real command, on a machine that may be busy; in ms. */
const longRun = 900_000;

let database: OpenDatabase;
let project: TestProject;
let result: InitResult;
let plan: string;

beforeAll(async () => {
  database = await openDatabase();
  project = await createProject();
  result = await runInit(database.source, project);
  // Beside `omit` the tables stand one step further to the right.
  plan = (await readFile(path.join(project.appDir, "plan.ts"), "utf8")).replaceAll(/^ {2}/gm, "");
});

afterAll(async () => {
  await database?.close();
  await project?.remove();
});

/** A table's entry in the plan. */
function entryOf(table: string): string {
  return new RegExp(`^  ${table}: table\\([^]*?^  \\}?\\),$`, "m").exec(plan)?.[0] ?? "";
}

const tokens = ["public.email_verifications", "public.refresh_tokens"];

test("the histories of Prisma Migrate and Drizzle Kit are left out, and what lets somebody in", () => {
  const histories = ["drizzle.__drizzle_migrations", "public._prisma_migrations"];
  expect(result.leftOut).toEqual([
    { reason: "the history of a migration tool; Convex has no use for it", names: histories, isNamed: false },
    { reason: "sessions, tokens and codes let somebody in: users sign in again", names: tokens, isNamed: true },
    {
      reason: "a credential or its hash; to keep passwords, see signIn.md",
      names: ["public.users.password", "public.site_settings.smtpPassword"],
      isNamed: true,
    },
  ]);
  expect(plan).toMatch(
    /Left out:\s+\/\/ - drizzle\.__drizzle_migrations, public\._prisma_migrations: the history of a/,
  );
  const sources = result.tables.map(({ source }) => source).toSorted();
  expect(sources).toEqual(
    Object.keys(rowCounts)
      .filter((name) => ![...histories, ...tokens].includes(name))
      .toSorted(),
  );
  expect(result.byContent).toEqual([]);
});

test("timestamp(3) is UTC, whatever the server's zone is", () => {
  expect(plan).toContain("Timestamps without a time zone are read as UTC");
  expect(entryOf("users")).toContain("createdAt: timestamp().asCreationTime(),");
  expect(entryOf("users")).toContain('emailVerifiedAt: timestamp().optional().as("emailVerificationTime"),');
});

test("implicit many-to-many tables are two references a row", () => {
  expect(entryOf("campaignToTag")).toMatch(
    /id\(\)\.from\("A", "B"\),\s+A: ref\("campaigns"\)\.as\("campaignId"\),\s+B: ref\("tag"\)\.as\("tagId"\),/,
  );
  expect(entryOf("cutToLocation")).toContain('A: ref("cuts").as("cutId"),');
});

test("kinds fit what Prisma and Drizzle store", () => {
  expect(entryOf("locations")).toContain("s2CellId: int64().optional(),");
  expect(entryOf("locations")).toContain("latitude: decimal().optional(),");
  expect(entryOf("campaigns")).toContain("budget: cents().optional(),");
  expect(entryOf("campaigns")).toContain(
    'targetGovernmentLevels: list(oneOf(["FEDERAL", "PROVINCIAL", "MUNICIPAL", "SCHOOL_BOARD"])).optional(),',
  );
  expect(entryOf("folder")).toContain('parentId: ref("folder").optional(),');
  expect(entryOf("compilationVideos")).toContain('legacyId: id().from("compilation_id", "video_id"),');
});

function broken(lost: number, all: number, where: string): string {
  return `// the foreign key is broken: ${lost} of ${all} values do not exist in ${where} and are left out\n`;
}

test("a foreign key that rows break leads somewhere or is left out, with the count", () => {
  const { rejected, flagged } = dirt;
  const address = broken(rejected.addressesOfDeletedLocation, 180, "public.locations.id");
  expect(entryOf("addresses")).toContain(`${address}    locationId: ref("locations", { missing: "clear" }),`);
  const creator = broken(flagged.campaignsOfDeletedUser, 16, "public.users.id");
  expect(entryOf("campaigns")).toContain(
    `${creator}    createdByUserId: ref("users", { missing: "clear" }).optional(),`,
  );
});

test("Drizzle's user_id is a reference to Prisma's users, though no foreign key says so", () => {
  expect(entryOf("mediaReactions")).toMatch(/67 of 70 values found in public\.users\.id.*\n\s+user_id: ref\("users", /);
});

test(
  "it compiles, and moves in a rehearsal without an edit",
  async () => {
    await generateCode(project);
    expect(await compile(project)).toBe("");
    const words = ["rehearse", "--plan", path.join(project.appDir, "plan.ts"), "--dir", path.join(project.dir, "runs")];
    const { code, stdout, stderr } = await runCutover([...words, "--source", database.source, "--json"]);
    expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
    const { tables } = JSON.parse(stdout) as Report;
    expect(tables.filter(({ verified }) => verified !== true)).toEqual([]);
    const counted = Object.fromEntries(tables.map(({ table, read }) => [sourceOf(table), read]));
    expect({ ...rowCounts, ...counted }).toEqual(rowCounts);
    for (const { loaded, read } of tables) expect(loaded).toBe(read);
  },
  longRun,
);

function sourceOf(table: string): string {
  return result.tables.find(({ name }) => name === table)!.source;
}
