import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Document } from "../../../convex/shared/document/document.js";
import { dirt } from "../../../examples/changemaker-v2/generator/dirt.js";
import { openDatabase, type OpenDatabase } from "../../../examples/changemaker-v2/open.js";
import { temporaryDir } from "../../support/folders.js";
import { ExportedRun, readRows, runExample } from "./support.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let database: OpenDatabase;
let run: ExportedRun;

beforeAll(async () => {
  home = await temporaryDir();
  database = await openDatabase();
  run = await exportIn("edmonton", "America/Edmonton");
});

afterAll(async () => {
  await database?.close();
  await home?.remove();
});

async function exportIn(name: string, timeZone: string): Promise<ExportedRun> {
  const dir = path.join(home.dir, name);
  const { code, stderr } = await runExample("export", database.source, dir, { TZ: timeZone });
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  return new ExportedRun(dir);
}

/** A column of PostgreSQL beside the field it became, for every document. */
async function pairs(table: string, field: string, from: string, expression: string): Promise<[unknown, unknown][]> {
  const documents = await run.documents(table);
  const rows = await readRows<{ id: string; value: unknown }>(
    database,
    `SELECT id::text, ${expression} AS value FROM ${from}`,
  );
  const values = new Map(rows.map(({ id, value }) => [id, value]));
  expect(documents.size).toBeGreaterThan(0);
  return [...documents].map(([id, document]) => [document[field] ?? null, values.get(id)]);
}

function count(documents: Map<string, Document>, isCounted: (document: Document) => boolean): number {
  return [...documents.values()].filter(isCounted).length;
}

