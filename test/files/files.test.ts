import { readFile, rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ListedFile } from "../../scripts/files/storedFiles.js";
import type { Report } from "../../scripts/report/report.js";
import { latestIn } from "../support/folders.js";
import { Club, sha256 } from "./club.js";

let club: Club;
beforeAll(async () => {
  club = await Club.open();
});
afterAll(async () => await club.close());

async function listed(): Promise<ListedFile[]> {
  const text = await readFile(`${latestIn(club.file("runs"))}/files.jsonl`, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ListedFile);
}

/** The contents of the files that a document's field names, by checksum. */
async function contentsOf(ids: unknown): Promise<(string | undefined)[]> {
  const stored = new Map((await club.stored()).map(({ _id, sha256: sum }) => [_id, sum]));
  return [ids].flat().map((id) => stored.get(id as string));
}

async function run(...commands: string[][]): Promise<string> {
  let output = "";
  for (const words of commands) {
    const { code, stdout, stderr } = await club.cutover(...words);
    if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}:\n${stderr}${stdout}`);
    output = stdout;
  }
  return output;
}

describe("cutover files", () => {
  test("stores each content once, with its type, and says what is missing and where", async () => {
    const { code, stdout, stderr } = await club.cutover("files");
    expect(stderr).not.toContain("CUT");
    expect([code, stdout.split("\n").slice(0, 2)]).toEqual([
      2,
      ["members: 2 files = 1 stored + 1 missing; 0.0 MB", "posts: 4 files = 3 stored + 1 missing; 0.0 MB"],
    ]);
    const stored = await club.stored();
    expect(stored.map(({ sha256: sum, contentType }) => [sum, contentType])).toEqual(
      expect.arrayContaining([
        [sha256("Ada"), "image/png"],
        [sha256("cover"), "image/jpeg"],
        [sha256("minutes"), "application/pdf"],
      ]),
    );
    expect(stored).toHaveLength(3);
    const missing = (await listed()).filter(({ state }) => state === "missing");
    expect(missing.map(({ place, key, rows }) => [place, key, rows])).toEqual([
      ["pictures", "gone.png", ["members/2"]],
      ["uploads", "lost.txt", ["posts/1"]],
    ]);
  });

  test("a second run stores nothing", async () => {
    const before = await club.stored();
    const { stdout } = await club.cutover("files", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ tables: { posts: { listed: 4, stored: 3, missing: 1, bytes: 17 } } });
    expect(await club.stored()).toEqual(before);
  });

  test("documents have the files' ids, a missing one is left out, and every document is verified", async () => {
    await run(["export"], ["load", "--yes"], ["match"], ["resolve"], ["verify"]);
    const [ada, bo, cy] = await club.table("members");
    expect(await contentsOf(ada!["picture"])).toEqual([sha256("Ada")]);
    expect([bo, cy].map((member) => "picture" in member!)).toEqual([false, false]);
    const [first, second] = await club.table("posts");
    expect(await contentsOf(first!["attachments"])).toEqual([sha256("minutes"), sha256("cover")]);
    expect(await contentsOf([first!["cover"], second!["cover"]])).toEqual([sha256("cover"), sha256("cover")]);
  });

  test("a catch-up stores files that are new or have changed, and their documents follow", async () => {
    await club.write("uploads/minutes.pdf", "minutes, corrected");
    await club.write("uploads/new.jpg", "new cover");
    await club.posts([
      ["1", "1", "cover one.jpg", '["minutes.pdf","lost.txt","same.jpg"]'],
      ["2", "2", "new.jpg", "[]"],
    ]);
    await run(["catch-up", "--yes"], ["verify"]);
    const [first, second] = await club.table("posts");
    expect(await contentsOf(first!["attachments"])).toEqual([sha256("minutes, corrected"), sha256("cover")]);
    expect(await contentsOf(second!["cover"])).toEqual([sha256("new cover")]);
    expect((await listed()).find(({ key }) => key === "minutes.pdf")).toMatchObject({ state: "changed" });
  });

  test("a file that users deleted in the app came back with the next catch-up", async () => {
    const [ada] = await club.table("members");
    await club.deployment.call("storage:remove", { id: ada!["picture"] });
    await run(["catch-up", "--yes"]);
    expect((await club.stored()).map(({ sha256: sum }) => sum)).not.toContain(sha256("Ada"));
    expect((await club.table("members"))[0]).toEqual(ada);
  });

  test("the report counts the files of each table", async () => {
    const { tables } = JSON.parse(await run(["report", "--json"])) as Report;
    expect(tables.map(({ files }) => files)).toMatchObject([
      { listed: 2, stored: 1, missing: 1 },
      { listed: 5, stored: 3, changed: 1, missing: 1 },
    ]);
    expect(await run(["report"])).toContain("posts: 5 files = 3 stored + 1 changed + 1 missing");
  });

  test("rollback deletes the files that the run has stored, also those of a killed pass, which it left, and no others", async () => {
    const url = await club.deployment.call<string>("storage:uploadUrl", {});
    await fetch(url, { method: "POST", body: "of a user" });
    // A pass that is killed has stored files and listed none.
    await rm(`${latestIn(club.file("runs"))}/files.json`);
    await run(["rollback", "--yes"]);
    expect((await club.stored()).map(({ sha256: sum }) => sum)).toEqual([sha256("of a user")]);
    const { code, stderr } = await club.cutover("load", "--yes");
    expect(code).not.toBe(0);
    expect(stderr).toContain("CUT2712");
  });

  test("more files are missing than the plan allows: nothing is loaded", async () => {
    await rm(club.file("uploads/same.jpg"));
    await run(["export"]);
    const { code, stderr } = await club.cutover("load", "--yes");
    expect([code, stderr]).toEqual([2, expect.stringContaining("CUT2711")]);
  });
});
