import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinFields, splitFields } from "../../scripts/rows/lineFields.js";
import { LineWriter } from "../../scripts/rows/lineWriter.js";
import type { Difference } from "../../scripts/target/findDifferences.js";
import { Snapshot } from "../../scripts/target/snapshot.js";
import { runCutover, temporaryDir } from "../support/cutover.js";
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
  await deployment.convex("import", "--replace", "--yes", file);
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
    expect(`${words[0]} ${code}\n${code === 0 ? "" : stderr}`).toBe(`${words[0]} 0\n`);
  }
  snapshot = path.join(home.dir, "resolved.zip");
  await deployment.convex("export", "--path", snapshot);
});

afterAll(async () => {
  deployment.stop();
  await home.remove();
});

describe("verify names exactly what is wrong", () => {
  const cases: [
    name: string,
    table: string,
    tamper: (lines: readonly string[]) => { lines: string[]; expected: Omit<Difference, "table">[] },
  ][] = [
    [
      "a lost row",
      "cases",
      (lines) => ({
        lines: lines.toSpliced(70, 1),
        expected: [{ key: legacyIdOf(lines[70]!), kind: "lost", fields: [] }],
      }),
    ],
    [
      "a changed amount",
      "cases",
      (lines) => {
        const index = lines.findIndex((line) => splitFields(line).has("pwdWageAmount"));
        const exported = splitFields(lines[index]!).get("pwdWageAmount")!;
        const changed = lines.with(index, withField(lines[index]!, "pwdWageAmount", String(BigInt(exported) + 1n)));
        const fields = [{ name: "pwdWageAmount", exported: `${exported}n`, found: `${BigInt(exported) + 1n}n` }];
        return { lines: changed, expected: [{ key: legacyIdOf(lines[index]!), kind: "changed", fields }] };
      },
    ],
    [
      "a reference to the wrong user",
      "notifications",
      (lines) => {
        const [first, other] = [
          lines[0]!,
          lines.find((line) => splitFields(line).get("userId") !== splitFields(lines[0]!).get("userId"))!,
        ];
        const owner = (line: string) => splitFields(line).get("legacyUserId")!;
        const fields = [{ name: "userId", exported: owner(first), found: owner(other) }];
        const changed = lines.with(0, withField(first, "userId", splitFields(other).get("userId")!));
        return { lines: changed, expected: [{ key: legacyIdOf(first), kind: "changed", fields }] };
      },
    ],
  ];

  test.each(cases)("%s", async (_name, table, tamper) => {
    let expected: Omit<Difference, "table">[] = [];
    await replaceTable(table, (lines) => {
      const tampered = tamper(lines);
      expected = tampered.expected;
      return tampered.lines;
    });
    const { code, stderr } = await cutover("verify");
    const differences = JSON.parse(
      await readFile(path.join(home.dir, "runs/latest/differences.json"), "utf8"),
    ) as Difference[];
    expect(code).toBe(2);
    expect(differences).toStrictEqual(expected.map((difference) => ({ table, ...difference })));
    for (const { key } of expected) expect(stderr).toContain(key);
    await replaceTable(table, (lines) => [...lines]);
  });

  test("an orphan: the case a notification leads to is gone", async () => {
    let gone = "";
    await replaceTable("cases", (lines) => {
      const index = lines.findIndex((line) => splitFields(line).has("duplicateOf"));
      gone = JSON.parse(splitFields(lines[index]!).get("legacyDuplicateOf")!) as string;
      return lines.filter((line) => legacyIdOf(line) !== gone);
    });
    const { code } = await cutover("verify");
    const differences = JSON.parse(
      await readFile(path.join(home.dir, "runs/latest/differences.json"), "utf8"),
    ) as Difference[];
    expect(code).toBe(2);
    expect(differences.filter(({ kind }) => kind === "lost")).toStrictEqual([
      { table: "cases", key: gone, kind: "lost", fields: [] },
    ]);
    const orphans = differences.filter(({ kind }) => kind !== "lost");
    expect(orphans.length).toBeGreaterThan(0);
    for (const { fields } of orphans)
      expect(fields).toStrictEqual([expect.objectContaining({ exported: JSON.stringify(gone) })]);
    await replaceTable("cases", (lines) => [...lines]);
  });
});

test("cleanup is refused while verify has not passed, and nothing is removed", async () => {
  const { code, stderr } = await cutover("cleanup");
  expect(code).not.toBe(0);
  expect(stderr).toContain("verif");
  const { stdout } = await deployment.convex("data", "userSettings", "--limit", "1", "--format", "jsonl");
  expect(stdout).toContain("legacyUserId");
});

test("put back as it was, verify passes and cleanup removes every legacy field", async () => {
  expect((await cutover("verify")).code).toBe(0);
  const { code, stderr } = await cutover("cleanup");
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  const after = path.join(home.dir, "clean.zip");
  await deployment.convex("export", "--path", after);
  const zip = await Snapshot.open(after);
  for (const table of ["users", "cases", "userSettings", "userPreferences", "notifications"]) {
    for await (const line of zip.lines(table)) expect(line).not.toContain('"legacy');
  }
  zip.close();
});

test("after the clean-up a load is refused: it would bring every document a second time", async () => {
  const { code, stderr } = await cutover("load");
  expect(code).toBe(3);
  expect(stderr).toContain("npx convex import --replace-all");
});
