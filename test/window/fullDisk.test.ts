import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDir } from "../support/folders.js";
import { canMount, mountSmallDisk, type SmallDisk } from "../support/smallDisk.js";
import { killAt, readJournal, type Stage, startStage } from "./goSupport.js";

const waiveDisk = ["--waive", "disk=a small one"];
const fullDisk = (file: string) =>
  new RegExp(
    `^(?:CUT1401: )?The disk is full \\(\\S*/${file}\\)\\n  → Free some space, then type the same command again\\.`,
    "m",
  );

/** Runs lie on a file system of 16 MB; two tables in Convex and in the source take half a megabyte each. */
describe.runIf(canMount)("on a full disk", () => {
  let home: Awaited<ReturnType<typeof temporaryDir>>;
  let stage: Stage;
  let disk: SmallDisk;

  beforeAll(async () => {
    home = await temporaryDir();
    stage = await startStage();
    disk = mountSmallDisk(stage.dir, 16);
    const people = Array.from({ length: 60 }, (_, n) => {
      const name = randomBytes(4_000).toString("hex");
      return JSON.stringify({ name, email: `before${n}@example.com`, emailVerificationTime: 1_700_000_000_000.5 });
    });
    const file = path.join(home.dir, "people.jsonl");
    await writeFile(file, people.join("\n"));
    await stage.convex.call("import", ["--table", "people", "--replace", "--yes", file]);
    const wide = "repeat(md5(n::text), 800)";
    await stage.postgres.run(`INSERT INTO tickets SELECT n, 1, ${wide}, 5 FROM generate_series(101, 140) n`);
  });

  afterAll(async () => {
    disk.remove();
    await stage.close();
    await home.remove();
  });

  test("the gate says so before anything is done", async () => {
    const { code, stderr } = await stage.go();
    expect(code).toBe(3);
    expect(stderr).toMatch(/Gate "disk" is closed: 16 MB free; it has to be: 256 MB/);
    expect(stderr).toContain("Nothing was changed");
  });

  test("backup and export say in one message what is missing where, and with room the same command goes on to the end", async () => {
    disk.fill(150_000);
    const backup = await stage.go(...waiveDisk);
    expect(`${backup.code} ${backup.stderr}`).toMatch(/^1 /);
    expect(backup.stderr).toMatch(fullDisk("backup.zip"));
    expect(backup.stderr).toContain("source      takes writes");
    expect(await stage.takesWrites()).toBe(true);

    disk.fill(900_000);
    const exported = await stage.go(...waiveDisk);
    expect(`${exported.code} ${exported.stderr}`).toMatch(/^1 /);
    expect(exported.stderr).toMatch(fullDisk("documents/(?:people|tickets).jsonl"));
    expect(exported.stderr).toContain("source      FROZEN: the old app cannot write");
    expect(await stage.takesWrites()).toBe(false);

    disk.makeRoom();
    const { code, stderr } = await stage.go(...waiveDisk);
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect((await readJournal(stage)).match(/"stage":"preflight","event":"finished"/g)).toHaveLength(1);
    expect((await stage.cutover("rollback")).code).toBe(0);
  });

  test("without a single byte left the way back still lets the old app write", async () => {
    await killAt(stage, waiveDisk, /"stage":"freeze","event":"finished"/);
    disk.fill(0);
    const { code, stderr } = await stage.go(...waiveDisk);
    expect(`${code} ${stderr}`).toMatch(/^1 /);
    expect(stderr).toContain("FROZEN: the old app cannot write");
    expect(stderr).toContain("The disk is full");
    const rolledBack = await stage.cutover("rollback");
    expect(`${rolledBack.code} ${rolledBack.stderr}`).toMatch(/^0 /);
    expect(await stage.takesWrites()).toBe(true);
    disk.makeRoom();
  });

  test("a restore that has no room comes later: the old app writes, and the same rollback ends with everything as it was", async () => {
    await killAt(stage, waiveDisk, /"stage":"load","event":"finished"/);
    disk.fill(0);
    const { code, stderr } = await stage.cutover("rollback");
    expect(`${code} ${stderr}`).toMatch(/^1 /);
    expect(stderr).toMatch(fullDisk("rollback/now.zip"));
    expect(await stage.takesWrites()).toBe(true);
    disk.makeRoom();
    const last = await stage.cutover("rollback");
    expect(`${last.code} ${last.stderr}`).toMatch(/^0 /);
    expect(last.stdout).toContain("The migration is taken back");
  });
});
