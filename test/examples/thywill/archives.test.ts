import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ExampleRun, runExample } from "./run.js";

let run: ExampleRun;

beforeAll(async () => {
  run = await runExample("export");
});
afterAll(async () => await run.remove());

test("each path is there once, and whether its file is still there is true", () => {
  const archives = run.documents("archives");
  const folder = path.dirname(run.example.source);
  expect(new Set(archives.map((archive) => archive["path"])).size).toBe(archives.length);
  for (const { path: file, isGone } of archives) expect(existsSync(path.resolve(folder, String(file)))).toBe(!isGone);
  expect(archives.filter(({ isGone }) => isGone === true).length).toBeGreaterThan(10);
});

test("their kind and month are what the path says", () => {
  const archives = run.documents("archives");
  const ofKind = (wanted: string) => archives.filter(({ kind }) => kind === wanted);
  expect([...new Set(archives.map(({ kind }) => String(kind)))].toSorted()).toEqual([
    "attributesOfMonth",
    "marksOfMonth",
    "prayer",
    "user",
    "usersOfMonth",
  ]);
  expect(ofKind("user").filter(({ month }) => month !== undefined)).toEqual([]);
  for (const { path: file, month } of ofKind("marksOfMonth")) {
    expect(file).toContain(String(month).replace("-", "_"));
  }
});

test("rows refer to them by path, and never to the word that stood for none", () => {
  const paths = new Set(run.documents("archives").map((archive) => archive["path"]));
  const referred = ["users", "prayers", "prayerMarks", "activity"].flatMap((table) =>
    run.documents(table).flatMap(({ legacyArchiveId: file }) => file ?? []),
  );
  expect(referred.length).toBeGreaterThan(100);
  expect(referred.filter((file) => !paths.has(file))).toEqual([]);
});
