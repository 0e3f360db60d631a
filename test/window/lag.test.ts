import { afterAll, beforeAll, expect, test } from "vitest";
import { writeManifest } from "../../scripts/run/manifest.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import { measureLag } from "../../scripts/window/preflight.js";
import { temporaryDir } from "../support/folders.js";

const readAt = Date.UTC(2026, 2, 10, 12);
const hour = 3_600_000;

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

async function writeRun(name: string, snapshotTime: number | null): Promise<RunDirectory> {
  const run = new RunDirectory(home.dir, name);
  const finishedAt = new Date(readAt + hour).toISOString();
  const counts = { tables: [], files: [], versions: {} };
  await writeManifest(run.manifest, { run: name, planHash: "0", source: "x", snapshotTime, finishedAt, ...counts });
  return run;
}

test("the gate catch-up-lag closes a day after the source was read, and names the command that opens it", async () => {
  const run = await writeRun("live", readAt);
  expect(await measureLag(run, readAt + 23.9 * hour)).toMatchObject({ isOpen: true, opens: "cutover catch-up" });
  expect(await measureLag(run, readAt + 24.1 * hour)).toMatchObject({
    isOpen: false,
    value: "the source was read 24.1 h ago",
  });
});

test("a file has no snapshot: the time its reading ended counts", async () => {
  const run = await writeRun("file", null);
  expect(await measureLag(run, readAt + 24.9 * hour)).toMatchObject({ isOpen: true });
  expect(await measureLag(run, readAt + 25.1 * hour)).toMatchObject({ isOpen: false });
});
