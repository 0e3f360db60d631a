import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { projectDir } from "../../support/folders.js";

const list = await readFile(path.join(import.meta.dirname, "README.md"), "utf8");
const rows = [...list.matchAll(/^\| (\d\d-[a-z0-9-]+) \| (\S+) \| (.*) \|$/gm)].map(
  ([, name, file, title]): [name: string, file: string, title: string] => [name!, file!, title!],
);

test("the list has each of the 44 cases, in order", () => {
  const numbers = [...new Set(rows.map(([name]) => Number(name.slice(0, 2))))];
  expect(numbers).toEqual(Array.from({ length: 44 }, (_, index) => index + 1));
});

test.each(rows)("%s is held by %s: %s", async (_name, file, title) => {
  const text = await readFile(path.join(projectDir, file), "utf8");
  expect(text.includes(JSON.stringify(title)), `${file} has no test called ${title}`).toBe(true);
});
