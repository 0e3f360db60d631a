import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readManifest, writeManifest, type Manifest } from "../../scripts/run/manifest.js";

let dir: string;
let file: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "cutover-"));
  file = path.join(dir, "manifest.json");
});
afterAll(async () => await rm(dir, { recursive: true }));

const table: Manifest["tables"][number] = {
  table: "users",
  sources: ["users"],
  read: 1,
  written: 1,
  rejected: 0,
  filtered: 0,
  merged: 0,
  rejectedByCode: {},
  bytes: 20,
  sha256: "",
  largestBytes: 20,
  format: "jsonl",
  sums: [],
  seconds: 0.1,
};

const manifest: Manifest = {
  run: "r",
  planHash: "p",
  source: "data.sql",
  snapshotTime: null,
  finishedAt: "2026-01-01T00:00:00Z",
  versions: {},
  tables: [table],
  files: [],
};

test("what was written is read again, and the file says its version", async () => {
  await writeManifest(file, manifest);
  expect(await readManifest(file)).toStrictEqual(manifest);
  expect(JSON.parse(await readFile(file, "utf8"))).toStrictEqual({ version: 1, ...manifest });
});

test("a file that is not there is null", async () => {
  expect(await readManifest(path.join(dir, "none.json"))).toBeNull();
});

const damages = [
  {
    name: "a cut-off file",
    text: '{"version":1,"run',
    message: /^This is not JSON: .* \(.*manifest\.json\)\n {2}→ cutover export$/,
  },
  { name: "a list", text: "[]", message: /^expected object, received array \(/ },
  {
    name: "another version",
    text: JSON.stringify({ ...manifest, version: 2 }),
    message: /^The file has version 2, this command reads version 1 \(/,
  },
  { name: "no version", text: JSON.stringify(manifest), message: /^The file has no version, / },
  {
    name: "a text for a number",
    text: JSON.stringify({ version: 1, ...manifest, tables: [{ ...table, written: "1" }] }),
    message: /^tables\[0\]\.written: expected number, received string \(.*manifest\.json\)\n {2}→ cutover export$/,
  },
];

test.each(damages)("$name is named, with the file and the next command", async ({ text, message }) => {
  await writeFile(file, text);
  await expect(readManifest(file)).rejects.toMatchObject({ failure: "gate", message: expect.stringMatching(message) });
});
