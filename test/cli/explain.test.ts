import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { rowCodes } from "../../scripts/check/rowCodes.js";
import { failureKinds } from "../../scripts/cli/explain.js";
import { renderMessages } from "../../scripts/cli/output/renderExplained.js";
import { exitCodes, type FailureKind, failureOf } from "../../scripts/errors.js";
import { runCutover } from "../support/cutover.js";
import { projectDir } from "../support/folders.js";

const scripts = readdirSync(path.join(projectDir, "scripts"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => path.join(projectDir, "scripts", file));
const lists = [path.join(projectDir, "scripts/errors.ts"), ...scripts.filter((file) => file.endsWith("ailures.ts"))];

/** Each list of kinds that a file exports, by the name it is thrown by. */
async function readLists(): Promise<[name: string, kinds: Readonly<Record<string, FailureKind>>][]> {
  const modules = await Promise.all(lists.map(async (file) => (await import(file)) as Record<string, unknown>));
  return modules
    .flatMap((module) => Object.entries(module))
    .filter(([name, value]) => name.endsWith("Failures") && typeof value === "object")
    .map(([name, value]) => [name, value as Readonly<Record<string, FailureKind>>]);
}

describe("codes of failures", () => {
  test("explain knows every kind of every room", async () => {
    const all = (await readLists()).flatMap(([, kinds]) => Object.values(kinds));
    expect(all.length).toBeGreaterThan(60);
    expect(all.map(({ code }) => code).toSorted()).toStrictEqual(failureKinds.map(({ code }) => code));
  });

  test("no code and no title is used twice, and the first digit is an exit code's", () => {
    expect(new Set(failureKinds.map(({ code }) => code)).size).toBe(failureKinds.length);
    expect(new Set(failureKinds.map(({ title }) => title)).size).toBe(failureKinds.length);
    for (const { code } of failureKinds) {
      expect(code).toMatch(/^CUT\d{4}$/);
      expect(Object.keys(exitCodes)).toContain(failureOf(code));
    }
  });

  test("every kind is thrown somewhere", async () => {
    const code = (await Promise.all(scripts.map(async (file) => await readFile(file, "utf8")))).join("\n");
    const names = (await readLists()).flatMap(([list, kinds]) => Object.keys(kinds).map((name) => `${list}.${name}`));
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toStrictEqual([]);
  });

  test("docs/messages.md is what `npm run messages` writes", async () => {
    expect(await readFile(path.join(projectDir, "docs/messages.md"), "utf8")).toBe(
      renderMessages(failureKinds, rowCodes.values()),
    );
  });
});

describe("cutover explain", () => {
  test.each(failureKinds.map(({ code }) => code))("%s: what it means, why, what to do, an example", async (code) => {
    const kind = failureKinds.find((each) => each.code === code)!;
    const { code: exitCode, stdout, stderr } = await runCutover(["explain", code]);
    expect([exitCode, stderr]).toStrictEqual([0, ""]);
    for (const text of [kind.title, kind.means, kind.why, kind.next, kind.example]) expect(stdout).toContain(text);
    const json: unknown = JSON.parse((await runCutover(["explain", code.slice(3), "--json"])).stdout);
    expect(json).toStrictEqual({ ...kind, failure: failureOf(code), exitCode: exitCodes[failureOf(code)] });
  });

  test("without a code it lists all; an unknown one is refused with its own code", async () => {
    const { stdout } = await runCutover(["explain"]);
    expect(stdout.trim().split("\n")).toHaveLength(failureKinds.length + rowCodes.size + 2);
    const unknown = await runCutover(["explain", "CUT9999"]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('CUT1003: There is no code "CUT9999"');
    expect(JSON.parse((await runCutover(["explain", "--json"])).stdout)).toHaveLength(
      failureKinds.length + rowCodes.size,
    );
  });

  test("the examples are commands that exist, with flags they take", async () => {
    const { parseWords } = await import("../../scripts/cli/program.js");
    const typed = failureKinds.flatMap(({ example }) =>
      example
        .split(" && ")
        .filter((line) => /^npx cutover (?!--)/.test(line) && !/[…'"]|--help/.test(line))
        .map((line) => line.split(" ").slice(2)),
    );
    expect(typed.length).toBeGreaterThan(40);
    for (const words of typed) expect(parseWords(words)).toHaveProperty("command");
  });
});

test("several faults stand below one line with the code", async () => {
  const { stderr } = await runCutover(["export", "--plan", "nowhere/plan.ts"]);
  expect(stderr).toMatch(
    /^\nCUT1103: plan\.ts or schema\.ts is missing\nThere is no plan .*\n {2}→ .*\nThere is no schema\.ts .*\n {2}→ .*\nnpx cutover explain/,
  );
});

test("a failure is printed with its code, and --json has it too", async () => {
  const { code, stdout, stderr } = await runCutover(["export", "--sorce", "x"]);
  expect([code, stdout]).toStrictEqual([1, ""]);
  expect(stderr).toMatch(/^\nCUT1001: .*\n {2}→ .*\nnpx cutover explain CUT1001 tells more\.\n$/);
  const json = await runCutover(["export", "--sorce", "x", "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: "CUT1001", failure: "usage", exitCode: 1 } });
});

test("codes of rows, which reports and issues show, could not be explained", async () => {
  const { code, stdout } = await runCutover(["explain", "several-old"]);
  expect([code, stdout]).toStrictEqual([0, expect.stringContaining("npx cutover match settle <key> --keep <id>")]);
  expect(JSON.parse((await runCutover(["explain", "orphan", "--json"])).stdout)).toMatchObject({
    stages: ["check", "export"],
  });
  expect((await runCutover(["explain"])).stdout).toContain("\nmissing_target  resolve\n");
  expect(await runCutover(["explain", "severl_old"])).toMatchObject({ code: 1 });
});

test("every issue that a function in Convex may write is known", () => {
  const client = path.join(projectDir, "convex/client");
  const files = ["match", "resolve", "cleanup", "changes"].flatMap((room) =>
    readdirSync(path.join(client, room)).map((name) => readFileSync(path.join(client, room, name), "utf8")),
  );
  const patterns = [
    /addIssue\([^;]*?code: "(\w+)"/g,
    /kind: "issue", code: "(\w+)"/g,
    /\bsay\("(\w+)"/g,
    /accounts, "(\w+)", why/g,
  ];
  const codes = files.flatMap((text) => patterns.flatMap((each) => [...text.matchAll(each)].map(([, code]) => code!)));
  expect(new Set(codes).size).toBeGreaterThan(9);
  expect(codes.filter((each) => !rowCodes.has(each))).toStrictEqual([]);
});
