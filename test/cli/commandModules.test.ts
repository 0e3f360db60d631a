import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { projectDir } from "../support/folders.js";

test("every command loaded all the others first: status took as long to start as rehearse", async () => {
  const code = await readFile(path.join(projectDir, "scripts/cli/commands.ts"), "utf8");
  const imported = [...code.matchAll(/import(?! type)[^;]*?"\.\/commands\/(\w+)\.js"/g)].map(([words, name]) => ({
    name,
    isOnDemand: words.startsWith("import("),
  }));
  expect(imported.map(({ name }) => name)).toContain("status");
  expect(imported.filter(({ isOnDemand }) => !isOnDemand)).toStrictEqual([]);
});
