import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderInserts } from "../../examples/perm-tracker/generate.js";
import type { Manifest } from "../../scripts/run/manifest.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { loadDump, startExampleServer } from "../examples/perm-tracker/server.js";
import { runCutover } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";
import { source } from "../support/permTracker.js";

interface Exported {
  readonly manifest: Manifest;
  /** Table → its documents, one line each. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

let home: Awaited<ReturnType<typeof temporaryDir>>;
let server: Awaited<ReturnType<typeof startExampleServer>>;
let fromCopyDump: Exported;

beforeAll(async () => {
  home = await temporaryDir();
  server = await startExampleServer();
  await loadDump(server.client);
  fromCopyDump = await exportFrom("copy", source);
});

afterAll(async () => {
  await server.stop();
  await home.remove();
});

async function exportFrom(name: string, locator: string, env: NodeJS.ProcessEnv = {}): Promise<Exported> {
  const dir = path.join(home.dir, name);
  const { code, stderr } = await runCutover(["export", "--source", locator, "--dir", dir], env);
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  const manifest = JSON.parse(await readFile(path.join(dir, "latest/manifest.json"), "utf8")) as Manifest;
  const lines = await Promise.all(
    manifest.tables.map(async ({ table, format }) => [table, await readDocuments(dir, table, format)] as const),
  );
  // A server hands rows over in physical order, which is not the order in which they were inserted.
  return { manifest, lines: new Map(lines.map(([table, own]) => [table, own.toSorted()])) };
}

async function readDocuments(dir: string, table: string, format: "jsonl" | "zip"): Promise<string[]> {
  const file = path.join(dir, "latest/documents", `${table}.${format}`);
  if (format === "jsonl") return (await readFile(file, "utf8")).split("\n").slice(0, -1);
  const zip = await Snapshot.open(file);
  const lines: string[] = [];
  for await (const line of zip.lines(table)) lines.push(line);
  zip.close();
  return lines;
}

test("the COPY dump and the live database give byte-identical documents", async () => {
  const live = await exportFrom("live", server.url);
  for (const [table, lines] of fromCopyDump.lines) expect(live.lines.get(table)).toStrictEqual(lines);
  expect(live.manifest.tables.map(({ sums }) => sums)).toStrictEqual(
    fromCopyDump.manifest.tables.map(({ sums }) => sums),
  );
});

test("the live database gives the same documents under another time zone", async () => {
  const tokyo = await exportFrom("tokyo", server.url, { TZ: "Asia/Tokyo", PGTZ: "Asia/Tokyo" });
  for (const [table, lines] of fromCopyDump.lines) expect(tokyo.lines.get(table)).toStrictEqual(lines);
});

test("the INSERT dump gives the same documents, save for the row the Supabase CLI damages, which is rejected", async () => {
  const folder = path.join(home.dir, "inserts-source");
  const data = renderInserts().get("source/data.inserts.sql")!;
  const files = [path.join(projectDir, source, "schema.sql"), `${folder}.sql`];
  await writeFile(files[1]!, data);
  const inserts = await exportFrom("inserts", files.toReversed().join(","));
  for (const [table, lines] of fromCopyDump.lines) {
    const missing = lines.filter((line) => !inserts.lines.get(table)!.includes(line));
    expect(missing).toHaveLength(table === "cases" ? 1 : 0);
    expect(inserts.lines.get(table)).toStrictEqual(lines.filter((line) => !missing.includes(line)));
  }
  const counts = inserts.manifest.tables.find(({ table }) => table === "cases")!;
  expect(counts.rejectedByCode.broken_row).toBe(1);
});
