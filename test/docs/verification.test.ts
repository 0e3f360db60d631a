import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { levels } from "../../scripts/comparison/power.js";
import { projectDir } from "../support/folders.js";

test("the table of docs/verification.md is what the report says each level can and cannot find", async () => {
  const text = await readFile(path.join(projectDir, "docs/verification.md"), "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| level"));
  expect(rows).toStrictEqual(levels.map(({ level, finds, cannotFind }) => `| ${level} | ${finds} | ${cannotFind} |`));
});
