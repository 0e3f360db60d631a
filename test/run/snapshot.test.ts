import { createWriteStream } from "node:fs";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { expect, test } from "vitest";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { makeZip } from "../../scripts/run/zip.js";
import { temporaryDir } from "../support/folders.js";

const linesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => `${JSON.stringify({ at, text: randomBytes(4_000).toString("hex") })}\n`);

test("a table that was left after its first line kept its turn at the file: the next one was waited for without end", async () => {
  const home = await temporaryDir();
  const file = path.join(home.dir, "export.zip");
  const tables = ["people", "tickets", "notes"];
  const entries = tables.map((table) => ({
    name: `${table}/documents.jsonl`,
    chunks: linesOf(60).map((line) => Buffer.from(line)),
  }));
  await pipeline(makeZip(entries), createWriteStream(file));
  const snapshot = await Snapshot.open(file);
  const readAll = async (table: string) => {
    let lines = 0;
    for await (const line of snapshot.lines(table)) lines += (JSON.parse(line) as { at: number }).at + 1;
    return lines;
  };
  const whole = (60 * 61) / 2;
  try {
    for (let round = 0; round < 20; round++) {
      for (const table of tables) for await (const line of snapshot.lines(table)) if (line !== "") break;
      expect(await Promise.all(tables.map(readAll))).toEqual([whole, whole, whole]);
    }
  } finally {
    snapshot.close();
    await home.remove();
  }
});
