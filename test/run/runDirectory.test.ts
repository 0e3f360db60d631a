import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRun, ensureRoot, findLatestRun, findLostRun, rehearsalsIn } from "../../scripts/run/runDirectory.js";

let home: string;
let dir: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), "runs-"));
  dir = path.join(home, "runs");
  await mkdir(dir);
});
afterEach(async () => await rm(home, { recursive: true }));

const link = () => path.join(dir, "latest");

test("latest led to a folder elsewhere, and files were written there", async () => {
  await mkdir(path.join(home, "elsewhere"));
  for (const target of ["../elsewhere", path.join(home, "elsewhere"), "..", "a/b"]) {
    await symlink(target, link());
    await expect(findLatestRun(dir)).rejects.toThrow(
      /^It leads out of the folder of runs.*\(.*latest\)\n {2}→ .*ln -sfn/,
    );
    await rm(link());
  }
  await symlink(path.join(home, "elsewhere"), path.join(dir, "run"));
  await symlink("run", link());
  await expect(findLatestRun(dir)).rejects.toThrow(/^It leads out of the folder of runs, to .*elsewhere/);
});

test("latest that is a copy and no link is named", async () => {
  await mkdir(link());
  await expect(findLatestRun(dir)).rejects.toMatchObject({
    failure: "gate",
    message: expect.stringContaining("It is no link"),
  });
});

test("a run whose folder was deleted was written to as if it were there, and ended as a bug", async () => {
  const run = await createRun(dir, new Date(0));
  expect([(await findLatestRun(dir))?.run, await findLostRun(dir)]).toStrictEqual([run.run, null]);
  await rm(run.file(), { recursive: true });
  expect([await findLatestRun(dir), await findLostRun(dir)]).toStrictEqual([null, run.run]);
});

test("a rehearsal's run is never the latest", async () => {
  const run = await createRun(dir, new Date(0));
  const rehearsal = await createRun(rehearsalsIn(dir), new Date(1));
  expect((await findLatestRun(dir))?.run).toBe(run.run);
  expect((await findLatestRun(rehearsalsIn(dir)))?.run).toBe(rehearsal.run);
});

test.each(["file", "file/runs", "nowhere\0"])(
  "a folder of runs that cannot be made (%j) is said at once",
  async (name) => {
    await writeFile(path.join(home, "file"), "");
    await expect(ensureRoot(path.join(home, name))).rejects.toMatchObject({
      failure: "usage",
      message: expect.stringMatching(/^The folder of runs cannot be used: \w+[^]*--dir\.$/),
    });
  },
);
