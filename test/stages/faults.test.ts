import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CutoverStatus } from "../../convex/client/index.js";
import { joinFields, splitFields } from "../../scripts/rows/write/documentLines.js";
import { LineWriter } from "../../scripts/rows/write/lineWriter.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import type { Difference } from "../../scripts/comparison/difference.js";
import { runCutover } from "../support/cutover.js";
import { temporaryDir } from "../support/folders.js";
import { startDeployment, type TestDeployment } from "../support/deployment.js";
import { source } from "../support/permTracker.js";

/** Lines of a table's documents, as the deployment holds them, changed. */
type Tamper = (lines: readonly string[]) => string[];

let home: Awaited<ReturnType<typeof temporaryDir>>;
let deployment: TestDeployment;
let snapshot: string;

async function cutover(...words: string[]) {
  return await runCutover([...words, "--dir", path.join(home.dir, "runs"), "--yes"], deployment.env);
}

/** Writes over one table of the deployment, through a real import that keeps every id. */
async function replaceTable(table: string, tamper: Tamper): Promise<void> {
  const zip = await Snapshot.open(snapshot);
  const lines: string[] = [];
  for await (const line of zip.lines(table)) lines.push(line);
  zip.close();
  const file = path.join(home.dir, `${table}.zip`);
  const writer = await LineWriter.createZip(file, table);
  for (const line of tamper(lines)) await writer.write(line);
  await writer.finish();
  await deployment.data.importFile(file, "replace");
}

function withField(line: string, name: string, text: string): string {
  return joinFields(splitFields(line).set(name, text));
}

function legacyIdOf(line: string): string {
  return JSON.parse(splitFields(line).get("legacyId")!) as string;
}

beforeAll(async () => {
  home = await temporaryDir();
  deployment = await startDeployment();
  for (const words of [["export", "--source", source], ["load"], ["match"], ["resolve"]]) {
    const { code, stderr } = await cutover(...words);
    if (code !== 0) throw new Error(`${words[0]} ended with ${code}:\n${stderr}`);
  }
  snapshot = path.join(home.dir, "resolved.zip");
  await deployment.data.exportTo(snapshot);
});

afterAll(async () => {
  await deployment.stop();
  await home.remove();
});

/** Ids are other ones in each run of this test. */
async function readDifferences(): Promise<Difference[]> {
  const { stdout } = await cutover("diff", "--json");
  return (JSON.parse(stdout) as { differences: Difference[] }).differences.map(({ id: _id, ...each }) => each);
}

const untouched: Tamper = (lines) => [...lines];

test("verify names exactly a lost row, a changed amount and a reference to the wrong user", async () => {
  const expected: Difference[] = [];
  await replaceTable("cases", (lines) => {
    const index = lines.findIndex((line) => splitFields(line).has("pwdWageAmount"));
    const [paid, lost] = [lines[index]!, lines[index + 70]!];
    const exported = splitFields(paid).get("pwdWageAmount")!;
    const imported = String(BigInt(exported) + 1n);
    const fields = [
      { name: "pwdWageAmount", kind: "value" as const, exported: `${exported}n`, imported: `${imported}n` },
    ];
    expected.push({ table: "cases", key: legacyIdOf(paid), kind: "changed", fields });
    expected.push({ table: "cases", key: legacyIdOf(lost), kind: "missing", fields: [] });
    return lines.with(index, withField(paid, "pwdWageAmount", imported)).filter((line) => line !== lost);
  });
  await replaceTable("userSettings", (lines) => {
    const [first, other] = [splitFields(lines[0]!), splitFields(lines[1]!)];
    const kind = "reference" as const;
    const fields = [
      { name: "userId", kind, exported: first.get("legacyUserId")!, imported: other.get("legacyUserId")! },
    ];
    expected.push({ table: "userSettings", key: legacyIdOf(lines[0]!), kind: "changed", fields });
    return lines.with(0, withField(lines[0]!, "userId", other.get("userId")!));
  });
  const { code, stderr } = await cutover("verify");
  const differences = await readDifferences();
  expect(code).toBe(2);
  // Notifications of the lost case lead to nothing now; that is all there is besides.
  const lost = JSON.stringify(expected.find(({ kind }) => kind === "missing")!.key);
  const orphans = differences.filter(({ fields }) => fields.some(({ exported }) => exported === lost));
  expect(differences.filter((difference) => !orphans.includes(difference))).toStrictEqual(expected);
  for (const { key } of expected) expect(stderr).toContain(key);
  await replaceTable("cases", untouched);
  await replaceTable("userSettings", untouched);
});

