import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { projectDir } from "../../support/folders.js";

const list = await readFile(path.join(import.meta.dirname, "cases.md"), "utf8");
const rows = [...list.matchAll(/^\| (S?\d\d) [^|]+ \| (\S+) \| (.*) \|$/gm)].map(
  ([, number, file, title]): [number: string, file: string, title: string] => [number!, file!, title!],
);

const numbers = (length: number, prefix = "") =>
  Array.from({ length }, (_, index) => prefix + String(index + 1).padStart(2, "0"));

test("the list has each of the 90 cases, and of the 12 that the systems ask for, in order", () => {
  expect(rows.map(([number]) => number)).toEqual([...numbers(90), ...numbers(12, "S")]);
});

test.each(rows)("case %s is held by %s: %s", async (_number, file, title) => {
  const text = await readFile(path.join(projectDir, file), "utf8");
  expect(text.includes(JSON.stringify(title)), `${file} has no test called ${title}`).toBe(true);
});
