import { afterAll, beforeEach, expect, test } from "vitest";
import { App } from "../../scripts/deployment/app.js";
import { FileUploads } from "../../scripts/deployment/fileUploads.js";
import { openFolder } from "../../scripts/files/folder.js";
import type { ListedFile } from "../../scripts/files/storedFiles.js";
import { storeFiles } from "../../scripts/files/storeFiles.js";
import { convexCommand } from "../support/deployment.js";
import { Club, sha256 } from "./club.js";

type Upload = FileUploads["upload"];
const { signal } = new AbortController();

let club: Club | undefined;
const closing: Club[] = [];
beforeEach(async () => {
  club = await Club.open();
  closing.push(club);
});
afterAll(async () => {
  for (const each of closing) await each.close();
});

/** The real uploads, of which some go wrong. */
class Unreliable extends FileUploads {
  calls = 0;

  constructor(
    app: App,
    private readonly around: (call: number, upload: () => ReturnType<Upload>) => ReturnType<Upload>,
  ) {
    super(app, "run", signal);
  }

  override async upload(...args: Parameters<Upload>): ReturnType<Upload> {
    return await this.around(++this.calls, async () => await super.upload(...args));
  }
}

async function store(around: Unreliable["around"], keys = ["minutes.pdf"]): Promise<ListedFile[]> {
  const app = new App(convexCommand(club!.deployment, club!.dir), "migrations", signal);
  const files = keys.map((key) => ({ place: "uploads", key, tables: ["posts"], rows: ["posts/1"] }));
  return await storeFiles(files, {
    uploads: new Unreliable(app, around),
    run: "run",
    places: new Map([["uploads", await openFolder(club!.file("uploads"))]]),
    before: new Map(),
    isLoaded: false,
    signal,
    onStored: () => {},
    note: () => {},
    waits: [0, 0],
  });
}

const sums = async () => (await club!.stored()).map((file) => file.sha256);

test("an upload whose answer was lost was stored a second time", async () => {
  const [file] = await store(async (call, upload) => {
    const id = await upload();
    if (call === 1) throw new TypeError("fetch failed");
    return id;
  });
  expect(file).toMatchObject({ state: "same" });
  expect(await sums()).toEqual([sha256("minutes")]);
});

test("a server that is too busy is asked again; one that stays so is a reason in the list", async () => {
  const busy = new Error("The upload was refused: 429 too many");
  const [once] = await store(async (call, upload) => {
    if (call === 1) throw busy;
    return await upload();
  });
  expect(once).toMatchObject({ state: "stored" });
  const [never] = await store(async () => await Promise.reject(busy), ["same.jpg"]);
  expect(never).toMatchObject({ state: "failed", reason: busy.message, rows: ["posts/1"] });
  expect(await sums()).toEqual([sha256("minutes")]);
});

test("a file that changes while it is uploaded is stored as it is then", async () => {
  const [file] = await store(async (call, upload) => {
    if (call === 1) await club!.write("uploads/minutes.pdf", "minutes, a second time");
    return await upload();
  });
  expect(file).toMatchObject({ state: "stored", size: "minutes, a second time".length });
  expect(await sums()).toEqual([sha256("minutes, a second time")]);
});

test("contents that a user stores at the same time are not taken for those of a killed command, unless they are the same", async () => {
  const url = await club!.deployment.call<string>("storage:uploadUrl", {});
  const [file] = await store(async (call, upload) => {
    if (call > 1) return await upload();
    await fetch(url, { method: "POST", body: "of a user", headers: { "content-type": "application/pdf" } });
    throw new TypeError("fetch failed");
  });
  expect(file).toMatchObject({ state: "stored" });
  expect((await sums()).toSorted()).toEqual([sha256("of a user"), sha256("minutes")].toSorted());
});

test("what leads out of its place is not there", async () => {
  const place = await openFolder(club!.file("uploads"));
  expect(
    await Promise.all(["../pictures/ada/me.png", "x\0y", "x".repeat(5_000), ""].map((key) => place.find(key))),
  ).toEqual([null, null, null, null]);
});