test("what was right when it was verified, and is not any more, is users' doing: listed, and no fault", async () => {
  let changed = "";
  let fault = "";
  await replaceTable("cases", (lines) => {
    // Row 0 was wrong at the last verify, and is so again; row 5 was right.
    const index = lines.findIndex((line) => splitFields(line).has("pwdWageAmount"));
    [fault, changed] = [legacyIdOf(lines[index]!), legacyIdOf(lines[index + 5]!)];
    return lines
      .with(index, withField(lines[index]!, "pwdWageAmount", "17"))
      .with(index + 5, withField(lines[index + 5]!, "employerName", '"Changed & Co"'));
  });
  const { code, stderr } = await cutover("verify");
  expect(code).toBe(2);
  expect(stderr).toContain("rows that users have changed in Convex since they were verified: 1");
  const found = (await readDifferences()).map(({ key, byUsers = false }) => ({ key, byUsers }));
  expect(found).toHaveLength(2);
  expect(found).toStrictEqual(
    expect.arrayContaining([
      { key: fault, byUsers: false },
      { key: changed, byUsers: true },
    ]),
  );
  const { stdout } = await cutover("diff");
  expect(stdout).toContain("Changed by users in Convex");
  await replaceTable("cases", untouched);
});

test("verify names exactly the rows that lead to a case that is gone", async () => {
  // What an earlier verify has found says nothing of what the migration has written since.
  expect((await cutover("resolve")).code).toBe(0);
  let gone = "";
  await replaceTable("cases", (lines) => {
    const index = lines.findIndex((line) => splitFields(line).has("duplicateOf"));
    gone = JSON.parse(splitFields(lines[index]!).get("legacyDuplicateOf")!) as string;
    return lines.filter((line) => legacyIdOf(line) !== gone);
  });
  const { code } = await cutover("verify");
  const differences = await readDifferences();
  expect(code).toBe(2);
  expect(differences.filter(({ kind }) => kind === "missing")).toStrictEqual([
    { table: "cases", key: gone, kind: "missing", fields: [] },
  ]);
  const orphans = differences.filter(({ kind }) => kind !== "missing");
  expect(orphans.length).toBeGreaterThan(0);
  for (const { fields } of orphans) {
    expect(fields).toStrictEqual([expect.objectContaining({ exported: JSON.stringify(gone) })]);
  }
  await replaceTable("cases", untouched);
});

test("cleanup is refused while verify has not passed, and nothing is removed", async () => {
  const { code, stderr } = await cutover("cleanup");
  expect(code).not.toBe(0);
  expect(stderr).toContain("verif");
  const { stdout } = await deployment.convex("data", "userSettings", "--limit", "1", "--format", "jsonl");
  expect(stdout).toContain("legacyUserId");
});

async function readCases() {
  const { tables } = await deployment.call<CutoverStatus>("migrations:status", {});
  return tables.find(({ table }) => table === "cases")!;
}

test("inside Convex verify finds the same, and both verdicts stand in the component; the latest counts", async () => {
  expect((await readCases()).verified).toBe(false);
  expect((await cutover("verify", "--in-convex")).code).toBe(0);
  const { verified, checks } = await readCases();
  expect(verified).toBe(true);
  expect(checks.map(({ level, ok }) => [level, ok])).toStrictEqual([
    ["export", false],
    ["counts", true],
    ["fingerprints", true],
    ["references", true],
  ]);
});

test("put back as it was, verify passes and cleanup removes every legacy field", async () => {
  expect((await cutover("verify")).code).toBe(0);
  const { code, stderr } = await cutover("cleanup");
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  const after = path.join(home.dir, "clean.zip");
  await deployment.data.exportTo(after);
  const zip = await Snapshot.open(after);
  for (const table of ["users", "cases", "userSettings", "userPreferences", "notifications"]) {
    for await (const line of zip.lines(table)) expect(line).not.toContain('"legacy');
  }
  zip.close();
});

test("after the clean-up a load is refused: it would bring every document a second time", async () => {
  const { code, stderr } = await cutover("load");
  expect(code).toBe(3);
  expect(stderr).toContain("cutover rollback --restore-backup");
});
