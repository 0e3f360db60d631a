import path from "node:path";
import { expect, test } from "vitest";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { LineWriter } from "../../scripts/rows/lineWriter.js";
import { readCurrentRun } from "../../scripts/target/composeUpload.js";
import { temporaryDir } from "../support/cutover.js";

test("merged accounts were dropped when the export had no records of the component: the current run is not made up", async () => {
  const { dir, remove } = await temporaryDir();
  const read = async (name: string, table: string, lines: readonly string[]) => {
    const file = path.join(dir, name);
    const writer = await LineWriter.createZip(file, table);
    for (const line of lines) await writer.write(line);
    await writer.finish();
    const zip = await Snapshot.open(file);
    const run = await readCurrentRun(zip);
    zip.close();
    return run;
  };
  const current = '{"_id":"r2","state":"current"}';
  expect(await read("own.zip", "_components/cutover/runs", ['{"_id":"r1","state":"replaced"}', current])).toBe("r2");
  expect(await read("renamed.zip", "_components/moving/runs", [current])).toBeNull();
  await remove();
});
