import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dirt, expiredPeople, fileCounts, roles, secretMarkers } from "../../../examples/changemaker/generator/dirt.js";
import { expectedTables, personCount } from "../../../examples/changemaker/generator/expected.js";
import type { Row } from "../../../examples/changemaker/generator/values.js";
import { type OpenChangemaker, openExample } from "../../../examples/changemaker/open.js";
import type { Manifest } from "../../../scripts/run/manifest.js";
import { temporaryDir } from "../../support/folders.js";
import { count, isHash, isRepeated, personRows, rowsOf, tidy, textOf } from "./base.js";
import { type Document, readLines, readRunFile, runExample } from "./run.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let example: OpenChangemaker;
let dir: string;
const documents = new Map<string, readonly Document[]>();

beforeAll(async () => {
  home = await temporaryDir();
  dir = path.join(home.dir, "runs");
  example = await openExample();
  const { code, stderr } = await runExample("export", dir, example);
  if (code !== 0) throw new Error(stderr);
  for (const table of Object.keys(expectedTables)) {
    documents.set(table, await readLines(dir, `documents/${table}.jsonl`));
  }
});

afterAll(async () => {
  await example?.close();
  await home?.remove();
});

const all = (table: string) => documents.get(table) ?? [];

/** The document of a row, or undefined where it did not move. */
function documentOf(table: string, row: Row): Document | undefined {
  return all(table).find(({ legacyId }) => legacyId === textOf(row, "Id"));
}

const userOf = (email: string) => all("users").find((user) => user["email"] === email);

describe("people", () => {
  test("users of the old app are users of the new one, without duplicates", () => {
    const emails = all("users").map(({ email }) => String(email));
    expect(emails.toSorted()).toEqual([...personRows.keys()].toSorted());
    expect(emails).toHaveLength(personCount);
  });

  test("every hash arrives, byte by byte: those of one person in one account, since they may know any of the passwords", () => {
    const accounts = new Map(all("authAccounts").map((account) => [account["providerAccountId"], account["secret"]]));
    for (const [email, { influence, login }] of personRows) {
      const hashes = [...influence, ...login].map(hashOf).filter((hash) => hash !== undefined);
      expect(accounts.get(email)).toBe(hashes.length === 0 ? undefined : hashes.join(" "));
    }
    const carried = all("authAccounts").flatMap(({ secret }) => String(secret).split(" "));
    expect(carried.every(isHash)).toBe(true);
    expect(new Set(carried.map((hash) => Buffer.byteLength(hash)))).toEqual(new Set([60]));
    expect(JSON.stringify(all("users"))).not.toMatch(/\$2[ab]\$/);
  });

  test("the account of a person leads to the first of their rows", () => {
    for (const { providerAccountId, legacyUserId } of all("authAccounts")) {
      expect(legacyUserId).toBe(userOf(String(providerAccountId))?.["legacyId"]);
    }
  });

  test("a password that was never hashed does not move, and its owner must set a new one", () => {
    const withHash = new Set(all("authAccounts").map(({ providerAccountId }) => providerAccountId));
    const withoutHash = all("users").filter(({ email }) => !withHash.has(email));
    expect(withoutHash).toHaveLength(dirt.flagged.peopleWithoutHash);
    expect(all("users").filter((user) => user["needsPasswordReset"] === true)).toEqual(withoutHash);
  });

  test("roles and states are as many as the two tables give", () => {
    const counted = Object.keys(roles).map((role) => [role, count(all("users"), (user) => user["role"] === role)]);
    expect(Object.fromEntries(counted)).toEqual(roles);
    expect(count(all("users"), (user) => user["status"] === "EXPIRED")).toBe(expiredPeople);
  });

  test.each([
    ["admin", "admin", "SUPER_ADMIN"],
    ["admin", "user", "INFLUENCE_ADMIN"],
    ["user", "admin", "MAP_ADMIN"],
    ["user", "temp", "USER"],
    ["temp", "temp", "TEMP"],
    ["user", "user", "USER"],
    ["admin", undefined, "INFLUENCE_ADMIN"],
    [undefined, "admin", "MAP_ADMIN"],
    [undefined, "temp", "TEMP"],
  ])("%s in influence_users and %s in login become %s", (influence, login, role) => {
    const found = [...personRows].filter(
      ([, rows]) => rows.influence[0]?.["User Type"] === influence && rows.login[0]?.["User Type"] === login,
    );
    expect(found.length).toBeGreaterThan(0);
    for (const [email] of found) expect(userOf(email)?.["role"]).toBe(role);
  });

  test("access ends only where it ends in every app", () => {
    for (const [email, { influence, login }] of personRows) {
      const ends = [...influence, ...login].map((row) => textOf(row, "Expires At"));
      expect(userOf(email)?.["expiresAt"]).toBe(ends.includes("") ? undefined : Math.max(...ends.map(momentOf)));
    }
  });

  test("what one row lacks is taken from the other; the first day and the last visit count", () => {
    let filled = 0;
    for (const [email, { influence, login }] of personRows) {
      const rows = [...influence, ...login];
      const first = (column: string) => rows.find((row) => (row[column] ?? null) !== null)?.[column];
      const times = (column: string) =>
        rows.flatMap((row) => (row[column] === null ? [] : momentOf(textOf(row, column))));
      const visits = times("Last Login");
      expect(userOf(email)).toMatchObject({ _creationTime: Math.min(...times("CreatedAt")) });
      expect(userOf(email)?.["name"]).toBe(first("Name"));
      expect(userOf(email)?.["phone"]).toBe(first("Phone"));
      expect(userOf(email)?.["lastLoginAt"]).toBe(visits.length === 0 ? undefined : Math.max(...visits));
      if (influence[0]?.["Name"] === null && login.some((row) => row["Name"] !== null)) filled += 1;
    }
    expect(filled).toBeGreaterThan(3);
  });
});

