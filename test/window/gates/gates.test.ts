import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { afterEach, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { definePlan, duringCutover, id, ref, table, text } from "../../../convex/client/index.js";
import { memorySource } from "../../../scripts/sources/memory/memory.js";
import { measureQuiet } from "../../../scripts/window/gates/quiet.js";
import { measureScheduledWork } from "../../../scripts/window/gates/scheduledWork.js";
import { measureUnguarded } from "../../../scripts/window/gates/unguarded.js";
import { RunDirectory } from "../../../scripts/run/runDirectory.js";
import { readFingerprints } from "../../../scripts/stages/backup.js";
import { makeContext } from "../../check/support.js";
import { temporaryDir } from "../../support/folders.js";

const plan = definePlan({
  people: table("people", { id: id(), name: text() }),
  tickets: table("tickets", { id: id(), person_id: ref("people") }),
});
const schema = duringCutover(
  defineSchema({
    people: defineTable({ name: v.string() }),
    tickets: defineTable({ personId: v.id("people") }),
    sessions: defineTable({ at: v.number() }),
    notes: defineTable({ by: v.optional(v.union(v.object({ person: v.id("people") }), v.null())) }),
  }),
  plan,
);
const source = memorySource({});

const homes: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await home.remove();
});

type Documents = Readonly<Record<string, readonly object[]>>;

/** A deployment that holds this when it is exported, one after the other. */
async function deployment(...states: Documents[]) {
  const home = await temporaryDir();
  homes.push(home);
  const exports = [...states];
  const call = async (_: string, [, file]: readonly string[]) => {
    await writeZip(file!, exports.shift()!);
    return { stdout: "", stderr: "" };
  };
  const context = makeContext({ plan, schema, source, answers: { call } });
  return { ...context, run: new RunDirectory(home.dir, "run") };
}

async function writeZip(file: string, documents: Documents): Promise<void> {
  const zip = new ZipFile();
  for (const [name, rows] of Object.entries(documents)) {
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    zip.addBuffer(Buffer.from(lines), `${name}/documents.jsonl`);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

const ann = { _id: "1", name: "Ann" };
const bob = { _id: "2", name: "Bob" };
const now = { people: [ann], tickets: [{ _id: "3", personId: "1" }], sessions: [{ _id: "4", at: 1 }], notes: [] };
/** As it was when the backup was made. */
async function backupOf(documents: Documents) {
  const home = await temporaryDir();
  homes.push(home);
  const file = path.join(home.dir, "backup.zip");
  await writeZip(file, documents);
  return await readFingerprints(file);
}

const waits: number[] = [];
const wait = async (ms: number) => void waits.push(ms);

describe("quiet", () => {
  test("nothing changed for ten seconds opens it; tables without a reference to a migrated one do not count", async () => {
    waits.length = 0;
    const context = await deployment({ ...now, sessions: [{ _id: "4", at: 2 }] });
    const gate = await measureQuiet(context, { before: await backupOf(now), wait });
    expect(gate).toMatchObject({ isOpen: true, value: "nothing appeared or changed in 3 tables for 10 s" });
    expect(waits).toEqual([10_000]);
  });

  test.each<[string, Documents, string]>([
    ["a document that appeared", { ...now, people: [ann, bob] }, "people: 2 documents instead of 1"],
    ["one that changed", { ...now, people: [{ ...ann, name: "Anna" }] }, "people: 1 documents, but not the same ones"],
    ["one that is gone", { ...now, tickets: [] }, "tickets: 0 documents instead of 1"],
    ["a reference to a migrated table", { ...now, notes: [{ _id: "5" }] }, "notes: 1 documents instead of 0"],
  ])("%s closes it", async (_, after, value) => {
    const gate = await measureQuiet(await deployment(after), { before: await backupOf(now), wait });
    expect(gate).toMatchObject({ isOpen: false, value });
  });

  test("the backup is what it is compared with, so that the deployment is read once more only", async () => {
    const context = await deployment({ ...now, people: [ann, bob] });
    expect(await measureQuiet(context, { before: await backupOf(now), wait })).toMatchObject({ isOpen: false });
  });
});

/** A deployment whose functions answer this, one call after the other. */
function asking(pages: object[], asked: object[] = []) {
  const run = async (_: string, args: object) => {
    asked.push(args);
    return pages.shift();
  };
  return makeContext({ plan, schema, source, answers: { run: run as never } });
}

const call = (name: string) => ({ function: name, at: Date.UTC(2026, 10, 28) });
const write = (name: string) => ({ kind: "mutation" as const, name, file: "convex/notes.ts", line: 7, through: [] });

describe("scheduled work", () => {
  const writes = { postponed: ["notes:later"], exempt: ["sessions:touch"] };
  const at = Date.UTC(2026, 10, 28);
  test("what would be thrown away closes it, what is put off or exempt does not", async () => {
    const asked: object[] = [];
    const context = asking(
      [
        { due: [call("notes:sweep"), call("notes:later")], isDone: false, cursor: "next" },
        { due: [call("mail:send"), call("notes:sweep"), call("sessions:touch")], isDone: true, cursor: null },
      ],
      asked,
    );
    const options = { ...context.options, windowMinutes: 30 };
    const gate = await measureScheduledWork({ ...context, options }, writes, at);
    expect(gate).toMatchObject({ isOpen: false, value: "due within 30 min: mail:send, notes:sweep (2 calls)" });
    expect(asked).toEqual([
      { until: at + 1_800_000, cursor: null },
      { until: at + 1_800_000, cursor: "next" },
    ]);
  });

  test("nothing due opens it; without a named window it looks an hour ahead", async () => {
    const gate = await measureScheduledWork(
      asking([{ due: [call("notes:later")], isDone: true, cursor: null }]),
      writes,
      at,
    );
    expect(gate).toMatchObject({ isOpen: true, value: "nothing is due within 60 min" });
  });
});

describe("nothing unguarded", () => {
  const writes = { unguarded: [], exempt: [], unknown: [], postponed: [], refusedCrons: [] };

  test("the first few are named, with where they are", () => {
    const unguarded = ["a", "b", "c", "d", "e", "f", "g"].map((name) => write(`notes:${name}`));
    const { isOpen, value } = measureUnguarded({ ...writes, unguarded });
    expect(isOpen).toBe(false);
    expect(value).toContain("notes:a (mutation, convex/notes.ts:7); notes:b");
    expect(value).toContain("notes:e (mutation, convex/notes.ts:7); 2 more");
  });

  test("what is exempt is said", () => {
    const gate = measureUnguarded({ ...writes, exempt: ["sessions:touch"] });
    expect(gate).toMatchObject({ isOpen: true, value: "every write is guarded, but for sessions:touch" });
  });
});
