import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Difference } from "../../scripts/comparison/difference.js";
import type { Report } from "../../scripts/report/report.js";
import { decodeDocument } from "../../scripts/rows/write/documentLines.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import type { Target } from "../catchUp/support.js";
import { temporaryDir } from "../support/folders.js";
import { migrateSmall } from "./smallMigration.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
let target: Target;
let ids: Map<unknown, string>;

async function migrate(): Promise<void> {
  target = await migrateSmall(home.dir);
  const exported = path.join(home.dir, "resolved.zip");
  await target.data.exportTo(exported);
  const zip = await Snapshot.open(exported);
  ids = new Map();
  for await (const line of zip.lines("people")) {
    const { legacyId, _id } = decodeDocument(line, "zip");
    ids.set(legacyId, _id as string);
  }
  zip.close();
}

const rename = async (key: string, name: string) => await target.data.call("live:rename", { id: ids.get(key)!, name });

async function readDifferences(): Promise<string[]> {
  const { json } = await target.cutover(["diff"]);
  return (json as { differences: Difference[] }).differences.map(({ table, key, fields, byUsers }) =>
    [byUsers === true ? "users" : "fault", table, key, fields.map(({ name }) => name).join()].join(" "),
  );
}

const runFile = (name: string) => path.join(home.dir, "runs/latest", name);

async function readTold() {
  const { verification } = JSON.parse(await readFile(runFile("report.json"), "utf8")) as Report;
  return verification!.told;
}

beforeEach(async () => {
  home = await temporaryDir();
});
afterEach(async () => {
  delete process.env["CUTOVER_REHEARSAL_STREAMING"];
  await target.stop();
  await home.remove();
});

test("what a user changed between resolve and the first verification was a fault; streaming export says whose it is", async () => {
  await migrate();
  await rename("2", "Benjamin");
  const { stderr } = await target.cutover(["verify"]);
  expect(stderr).toContain("rows that users have changed in Convex since the migration wrote last: 1, in");
  expect(await readDifferences()).toStrictEqual(["users people 2 name"]);
  expect(await readTold()).toStrictEqual({ by: "deltas", since: expect.any(String), why: null });
  // From now on this verification is what changes are told by, field by field.
  await rename("3", "Catherine");
  await target.cutover(["verify"]);
  expect(await readDifferences()).toStrictEqual(["users people 2 name", "users people 3 name"]);
  expect(await readTold()).toMatchObject({ by: "verification" });
});

test("where a deployment offers no streaming export, the same is a difference, and the report says why", async () => {
  process.env["CUTOVER_REHEARSAL_STREAMING"] = "off";
  await migrate();
  await rename("2", "Benjamin");
  await target.cutover(["verify"], 2);
  expect(await readDifferences()).toStrictEqual(["fault people 2 name"]);
  expect(await readTold()).toMatchObject({ by: "nothing", why: expect.stringContaining("403") });
});

test("documents of an import, and what the migration has written itself, are not taken for users' own", async () => {
  await migrate();
  const noted = JSON.parse(await readFile(runFile("lastWrite.json"), "utf8")) as { generation: number };
  await writeFile(runFile("lastWrite.json"), JSON.stringify({ ...noted, generation: noted.generation - 1 }));
  await rename("2", "Benjamin");
  await target.cutover(["verify"], 2);
  expect(await readTold()).toMatchObject({ by: "nothing", why: "the migration has written since" });
  await target.cutover(["resolve"]);
  await target.data.importDocuments(home.dir, "people", [{ legacyId: "9" }], "append");
  await target.cutover(["verify"], 2);
  expect(await readDifferences()).toStrictEqual(["fault people 9 ", "fault people 2 name"]);
  expect(await readTold()).toMatchObject({ by: "nothing", why: "somebody has imported since" });
});