describe("references", () => {
  test.each([
    ["campaigns", "campaigns", "Created By User Email", "legacyCreatedById"],
    ["locations", "locations", "created_by_user", "legacyCreatedById"],
    ["cuts", "cuts", "created_by", "legacyCreatedById"],
    ["shifts", "shifts", "Created By", "legacyOrganiserId"],
    ["shift_signups", "shiftSignups", "User Email", "legacyUserId"],
  ])("%s name their creator in any spelling", (source, table, column, field) => {
    const moved = rowsOf(source).flatMap((row) => {
      const document = documentOf(table, row);
      return document === undefined ? [] : [[row[column], document[field]] as const];
    });
    expect(count(moved, ([email, key]) => email !== key && key === tidy(email))).toBeGreaterThan(0);
    for (const [email, key] of moved) {
      expect(key).toBe(email === null || email === "anonymous" ? undefined : tidy(email));
    }
  });

  test("an id of influence_users leads to the person's one account", () => {
    const accounts = new Set(all("users").map(({ legacyId }) => legacyId));
    const submitted = rowsOf("responses").filter(({ "Submitted By User ID": id }) => id !== null && Number(id) < 900);
    for (const row of submitted.filter((each) => documentOf("responses", each) !== undefined)) {
      const account = rowsOf("influence_users").find((user) => user["Id"] === row["Submitted By User ID"]);
      const expected = userOf(tidy(account?.["Email"]))?.["legacyId"];
      expect(accounts).toContain(expected);
      expect(documentOf("responses", row)?.["legacySubmittedById"]).toBe(expected);
    }
  });

  test("nobody has two votes for one response, whichever account they voted with", () => {
    expect(all("responseUpvotes").filter(isRepeated(voterOf))).toEqual([]);
    expect(all("responseUpvotes").filter((vote) => !isOneVoter(vote))).toEqual([]);
  });
});