/** What an export wrote of rows. A ZIP holds the time of its making, so its documents are compared. */
async function everythingOf(exported: ExportedRun): Promise<unknown> {
  const texts = [...(await exported.texts())].filter(([name]) => /^(?:documents|rejected|merged)\//.test(name));
  return { texts, campaigns: await exported.documents("campaigns"), locations: await exported.documents("locations") };
}

const isDeleted = (document: Document) => typeof document["deletedAt"] === "number";

const utc = (column: string) => `(extract(epoch FROM "${column}" AT TIME ZONE 'UTC') * 1000)::float8`;
const zoned = (column: string) => `(extract(epoch FROM "${column}") * 1000)::float8`;

describe("points in time", () => {
  test.each([
    ["users", "_creationTime", "users", utc("createdAt")],
    ["users", "emailVerificationTime", "users", utc("emailVerifiedAt")],
    ["campaigns", "startsAt", "campaigns", utc("startsAt")],
    ["campaignEmails", "_creationTime", "campaign_emails", utc("sentAt")],
    ["shiftSignups", "signedUpAt", "shift_signups", utc("signupDate")],
    ["canvassVisits", "visitedAt", "canvass_visits", utc("visitedAt")],
    ["siteSettings", "updatedAt", "site_settings", utc("updatedAt")],
    ["videos", "_creationTime", "videos", zoned("created_at")],
    ["mediaReactions", "_creationTime", "media_reactions", zoned("created_at")],
  ])("%s.%s is the instant PostgreSQL has in UTC", async (table, field, from, expression) => {
    for (const [found, expected] of await pairs(table, field, from, expression)) expect(found).toBe(expected);
  });

  test("clocks of Edmonton skip or repeat some of them", async () => {
    const times = new Set([...(await run.documents("campaignEmails")).values()].map((each) => each["_creationTime"]));
    const hard = ["2026-03-08T02:30:00Z", "2025-11-02T01:30:00Z", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z"];
    for (const text of hard) expect(times).toContain(Date.parse(text));
  });

  test("microseconds of Drizzle's timestamps are kept", async () => {
    const documents = await run.documents("videos");
    expect(count(documents, (each) => !Number.isInteger(each["_creationTime"]))).toBe(documents.size);
  });

  test("a day stays the day it is, whatever the zone", async () => {
    for (const [found, expected] of await pairs("shifts", "date", "shifts", "date::text")) expect(found).toBe(expected);
  });

  test("the bytes are the same in Tokyo, and when the server changes its own zone", async () => {
    const before = await everythingOf(run);
    expect(await everythingOf(await exportIn("tokyo", "Asia/Tokyo"))).toStrictEqual(before);
    await database.server.run("ALTER DATABASE changemaker_v2 SET timezone = 'Pacific/Apia'");
    expect(await everythingOf(await exportIn("apia", "Asia/Kathmandu"))).toStrictEqual(before);
  });
});

describe("numbers", () => {
  test.each(["latitude", "longitude"])("locations.%s has all seven decimals", async (column) => {
    const found = await pairs("locations", column, "locations", `${column}::text`);
    for (const [value, text] of found) expect(value === null ? null : (value as number).toFixed(7)).toBe(text);
    expect(found.some(([, text]) => (text as string | null)?.endsWith("000"))).toBe(true);
  });

  test("cuts.areaKm2 keeps its scale, as text", async () => {
    for (const [value, text] of await pairs("cuts", "areaKm2", "cuts", `"areaKm2"::text`)) expect(value).toBe(text);
  });

  test("campaigns.budget is cents", async () => {
    const found = await pairs("campaigns", "budget", "campaigns", `(budget * 100)::bigint::text`);
    for (const [value, text] of found) expect(value).toBe(text === null ? null : BigInt(text as string));
    expect(found.map(([value]) => value)).toContain(999_999_999_999n);
  });

  test("locations.s2CellId is an int64 whose last digits a number would lose", async () => {
    const found = await pairs("locations", "s2CellId", "locations", `"s2CellId"::text`);
    for (const [value, text] of found) expect(value).toBe(text === null ? null : BigInt(text as string));
    const ruined = found.filter(([, text]) => text !== null && String(BigInt(Number(text))) !== text);
    expect(ruined.length).toBeGreaterThan(100);
  });

  test("videos.file_size stays a plain number", async () => {
    for (const [value, text] of await pairs("videos", "fileSize", "videos", `file_size::text`)) {
      expect(value).toBe(text === null ? null : Number(text));
    }
  });
});

describe("implicit many-to-many tables", () => {
  test.each([
    ["campaignTags", "legacyCampaignId", "legacyTagId", `"_CampaignToTag"`, 0],
    [
      "cutLocations",
      "legacyCutId",
      "legacyLocationId",
      `"_CutToLocation"`,
      dirt.rejected.cutLinksOfDeletedLocation + dirt.rejected.cutLinksOfLocationOffTheEarth,
    ],
  ])("%s: each pair is a document with two references, but for rejected ones", async (table, a, b, from, lost) => {
    const found = [...(await run.documents(table)).values()].map((each) => `${each[a] as string} ${each[b] as string}`);
    const rejected = (await run.rejected(table)).map(({ key }) => key.replace("|", " "));
    const rows = await readRows<{ pair: string }>(database, `SELECT "A" || ' ' || "B" AS pair FROM ${from}`);
    expect(rejected).toHaveLength(lost);
    expect([...found, ...rejected].toSorted()).toEqual(rows.map(({ pair }) => pair).toSorted());
  });

  test("both ends of a pair are documents", async () => {
    const [cuts, locations] = [await run.documents("cuts"), await run.documents("locations")];
    for (const each of (await run.documents("cutLocations")).values()) {
      expect(cuts.has(each["legacyCutId"] as string)).toBe(true);
      expect(locations.has(each["legacyLocationId"] as string)).toBe(true);
    }
  });
});

describe("people", () => {
  test("every password hash is carried unchanged, byte for byte", async () => {
    const wanted = `password <> '' AND "deletedAt" IS NULL`;
    const rows = await readRows<{ id: string; password: string; email: string; verified: boolean }>(
      database,
      `SELECT id, password, lower(trim(email)) AS email, "emailVerifiedAt" IS NOT NULL AS verified FROM users WHERE ${wanted}`,
    );
    const accounts = await run.documents("authAccounts");
    expect([...accounts.keys()].toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    for (const { id, password, email, verified } of rows) {
      const expected = {
        legacyId: id,
        legacyUserId: id,
        provider: "password",
        providerAccountId: email,
        secret: password,
      };
      expect(accounts.get(id)).toStrictEqual(verified ? { ...expected, emailVerified: email } : expected);
    }
    expect(new Set(rows.map(({ password }) => password.slice(0, 7)))).toEqual(new Set(["$2a$10$", "$2b$12$"]));
  });

  test("no user's own document holds a hash", async () => {
    for (const user of (await run.documents("users")).values()) expect(JSON.stringify(user)).not.toMatch(/\$2[ab]\$/);
  });

  test("roles and states have the new words", async () => {
    const words = await pairs("users", "role", "users", "role::text");
    const known = new Set(words.map(([found, role]) => `${String(role)} ${String(found)}`));
    expect([...known].toSorted()).toEqual([
      "INFLUENCE_ADMIN influenceAdmin",
      "MAP_ADMIN mapAdmin",
      "SUPER_ADMIN superAdmin",
      "TEMP temp",
      "USER user",
    ]);
  });

  test("JSON null stays null, SQL NULL is left out", async () => {
    const rows = await readRows<{ id: string; kind: string | null }>(
      database,
      `SELECT id, jsonb_typeof(permissions) AS kind FROM users`,
    );
    const users = await run.documents("users");
    for (const { id, kind } of rows) {
      const { permissions } = users.get(id)! as { permissions?: unknown };
      expect(permissions === undefined ? null : permissions === null ? "null" : typeof permissions).toBe(kind);
    }
    expect(count(users, (each) => each["permissions"] === null)).toBe(dirt.carried.usersWithJsonNull);
  });

  test("a person who signed up twice is one, the earlier one", async () => {
    expect(await run.merged("shiftSignups")).toHaveLength(dirt.merged.signupsTwice);
    const rows = await readRows<{ id: string }>(
      database,
      `SELECT DISTINCT ON ("shiftId", lower("userEmail")) id FROM shift_signups
       WHERE "shiftId" NOT IN (SELECT id FROM shifts WHERE date > '9999-12-31')
       ORDER BY "shiftId", lower("userEmail"), "signupDate"`,
    );
    expect([...(await run.documents("shiftSignups")).keys()].toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  });
});

describe("what a Prisma app typically has wrong", () => {
  test("an email that was left empty is left out; the others arrive in lower case", async () => {
    const found = await pairs("addresses", "email", "addresses", `nullif(lower(email), '')`);
    for (const [email, expected] of found) expect(email).toBe(expected);
  });

  test("a list that is NULL is empty, and every other is as it was", async () => {
    const found = await pairs("locations", "tags", "locations", `coalesce(to_json(tags), '[]')`);
    for (const [tags, expected] of found) expect(tags).toEqual(expected);
    expect(JSON.stringify(found)).toContain(String.raw`back\\slash`);
  });

  test("notes arrive letter by letter", async () => {
    for (const [notes, expected] of await pairs("addresses", "notes", "addresses", "notes"))
      expect(notes).toBe(expected);
  });

  test("places without coordinates are flagged, not lost", async () => {
    const locations = await run.documents("locations");
    const expected = dirt.carried.locationsWithoutCoordinates + dirt.carried.locationsAtNullIsland;
    expect(count(locations, (each) => each["needsGeocoding"] === true)).toBe(expected);
    expect(count(locations, (each) => each["latitude"] === 0)).toBe(dirt.carried.locationsAtNullIsland);
  });

  test("a building off the earth takes its addresses and their visits along, each with its reason", async () => {
    const [building] = await run.rejected("locations");
    expect(building).toMatchObject({
      reasons: [{ code: "offTheEarth" }],
      row: { longitude: expect.stringMatching(/^53\./) as unknown },
    });
    const lost = (await run.rejected("addresses")).filter(({ reasons }) => reasons[0]!.message.includes(building!.key));
    expect(lost).toHaveLength(dirt.rejected.addressesOfLocationOffTheEarth);
    const visits = (await run.rejected("canvassVisits")).filter(({ reasons }) => reasons[0]!.code === "orphan");
    const keys = (await run.rejected("addresses")).map(({ key }) => JSON.stringify(key));
    for (const { reasons } of visits) expect(keys.some((key) => reasons[0]!.message.includes(key))).toBe(true);
  });

  test("a year with five digits is named with its column", async () => {
    const [shift] = await run.rejected("shifts");
    expect(shift!.reasons).toEqual([
      { column: "date", code: "out_of_range", message: expect.stringContaining("20260-05-09") as unknown },
    ]);
  });

  test("soft-deleted rows move with the time of their deletion", async () => {
    expect(count(await run.documents("locations"), isDeleted)).toBe(dirt.carried.softDeletedLocations);
    expect(count(await run.documents("campaigns"), isDeleted)).toBe(dirt.carried.softDeletedCampaigns);
    expect(count(await run.documents("users"), isDeleted)).toBe(dirt.filtered.softDeletedUsers);
  });
});
