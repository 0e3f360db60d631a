import path from "node:path";
import { expect, test } from "vitest";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { id, ref } from "../../convex/shared/plan/fields.js";
import { email, text } from "../../convex/shared/plan/valueFields.js";
import { definePlan } from "../../convex/shared/plan/definePlan.js";
import { table as planned } from "../../convex/shared/plan/table.js";
import { keepExisting, readCurrentRun } from "../../scripts/stages/composeUpload.js";
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
  expect(await read("renamed.zip", "_components/moving/runs", [current])).toBeNull();
  await remove();
});

const table = definePlan({
  teams: planned("teams", { id: id() }),
  people: planned(
    "people",
    { id: id(), email: email(), home_team: ref("teams").optional(), name: text() },
    { match: "email", wins: { name: "legacy" } },
  ),
}).tables.get("people")!;

const merged = (filled: string[], replaced: { field: string; value: string }[] = []) =>
  new Map([["a1", [{ run: "r1", table: "people", id: "a1", filled, replaced }]]]);

test("a survivor that was put back kept the id that resolve had written beside a legacy key: it led to a document that is gone", () => {
  const line = '{"_id":"a1","email":"a@x.com","legacyId":"7","legacyHomeTeam":"3","homeTeam":"t1","theme":"dark"}';
  expect(keepExisting(line, table, merged(["legacyId", "legacyHomeTeam"]))).toBe(
    '{"_id":"a1","email":"a@x.com","theme":"dark"}',
  );
});

test("a reference that the account had itself stays with it", () => {
  const line = '{"_id":"a1","email":"a@x.com","legacyId":"7","homeTeam":"t1"}';
  expect(keepExisting(line, table, merged(["legacyId"]))).toBe('{"_id":"a1","email":"a@x.com","homeTeam":"t1"}');
});

test("what gave way to a legacy value comes back", () => {
  const line = '{"_id":"a1","legacyId":"7","name":"Old"}';
  const replaced = [{ field: "name", value: "New" }];
  expect(keepExisting(line, table, merged(["legacyId", "name"], replaced))).toBe('{"_id":"a1","name":"New"}');
});

test("several rows gave to one account: it loses what each of them gave", () => {
  const both = new Map([["a1", [...merged(["legacyId"]).get("a1")!, ...merged(["name"]).get("a1")!]]]);
  expect(keepExisting('{"_id":"a1","legacyId":"7","name":"Old","email":"a@x.com"}', table, both)).toBe(
    '{"_id":"a1","email":"a@x.com"}',
  );
});

test("an imported row that another one became part of goes with the load that brought it", () => {
  expect(keepExisting('{"_id":"a1","legacyId":"7","name":"Old"}', table, merged(["name"]))).toBeNull();
});
