import path from "node:path";
import { expect, test } from "vitest";
import { definePlan, email, id, ref, table as planned, text } from "../../convex/client/index.js";
import { getTable } from "../../convex/shared/plan/plan.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { groupMatches, type Match, readCurrentRun, restoredFields } from "../../scripts/stages/loadMerges.js";
import { temporaryDir } from "../support/folders.js";

test("merged accounts were dropped when the export had no records of the component: the current run is not made up", async () => {
  const { dir, remove } = await temporaryDir();
  const read = async (name: string, table: string, lines: readonly string[]) => {
    const file = path.join(dir, name);
    const writer = await LineWriter.createZip(file, table);
    for (const line of lines) await writer.write(line);
    await writer.finish();
    const zip = await Snapshot.open(file);
    const run = await readCurrentRun(zip);
    zip.close();
    return run;
  };
  const current = '{"_id":"r2","state":"current"}';
  expect(await read("own.zip", "_components/cutover/runs", ['{"_id":"r1","state":"replaced"}', current])).toBe("r2");
  expect(await read("none.zip", "_components/other/runs", [current])).toBeNull();
  await remove();
});

const plan = definePlan({
  teams: planned("teams", { id: id() }),
  people: planned(
    "people",
    { id: id(), email: email(), home_team: ref("teams").optional(), name: text() },
    { match: "email", wins: { name: "legacy" } },
  ),
});
const people = getTable(plan, "people");

let moment = 0;
function match(legacyKey: string, filled: string[], replaced: Match["replaced"] = []): Match {
  return { _creationTime: moment++, run: "r1", table: "people", id: "a1", legacyKey, filled, replaced };
}

const written = (fields: Record<string, string>) => Object.entries(fields).map(([field, value]) => ({ field, value }));

const rows = new Map([
  ["7", { legacyId: "7", email: "a@x.com", legacyHomeTeam: "3", name: "Old" }],
  ["8", { legacyId: "8", email: "b@x.com", name: "Older" }],
]);

const account = { _id: "a1", email: "a@x.com", theme: "dark" };

test.each([
  {
    name: "a survivor that was put back kept the id that resolve had written beside a legacy key",
    stored: { ...account, legacyId: "7", legacyHomeTeam: "3", homeTeam: "t1" },
    matches: [match("7", ["legacyId", "legacyHomeTeam"])],
    is: { legacyId: { before: "7" }, legacyHomeTeam: { before: "3" }, homeTeam: { before: "t1" } },
  },
  {
    name: "a reference that the account had itself stays with it",
    stored: { ...account, legacyId: "7", homeTeam: "t1" },
    matches: [match("7", ["legacyId"])],
    is: { legacyId: { before: "7" } },
  },
  {
    name: "what gave way to a legacy value comes back",
    stored: { ...account, legacyId: "7", name: "Old" },
    matches: [match("7", ["legacyId"], [{ field: "name", value: "New" }])],
    is: { legacyId: { before: "7" }, name: { before: "Old", after: "New" } },
  },
  {
    name: "what somebody wrote over a filled field is not taken for what the merge had written",
    stored: { ...account, legacyId: "7", name: "Theirs" },
    matches: [match("7", ["legacyId", "name"])],
    is: { legacyId: { before: "7" }, name: { before: "Old" } },
  },
  {
    name: "a former address that the merge had kept, and no row has, was taken for somebody's write",
    stored: { ...account, legacyId: "7", formerEmail: "old@x.com" },
    matches: [
      { ...match("7", ["legacyId", "formerEmail"]), wrote: written({ legacyId: "7", formerEmail: "old@x.com" }) },
    ],
    is: { legacyId: { before: "7" }, formerEmail: { before: "old@x.com" } },
  },
  {
    name: "an id that a merge had brought along, and resolve has written anew, was taken for somebody's write",
    stored: { ...account, legacyId: "7", legacyHomeTeam: "3", homeTeam: "t2" },
    matches: [
      {
        ...match("7", ["legacyId", "legacyHomeTeam", "homeTeam"]),
        wrote: written({ legacyId: "7", legacyHomeTeam: "3", homeTeam: "t1" }),
      },
    ],
    is: { legacyId: { before: "7" }, legacyHomeTeam: { before: "3" }, homeTeam: { before: "t2" } },
  },
  {
    name: "two rows replaced a value one after the other: the account's own comes back, not the first row's",
    stored: { ...account, legacyId: "7", name: "Older" },
    matches: [
      match("7", ["legacyId"], [{ field: "name", value: "New" }]),
      match("8", [], [{ field: "name", value: "Old" }]),
    ],
    is: { legacyId: { before: "7" }, name: { before: "Older", after: "New" } },
  },
])("$name", ({ stored, matches, is }) => {
  expect(restoredFields(people, stored, matches, rows)).toEqual(is);
});

test("whose key a survivor carries tells an account from an imported row that another one became part of", () => {
  const merges = groupMatches([match("7", ["legacyId"]), { ...match("8", ["name"]), id: "p1" }], "legacyId");
  expect([...merges.survivors].map(([key, { hasRowsKey }]) => [key, hasRowsKey])).toEqual([
    ["a1", true],
    ["p1", false],
  ]);
  expect([...merges.keys]).toEqual(["7", "8"]);
});
