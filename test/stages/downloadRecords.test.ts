import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { downloadRecords, noteRecords } from "../../scripts/stages/downloadRecords.js";
import type { Context } from "../../scripts/stages/stage.js";
import { temporaryDir } from "../support/folders.js";

const conflict = (number: number) => ({
  number,
  table: "users",
  id: `u${number}`,
  legacyKey: String(number),
  field: "name",
  theirs: '"Ann"',
  ours: '"Anne"',
  kept: "theirs",
});

let home: Awaited<ReturnType<typeof temporaryDir>>;
let run: RunDirectory;
let notes: string[];
/** The component's records, and what it was told to forget. */
let records: { removed: object[]; conflicts: { number: number }[] };
let forgotten: unknown[];

beforeEach(async () => {
  home = await temporaryDir();
  run = await createRun(home.dir, new Date(0));
  notes = [];
  forgotten = [];
  records = { removed: [], conflicts: [] };
});

afterEach(async () => await home.remove());

/** Pages of two, as the component gives them. */
function answer(name: string, args: { after: number }): unknown {
  if (name === "clearRemoved") {
    forgotten.push(args);
    return false;
  }
  const all = records[name as keyof typeof records] as { number: number }[];
  const items = all.filter(({ number }) => number > args.after).slice(0, 2);
  return { items, next: items.length < 2 ? null : items.at(-1)!.number };
}

function context(): Context {
  const app = {
    functionName: (name: string) => name,
    convex: { run: async (name: string, args: { after: number }) => await Promise.resolve(answer(name, args)) },
  };
  const progress = { note: (line: string) => void notes.push(line) };
  return { app, run, progress } as never;
}

const readLines = async (name: string) => (await readFile(run.file("writes", name), "utf8")).trimEnd().split("\n");

test("what somebody had changed in Convex beside a load was in no file until a rollback", async () => {
  records.conflicts = [conflict(0), conflict(1), conflict(2)];
  await noteRecords(context());
  expect((await readLines("conflicts.jsonl")).map((line) => JSON.parse(line) as unknown)).toStrictEqual(
    records.conflicts,
  );
  expect(notes.join("\n")).toContain("values that somebody has changed in Convex stay as they are: 3");
  expect(forgotten).toStrictEqual([]);
});

test("downloaded again, after a kill or by a rollback, each stands there once, and then the component forgets them", async () => {
  records.conflicts = [conflict(0), conflict(1)];
  await downloadRecords(context());
  records.conflicts.push(conflict(2));
  expect(await downloadRecords(context(), { forget: true })).toStrictEqual({ removed: 0, conflicts: 1 });
  expect(await readLines("conflicts.jsonl")).toHaveLength(3);
  expect(forgotten).toStrictEqual([{ runId: run.run, removed: -1, conflicts: 2 }]);
});

test("where nothing was in the way nothing is said, and there is no file", async () => {
  await noteRecords(context());
  expect(notes).toStrictEqual([]);
  await expect(readLines("conflicts.jsonl")).rejects.toThrow("ENOENT");
});
