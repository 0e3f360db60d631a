import { afterEach, beforeEach, expect, test } from "vitest";
import { Stage } from "./command.js";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.close());

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const { url, adminKey } = stage.rehearsal;
  const response = await fetch(`${url}${path}`, { ...init, headers: { authorization: `Convex ${adminKey}` } });
  return { status: response.status, text: await response.text() };
}

async function add(legacyId: string, more: object = {}): Promise<string> {
  const body = JSON.stringify({ path: "cases:add", args: { legacyId, ...more } });
  return (JSON.parse((await ask("/api/function", { method: "POST", body })).text) as { value: string }).value;
}

/** Timestamps are longer than a number holds, so the text decides. */
function cursorOf(text: string, name = "cursor"): string {
  return new RegExp(`"${name}":([0-9]+)`).exec(text)![1]!;
}

interface Delta {
  _id: string;
  _table: string;
  _component: string;
  _deleted?: boolean;
  legacyId?: string;
  cents?: string;
}

const valuesOf = (text: string) => (JSON.parse(text) as { values: Delta[]; hasMore: boolean }).values;

test("document_deltas gives what was written after a snapshot, and its cursor goes on", async () => {
  await add("before");
  const { text: snapshot } = await ask("/api/list_snapshot");
  expect(valuesOf(snapshot)).toMatchObject([{ _table: "cases", _component: "", legacyId: "before" }]);
  const since = cursorOf(snapshot, "snapshot");
  const id = await add("later", { cents: { $integer: "AQAAAAAAIAA=" } });
  const { text } = await ask(`/api/document_deltas?cursor=${since}`);
  expect(valuesOf(text)).toMatchObject([{ _id: id, legacyId: "later", cents: "9007199254740993", _deleted: false }]);
  const next = await ask("/api/document_deltas", { method: "POST", body: `{"cursor":${cursorOf(text)}}` });
  expect(valuesOf(next.text)).toEqual([]);
});

test("the timestamp of an export is a cursor, too", async () => {
  await add("before");
  const { stderr } = await stage.convex("export", "--path", `${stage.folder}/x.zip`);
  const since = /at timestamp ([0-9]+)/.exec(stderr)![1]!;
  await add("later");
  expect(valuesOf((await ask(`/api/document_deltas?cursor=${since}`)).text)).toMatchObject([{ legacyId: "later" }]);
});

test("pages of deltas never cut a transaction, and together give everything once", async () => {
  const { text: start } = await ask("/api/list_snapshot");
  for (let n = 0; n < 130; n++) await add(`case ${String(n)}`);
  const found: Delta[] = [];
  let cursor = cursorOf(start, "snapshot");
  for (let hasMore = true; hasMore;) {
    const { text } = await ask(`/api/document_deltas?cursor=${cursor}&tableName=cases`);
    found.push(...valuesOf(text));
    cursor = cursorOf(text);
    ({ hasMore } = JSON.parse(text) as { hasMore: boolean });
  }
  expect(found.map(({ legacyId }) => legacyId)).toEqual(Array.from({ length: 130 }, (_, n) => `case ${String(n)}`));
});

test("what an import swapped away is not in the deltas, and neither are its deletions", async () => {
  const { text: start } = await ask("/api/list_snapshot");
  await add("swapped away");
  await stage.importLines("cases", ['{"legacyId":"imported"}'], "--replace");
  const { text } = await ask(`/api/document_deltas?cursor=${cursorOf(start, "snapshot")}`);
  expect(valuesOf(text)).toMatchObject([{ legacyId: "imported", _deleted: false }]);
});

test("a deployment without streaming export says so, as Convex does", async () => {
  await stage.close();
  stage = await Stage.open({ streaming: false });
  const { status, text } = await ask("/api/document_deltas?cursor=0");
  expect(status).toBe(403);
  expect(JSON.parse(text)).toMatchObject({ code: "StreamingExportNotEnabled" });
});
