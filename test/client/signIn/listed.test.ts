import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { projectDir } from "../../support/folders.js";

const list = await readFile(path.join(import.meta.dirname, "cases.md"), "utf8");
const rows = [...list.matchAll(/^\| (\d\d) [^|]+ \| (\S+) \| (.*) \|$/gm)].map(
  ([, number, file, title]): [number: string, file: string, title: string] => [number!, file!, title!],
);

test("the list has each of the 48 cases, in order", () => {
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 48 }, (_, index) => index + 1));
});

test.each(rows)("case %s is held by %s: %s", async (_number, file, title) => {
  const text = await readFile(path.join(projectDir, file), "utf8");
  expect(text.includes(JSON.stringify(title)), `${file} has no test called ${title}`).toBe(true);
});
