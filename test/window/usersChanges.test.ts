import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

type Line = Record<string, unknown>;

async function readDocuments(table: string): Promise<Line[]> {
  const file = path.join(stage.hooks, "now.zip");
  await stage.data.exportTo(file);
  const zip = await Snapshot.open(file);
  const documents: Line[] = [];
  for await (const line of zip.lines(table)) documents.push(JSON.parse(line) as Line);
  zip.close();
  return documents;
}

/** What users of the app do to it before it has moved: all documents of the table, as they are from now on. */
async function rewrite(table: string, change: (document: Line) => Line | null): Promise<void> {
  const documents = (await readDocuments(table)).map(change).filter((document) => document !== null);
  await stage.data.importDocuments(stage.hooks, table, documents, "replace");
}

test("what people had changed and deleted in Convex since the preload made the window go back", async () => {
  const person = { name: "Person of the new app", email: "person2@example.com", emailVerificationTime: 1 };
  await stage.data.importDocuments(stage.hooks, "people", [person], "append");
  const preload = await stage.cutover("preload");
  expect(`${preload.code} ${preload.stderr}`).toMatch(/^0 /);
  await rewrite("people", (each) => (each["email"] === person.email ? { ...each, phone: "theirs" } : each));
  await rewrite("tickets", (ticket) => {
    if (ticket["legacyId"] === "7") return null;
    return ticket["legacyId"] === "3" || ticket["legacyId"] === "4" ? { ...ticket, title: "theirs" } : ticket;
  });
  await stage.postgres.run(
    "UPDATE tickets SET amount = 41 WHERE id = 4; UPDATE tickets SET title = 'ours' WHERE id = 5",
  );
  const { code, stderr } = await stage.go();
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stderr).toMatch(/changed or deleted in Convex stays so: 4, in .*conflicts\.jsonl/);
  const tickets = new Map((await readDocuments("tickets")).map((ticket) => [ticket["legacyId"], ticket]));
  expect(tickets.size).toBe(29);
  expect(tickets.get("3")).toMatchObject({ title: "theirs" });
  expect(tickets.get("4")).toMatchObject({ title: "theirs", amount: 41 });
  expect(tickets.get("5")).toMatchObject({ title: "ours" });
  const listed = await readFile(path.join(stage.dir, "latest/writes/conflicts.jsonl"), "utf8");
  const lines = listed
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  expect(lines.map(({ legacyKey, field, theirs }) => [legacyKey, field, theirs]).toSorted()).toStrictEqual([
    ["2", "phone", '"theirs"'],
    ["3", "title", '"theirs"'],
    ["4", "title", '"theirs"'],
    ["7", null, null],
  ]);
});
