import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { projectDir } from "../support/folders.js";

let copy: string;

beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), "cutover-rooms-"));
  for (const name of ["scripts", "convex", "tsconfig.json", ".dependency-cruiser.cjs", "package.json"])
    cpSync(path.join(projectDir, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(projectDir, "node_modules"), path.join(copy, "node_modules"));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

/** What `npm run arrows` says in the copy. */
function cruise(): { code: number | null; said: string } {
  const command = path.join(copy, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const words = [command, "scripts", "convex", "--config", ".dependency-cruiser.cjs", "--output-type", "err-long"];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: copy, encoding: "utf8" });
  // Long reasons are wrapped to the width of the terminal.
  return { code: status, said: (stdout + stderr).replaceAll(/\s+/g, " ") };
}

test("the rooms as they are have no upward import and no circle", () => {
  expect(cruise().said).toContain("no dependency violations found");
});

test("an upward import, of a type only, is refused with the reason", () => {
  appendFileSync(
    path.join(copy, "scripts/run/journal.ts"),
    '\nimport type { Options } from "../cli/options.js";\nexport type Upward = Options;\n',
  );
  const { code, said } = cruise();
  expect(code).not.toBe(0);
  expect(said).toContain("run-looks-down: scripts/run/journal.ts → scripts/cli/options.ts");
  expect(said).toContain("a type that two rooms need lives in the lower one");
});

test("a circle of two files is refused", () => {
  const [one, two] = ["one", "two"].map((name) => path.join(copy, "scripts/run", `${name}.ts`)) as [string, string];
  writeFileSync(one, 'import type { Two } from "./two.js";\nexport type One = Two | 1;\n');
  writeFileSync(two, 'import type { One } from "./one.js";\nexport type Two = One | 2;\n');
  const { code, said } = cruise();
  expect(code).not.toBe(0);
  expect(said).toContain("no-circular: scripts/run/one.ts");
});
