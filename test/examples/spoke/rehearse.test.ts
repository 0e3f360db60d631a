import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outcomes } from "../../../examples/spoke/generator/dirt.js";
import { secretMarkers } from "../../../examples/spoke/generator/environment.js";
import { openExample } from "../../../examples/spoke/open.js";
import type { OpenExample } from "../../../examples/support/example.js";
import type { Report } from "../../../scripts/report/report.js";
import { type Finished, runCutover } from "../../support/cutover.js";
import { temporaryDir } from "../../support/folders.js";
import { byLegacyId, plan, readDocuments } from "./support.js";

let example: OpenExample;
let home: Awaited<ReturnType<typeof temporaryDir>>;
let finished: Finished;
let report: Report;

beforeAll(async () => {
  home = await temporaryDir();
  example = await openExample();
  const words = ["rehearse", "--plan", plan, "--dir", home.dir, "--source", example.source, "--json"];
  finished = await runCutover([...words, "--existing", example.existing ?? ""], example.env);
  if (finished.code !== 0) throw new Error(finished.stderr);
  report = JSON.parse(finished.stdout) as Report;
});
afterAll(async () => {
  await example.close();
  await home.remove();
});

test.each(Object.entries(outcomes))("%s: as many rows as the generator says, each accounted for", (name, outcome) => {
  const { read, written, rejected = {}, merged = 0, filtered = 0, issues = {} } = outcome;
  const table = report.tables.find((each) => each.table === name);
  expect(table).toMatchObject({ read, written, merged, filtered, loaded: written, verified: true });
  expect(table?.rejectedByCode).toEqual(rejected);
  expect(table?.issuesByCode).toEqual(issues);
  expect(read).toBe(written + merged + filtered + Object.values(rejected).reduce((sum, count) => sum + count, 0));
});

test("no table moves that the generator does not know", () => {
  expect(report.tables.map(({ table }) => table).toSorted()).toEqual(Object.keys(outcomes).toSorted());
});

test("people with an account keep it, whoever proved their address", () => {
  const users = report.tables.find(({ table }) => table === "users");
  expect(users).toMatchObject({ existing: 4, matched: 2 });
});

test("two users of one person are one, with what the older one lacked", () => {
  const users = byLegacyId(readDocuments(home.dir, "users"));
  expect(users.has("27")).toBe(false);
  expect(users.get("10")?.["email"]).toBe("esther.ibrahim9@texters.example");
  expect(users.get("10")?.["emailVerificationTime"]).toBe(Date.parse("2018-09-25T09:00:00.365Z") + 0.446);
  const memberships = readDocuments(home.dir, "memberships").filter(({ legacyUserId }) => legacyUserId === "10");
  expect(new Map(memberships.map(({ legacyOrganizationId, role }) => [legacyOrganizationId, role]))).toEqual(
    new Map([
      ["1", "admin"],
      ["2", "texter"],
    ]),
  );
  expect(memberships).toHaveLength(2);
});

test("no secret stands in anything that was written or printed", () => {
  const texts = filesIn(home.dir).map((file) => readFileSync(file));
  expect(texts.length).toBeGreaterThan(30);
  for (const text of [...texts, finished.stdout, finished.stderr]) {
    for (const marker of secretMarkers) expect(text.includes(marker)).toBe(false);
  }
});

function filesIn(dir: string): string[] {
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" });
  return names.map((name) => path.join(dir, name)).filter((file) => statSync(file).isFile());
}