describe("places", () => {
  test("every coordinate that was readable has the digits the source prints", () => {
    let compared = 0;
    for (const row of rowsOf("locations")) {
      const position = documentOf("locations", row)?.["position"] as Position | undefined;
      if (position === undefined) continue;
      const [latitude, longitude] = printedPosition(row);
      expect(String(position.latitude)).toBe(withoutZeros(latitude));
      expect(String(position.longitude)).toBe(withoutZeros(longitude));
      compared += 1;
    }
    const { locationsWithoutPosition, locationsAtZero } = dirt.flagged;
    expect(compared).toBe(expectedTables["locations"]!.written - locationsWithoutPosition - locationsAtZero);
  });

  test("locations without a position are kept and flagged, and no others", () => {
    const flagged = all("locations").filter((location) => location["needsGeocoding"] === true);
    expect(flagged).toHaveLength(dirt.flagged.locationsWithoutPosition + dirt.flagged.locationsAtZero);
    expect(all("locations").filter((location) => location["position"] === undefined)).toEqual(flagged);
  });

  test("support levels stay the texts they are", () => {
    const moved = rowsOf("locations").filter((row) => documentOf("locations", row) !== undefined);
    expect(moved.map((row) => documentOf("locations", row)?.["supportLevel"])).toEqual(
      moved.map((row) => row["Support Level"] ?? undefined),
    );
  });

  test("areas keep every digit of every corner, and the one that was cut off is the one that is missing", () => {
    for (const row of rowsOf("cuts").slice(0, -dirt.rejected.brokenCuts)) {
      const geometry = documentOf("cuts", row)?.["geometry"] as { type: string; coordinates: unknown };
      const { type, coordinates } = geometry;
      expect(JSON.stringify({ type, coordinates })).toBe(row["geojson"]);
    }
  });
});

describe("files", () => {
  test("the manifest lists every attachment with its size and where it lies", async () => {
    const { files } = JSON.parse(await readRunFile(dir, "manifest.json")) as Manifest;
    const expected = Object.keys(fileCounts).flatMap(attachmentsOf);
    expect(expected).toHaveLength(Object.values(fileCounts).reduce((sum, number) => sum + number, 0));
    expect(files.toSorted(byPlace)).toEqual(expected.toSorted(byPlace));
  });

  test("documents say which files are theirs", () => {
    const uploads = [...all("campaigns"), ...all("responses")].flatMap(
      (document) => (document["coverPhotos"] ?? document["screenshots"]) as { path: string; size: number }[],
    );
    const attached = Object.keys(fileCounts).flatMap(attachmentsOf);
    expect(uploads.map(({ path: from, size }) => `${from} ${size}`).toSorted()).toEqual(
      attached.map(({ from, size }) => `${from} ${size}`).toSorted(),
    );
  });
});

test("no signature, no password in plain text and no secret setting is in any document", () => {
  const written = JSON.stringify([...documents.values()]);
  for (const secret of secretMarkers) expect(written).not.toContain(secret);
});

test("version 3 of the API gives the same documents, byte by byte", async () => {
  const other = path.join(home.dir, "v3");
  const { code } = await runExample("export", other, { ...example, source: `${example.source}?api=v3` });
  expect(code).toBe(0);
  for (const table of Object.keys(expectedTables)) {
    const file = `documents/${table}.jsonl`;
    expect(await readRunFile(other, file)).toBe(await readRunFile(dir, file));
  }
});

function hashOf(row: Row): string | undefined {
  return isHash(row["Password"]) ? row["Password"] : undefined;
}

function voterOf(vote: Document): string {
  return JSON.stringify([vote["legacyResponseId"], vote["legacyUserId"], vote["visitorIp"]]);
}

function isOneVoter(vote: Document): boolean {
  return (vote["legacyUserId"] === undefined) !== (vote["visitorIp"] === undefined);
}

interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const momentOf = (moment: string) => Date.parse(moment.replace(" ", "T"));

/** "Geo Location", or else the columns. */
function printedPosition(row: Row): [latitude: string, longitude: string] {
  const [latitude = "", longitude = ""] = textOf(row, "Geo Location").split(";");
  return row["Geo Location"] === null ? [textOf(row, "latitude"), textOf(row, "longitude")] : [latitude, longitude];
}

/** `53.54610000` and `53.5461` are the same digits. */
const withoutZeros = (digits: string) => digits.replace(/\.?0+$/, "");

interface Attachment {
  readonly path: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
}

function attachmentsOf(place: string) {
  const [table = "", column = ""] = place.split(".");
  return rowsOf(table).flatMap((row) =>
    ((row[column] ?? []) as unknown as Attachment[]).map(({ path: from, title, mimetype, size }) => ({
      table,
      column,
      key: textOf(row, "Id"),
      title,
      from,
      mimetype,
      size,
    })),
  );
}

const byPlace = (a: { from: string }, b: { from: string }) => (a.from < b.from ? -1 : 1);
