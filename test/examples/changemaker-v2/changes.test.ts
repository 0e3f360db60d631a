import path from "node:path";
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from "vitest";
import { openDatabase, type OpenDatabase } from "../../../examples/changemaker-v2/open.js";
import { temporaryDir } from "../../support/folders.js";
import { ExportedRun, runExample } from "./support.js";

/** What happens to a schema after the plan was written, as a migration of either tool would do it. */
let home: Awaited<ReturnType<typeof temporaryDir>>;
let database: OpenDatabase;

beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home?.remove());
beforeEach(async () => void (database = await openDatabase()));
afterEach(async () => await database?.close());

const run = async (command: string) =>
  await runExample(command, database.source, path.join(home.dir, command), { TZ: "Asia/Tokyo" });

/** The messages at the end of stderr, without what to do next. */
function faultsOf(stderr: string): string[] {
  return stderr.split("\n").filter((line) => / \(plan\.ts, \w+\)$/.test(line));
}

test("columns added, renamed and dropped and a table renamed are named, all at once, before a row is read", async () => {
  await database.run(`
    ALTER TABLE "locations" ADD COLUMN "province" TEXT;
    ALTER TABLE "shifts" RENAME COLUMN "maxVolunteers" TO "capacity";
    ALTER TABLE "site_settings" DROP COLUMN "smtpHost";
    ALTER TABLE "videos" ADD COLUMN "orientation" text DEFAULT 'landscape' NOT NULL;
    ALTER TABLE "compilations" RENAME TO "compilation";
  `);
  const { code, stderr, stdout } = await run("export");
  expect(code).toBe(1);
  expect(faultsOf(stderr).toSorted()).toEqual([
    'The plan does not say what becomes of "public.locations"."province" (plan.ts, locations)',
    'The plan does not say what becomes of "public.shifts"."capacity" (plan.ts, shifts)',
    'The plan does not say what becomes of "public.videos"."orientation" (plan.ts, videos)',
    'The source has no column "maxVolunteers" in "public.shifts" (plan.ts, shifts)',
    'The source has no column "smtpHost" in "public.site_settings" (plan.ts, siteSettings)',
    'The source has no table "public.compilations" (plan.ts, compilations)',
  ]);
  expect(stderr).toContain('→ Give it a kind, or leave it out: "province": omit("…").');
  expect(stderr).toContain("→ Did you mean public.compilation?");
  expect(stderr).not.toContain("s3cret");
  expect(stdout).not.toContain('"written":1');
});

test("a check names the same faults and goes on with the tables that can be read", async () => {
  await database.run(`
    ALTER TABLE "locations" ADD COLUMN "province" TEXT;
    ALTER TABLE "shifts" RENAME COLUMN "maxVolunteers" TO "capacity";
  `);
  const { code, stdout } = await run("check");
  expect(code).not.toBe(0);
  for (const text of [
    `public.locations\\".\\"province`,
    `maxVolunteers\\" in \\"public.shifts`,
    `public.shifts\\".\\"capacity`,
  ]) {
    expect(stdout).toContain(text);
  }
});

test("a database before the last migration the plan knows is refused with the reason", async () => {
  await database.run(`
    ALTER TABLE "users" DROP COLUMN "deletedAt";
    ALTER TABLE "campaigns" DROP COLUMN "deletedAt";
    ALTER TABLE "locations" DROP COLUMN "deletedAt";
  `);
  const { code, stderr } = await run("export");
  expect(code).toBe(1);
  expect(stderr).toContain(
    "The plan is not for this source: it lacks public.users.deletedAt, public.campaigns.deletedAt, public.locations.deletedAt",
  );
  expect(stderr).toContain("→ Migration 20260112161030_soft_deletes is not applied: npx prisma migrate deploy");
});

test("a column whose type was changed moves while its values convert, and rows that do not are named", async () => {
  await database.run(`
    ALTER TABLE "locations" ALTER COLUMN "geocodeConfidence" TYPE TEXT;
    ALTER TABLE "shifts" ALTER COLUMN "maxVolunteers" TYPE BIGINT;
  `);
  expect((await run("export")).code).toBe(0);
  const before = await new ExportedRun(path.join(home.dir, "export")).documents("locations");
  await database.run(`
    UPDATE "locations" SET "geocodeConfidence" = 'rooftop' WHERE "geocodeConfidence" = '100';
    UPDATE "shifts" SET "maxVolunteers" = 9007199254740993 WHERE "title" = 'none such' OR id = (SELECT min(id) FROM "shifts" WHERE "date" < '9999-12-31');
  `);
  await run("export");
  const after = new ExportedRun(path.join(home.dir, "export"));
  const [shift] = (await after.rejected("shifts")).filter(({ reasons }) => reasons[0]!.column === "maxVolunteers");
  expect(shift!.reasons[0]!.code).toBe("unsafe_integer");
  const places = (await after.rejected("locations")).filter(
    ({ reasons }) => reasons[0]!.column === "geocodeConfidence",
  );
  expect(places.map(({ key }) => before.get(key)!["geocodeConfidence"])).toEqual(places.map(() => 100));
  expect(places.length).toBeGreaterThan(0);
});

test("rows that lack a required value or repeat a unique pair are rejected, each with its reason", async () => {
  await database.run(`
    ALTER TABLE "videos" ALTER COLUMN "filename" DROP NOT NULL;
    UPDATE "videos" SET "filename" = NULL WHERE "id" = 3;
    DROP INDEX "response_upvotes_responseId_userId_key";
    INSERT INTO "response_upvotes" ("id", "responseId", "userId")
      SELECT 'zz-again', "responseId", "userId" FROM "response_upvotes" WHERE "userId" IS NOT NULL LIMIT 1;
  `);
  expect((await run("export")).code).toBe(0);
  const exported = new ExportedRun(path.join(home.dir, "export"));
  expect(await exported.rejected("videos")).toMatchObject([
    { key: "3", reasons: [{ column: "filename", code: "null" }] },
  ]);
  expect(await exported.rejected("responseUpvotes")).toMatchObject([
    { key: "zz-again", reasons: [{ column: "responseId, userId", code: "duplicate" }] },
  ]);
});

test("a word added to an enumeration stops the load, before any deployment is asked, until the plan knows it", async () => {
  await database.run(`ALTER TYPE "UserRole" ADD VALUE 'AUDITOR'`);
  await database.run(`UPDATE "users" SET "role" = 'AUDITOR' WHERE "role" = 'INFLUENCE_ADMIN'`);
  expect((await run("export")).code).toBe(0);
  const nobody = { CONVEX_SELF_HOSTED_URL: "http://127.0.0.1:9", CONVEX_SELF_HOSTED_ADMIN_KEY: "nobody|listens" };
  const { code, stderr } = await runExample("load", database.source, path.join(home.dir, "export"), nobody, ["--yes"]);
  expect(code).toBe(3);
  expect(stderr).toContain("users: 1 rows rejected (1 unknown_value), the plan allows 0");
  const [user] = await new ExportedRun(path.join(home.dir, "export")).rejected("users");
  expect(user!.reasons).toMatchObject([{ column: "role", code: "unknown_value" }]);
  expect(user!.reasons[0]!.message).toContain('"AUDITOR"');
});
