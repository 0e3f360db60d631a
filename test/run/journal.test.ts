import { appendFile, stat, truncate } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { Journal } from "../../scripts/run/journal.js";
import { temporaryDir } from "../support/folders.js";

test("the event after a line that a full disk had cut off went on in that line, and both were lost", async () => {
  const { dir, remove } = await temporaryDir();
  const file = path.join(dir, "journal.jsonl");
  const journal = new Journal(file);
  await journal.append({ stage: "export", event: "started" });
  await journal.append({ stage: "export", event: "failed", message: "The disk is full" });
  await truncate(file, (await stat(file)).size - 10);
  await journal.append({ stage: "rollback", event: "started" });
  await appendFile(file, '{"at":"2026');
  await journal.append({ stage: "rollback", event: "finished" });
  const events = (await journal.entries()).map(({ stage, event }) => `${stage} ${event}`);
  expect(events).toStrictEqual(["export started", "rollback started", "rollback finished"]);
  await remove();
});

test("an entry that says something else is named by its line", async () => {
  const { dir, remove } = await temporaryDir();
  const file = path.join(dir, "journal.jsonl");
  const journal = new Journal(file);
  await journal.append({ stage: "export", event: "started" });
  await appendFile(file, '{"at":"2026-01-01","stage":"load","event":"done"}\n');
  await expect(journal.entries()).rejects.toThrow(/^event: .* \(.*journal\.jsonl:2\)\n/);
  await remove();
});
