import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { callFunction } from "../../../scripts/deployment/functionEndpoint.js";
import { Stage } from "./command.js";

/** A pace that stops at every step until the test lets it go on. */
class Gate {
  isOpen = true;
  private waiting: (() => void)[] = [];
  private reached: (() => void)[] = [];

  readonly pace = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (this.isOpen) return;
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      for (const tell of this.reached.splice(0)) tell();
    });
  };

  /** Resolves when something has begun and waits here. */
  async isReached(): Promise<void> {
    if (this.waiting.length === 0) await new Promise<void>((resolve) => this.reached.push(resolve));
  }

  open(): void {
    this.isOpen = true;
    for (const go of this.waiting.splice(0)) go();
  }
}

let gate: Gate;
let stage: Stage;
beforeEach(async () => {
  gate = new Gate();
  stage = await Stage.open({ pace: gate.pace });
});
afterEach(async () => {
  gate.open();
  await stage.close();
});

/** As a client calls it, while a command runs. */
async function add(legacyId: string): Promise<void> {
  const { code, stderr } = await callFunction(stage.rehearsal, "cases:add", { legacyId }, AbortSignal.timeout(60_000));
  if (code !== 0) throw new Error(stderr);
}

async function listCases(): Promise<string[]> {
  const lines = (await stage.read())["cases/documents.jsonl"]?.split("\n").filter((line) => line !== "") ?? [];
  return lines.map((line) => (JSON.parse(line) as { legacyId: string }).legacyId);
}

test.each(["--replace", "--replace-all"])(
  "what a function writes while %s fills a hidden table is gone after the swap",
  async (mode) => {
    await add("before");
    gate.isOpen = false;
    const importing = stage.importLines("cases", ['{"legacyId":"imported"}'], mode);
    await gate.isReached();
    await add("meanwhile");
    expect(await stage.data.call("cases:count", {})).toBe(2);
    gate.open();
    expect(await importing).toMatchObject({ code: 0 });
    expect(await listCases()).toEqual(["imported"]);
  },
);

test("an import into an empty table takes away what was written to it meanwhile, too", async () => {
  gate.isOpen = false;
  const importing = stage.importLines("cases", ['{"legacyId":"imported"}']);
  await gate.isReached();
  await add("meanwhile");
  gate.open();
  expect(await importing).toMatchObject({ code: 0 });
  expect(await listCases()).toEqual(["imported"]);
});

test("--replace-all empties a table that got its first document while it ran", async () => {
  gate.isOpen = false;
  const importing = stage.importLines("users", ['{"email":"a@example.com"}'], "--replace-all");
  await gate.isReached();
  await add("meanwhile");
  gate.open();
  expect(await importing).toMatchObject({ code: 0 });
  expect(await listCases()).toEqual([]);
});

test("--append keeps what functions write meanwhile", async () => {
  gate.isOpen = false;
  const importing = stage.importLines("cases", ['{"legacyId":"imported"}'], "--append");
  await gate.isReached();
  await add("meanwhile");
  gate.open();
  expect(await importing).toMatchObject({ code: 0 });
  expect((await listCases()).toSorted()).toEqual(["imported", "meanwhile"]);
});

test("an export holds the moment it began; a second one is refused until it is done", async () => {
  await add("before");
  gate.isOpen = false;
  const exporting = stage.export();
  await gate.isReached();
  await add("meanwhile");
  const second = await stage.convex("export", "--path", path.join(stage.folder, "second.zip"));
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining("already requested or in progress") });
  gate.open();
  expect((await exporting)["cases/documents.jsonl"]?.trim().split("\n")).toHaveLength(1);
  expect(await listCases()).toEqual(["before", "meanwhile"]);
});
