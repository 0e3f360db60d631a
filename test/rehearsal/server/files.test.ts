import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FileContents } from "../../../scripts/rehearsal/server/engine/fileContents.js";
import { UploadTokens } from "../../../scripts/rehearsal/server/engine/uploadTokens.js";
import { readZip, Stage } from "./command.js";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

interface Metadata {
  _id: string;
  sha256: string;
  size: number;
  contentType: string | null;
}

const sha256 = (bytes: string | Uint8Array<ArrayBuffer>): string => createHash("sha256").update(bytes).digest("base64");
const uploadUrl = (): Promise<string> => stage.data.call<string>("files:generateUploadUrl", {});
const metadataOf = (id: string): Promise<Metadata | null> => stage.data.call("files:get", { id });
const urlOf = (id: string): Promise<string | null> => stage.data.call("files:getUrl", { id });
const ids = async (): Promise<string[]> => (await stage.data.call<Metadata[]>("files:list", {})).map(({ _id }) => _id);

async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return await fetch(url, { method: "POST", headers, body });
}

async function upload(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<string> {
  const response = await post(await uploadUrl(), body, headers);
  expect(response.status).toBe(200);
  return ((await response.json()) as { storageId: string }).storageId;
}

describe("uploads", () => {
  test("store bytes, size, sha256 and content type", async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index * 7);
    const id = await upload(bytes, { "content-type": "image/png", digest: `sha-256=${sha256(bytes)}` });
    const expected = { _id: id, sha256: sha256(bytes), size: 100_000, contentType: "image/png" };
    expect(await metadataOf(id)).toMatchObject(expected);
    const served = await fetch((await urlOf(id))!);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": "100000",
      digest: `sha-256=${sha256(bytes)}`,
    });
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(bytes);
  });

  test("without a content type it is null, and no bytes are a file, too", async () => {
    const id = await upload(new Uint8Array());
    expect(await metadataOf(id)).toMatchObject({ size: 0, sha256: sha256(""), contentType: null });
    expect(await (await fetch((await urlOf(id))!)).text()).toBe("");
  });

  test("another sha256 than the Digest header says stores nothing", async () => {
    const before = await ids();
    const refused = await post(await uploadUrl(), "abd", { digest: `sha-256=${sha256("abc")}` });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      code: "Sha256Mismatch",
      message: expect.stringContaining(sha256("abd")),
    });
    expect(await ids()).toEqual(before);
  });

  test.each([
    ["digest", "sha-256=00ff"],
    ["digest", "md5=1B2M2Y8AsgTpgAmY7PhCfg=="],
    ["content-type", "picture"],
  ])("the header %s: %s is refused", async (name, value) => {
    const refused = await post(await uploadUrl(), "a", { [name]: value });
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: "BadHeader" }]);
  });

  test("a URL can be used again, and the same bytes are another file", async () => {
    const url = await uploadUrl();
    const [one, other] = await Promise.all([post(url, "same"), post(url, "same")]);
    expect(await one.json()).not.toEqual(await other.json());
  });

  test("a token that was never issued is refused", async () => {
    expect((await post(`${stage.rehearsal.url}/api/storage/upload?token=x`, "a")).status).toBe(401);
    expect((await post(`${stage.rehearsal.url}/api/storage/upload`, "a")).status).toBe(401);
  });

  test("a token is good for an hour", () => {
    let now = 0;
    const tokens = new UploadTokens(() => now);
    const token = tokens.issue("visits");
    now = 3_600_000;
    expect(tokens.componentOf(token)).toBe("visits");
    now += 1;
    expect(tokens.componentOf(token)).toBeUndefined();
  });

  test("a body that breaks off stores nothing", async () => {
    const before = await ids();
    const sent = request(await uploadUrl(), { method: "POST", headers: { "content-length": "1000" } });
    const failed = new Promise((resolve) => sent.once("error", resolve));
    sent.write("half of it", () => sent.destroy());
    await failed;
    await upload("whole");
    expect(await ids()).toHaveLength(before.length + 1);
  });

  test("of bytes that break off nothing stays on the disk, and nothing at all once the deployment stops", async () => {
    const contents = new FileContents();
    const { path: file } = await contents.keep([Buffer.from("whole")]);
    await expect(contents.keep(brokenOff())).rejects.toThrow("cut");
    expect(await readdir(path.dirname(file))).toEqual([path.basename(file)]);
    await contents.removeAll();
    expect(existsSync(path.dirname(file))).toBe(false);
  });
});

async function* brokenOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("half of it");
  throw new Error("cut");
}

describe("serving", () => {
  test.each([
    ["bytes=2-4", "cde", "bytes 2-4/10"],
    ["bytes=7-", "hij", "bytes 7-9/10"],
    ["bytes=-3", "hij", "bytes 7-9/10"],
    ["bytes=8-100", "ij", "bytes 8-9/10"],
  ])("answers %s with %s", async (range, text, contentRange) => {
    const url = (await urlOf(await upload("abcdefghij")))!;
    const part = await fetch(url, { headers: { range } });
    expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([206, text, contentRange]);
  });

  test.each(["bytes=10-", "bytes=-", "bytes=0-1,4-5", "lines=1-2"])("cannot satisfy %s", async (range) => {
    const url = (await urlOf(await upload("abcdefghij")))!;
    expect((await fetch(url, { headers: { range } })).status).toBe(416);
  });

  test("a deleted file has no URL, and its old one leads nowhere", async () => {
    const id = await upload("to go");
    const url = (await urlOf(id))!;
    await expect(stage.data.call("files:remove", { id, thenFail: true })).rejects.toThrow("changed my mind");
    expect(await (await fetch(url)).text()).toBe("to go");
    await stage.data.call("files:remove", { id });
    expect([await urlOf(id), await metadataOf(id), (await fetch(url)).status]).toEqual([null, null, 404]);
    await expect(stage.data.call("files:remove", { id })).rejects.toThrow(`storage id ${id} not found`);
  });
});

describe("actions", () => {
  test("store and read files, content type included", async () => {
    const id = await stage.data.call<string>("files:storeByAction", { text: "häl", type: "text/plain" });
    expect(await metadataOf(id)).toMatchObject({ size: 4, sha256: sha256("häl"), contentType: "text/plain" });
    expect(await stage.data.call("files:readByAction", { id })).toEqual({ text: "häl", type: "text/plain" });
    expect(await (await fetch((await urlOf(id))!)).text()).toBe("häl");
  });

  test("read what was uploaded, and null for what is gone", async () => {
    const id = await upload("by post", { "content-type": "text/csv" });
    expect(await stage.data.call("files:readByAction", { id })).toEqual({ text: "by post", type: "text/csv" });
    await stage.data.call("files:remove", { id });
    expect(await stage.data.call("files:readByAction", { id })).toBeNull();
  });

  test("store and read files where functions run as a bundle without Node", async () => {
    const bundled = await Stage.open({ bundles: true });
    try {
      const id = await bundled.data.call<string>("files:storeByAction", { text: "abc", type: "text/plain" });
      expect(await bundled.data.call("files:readByAction", { id })).toEqual({ text: "abc", type: "text/plain" });
    } finally {
      await bundled.close();
    }
  });

  test("store nothing under another sha256", async () => {
    const before = await ids();
    const wrong = { text: "a", type: "", sha256: sha256("b") };
    await expect(stage.data.call("files:storeByAction", wrong)).rejects.toThrow("Sha256 mismatch");
    expect(await ids()).toEqual(before);
  });
});

describe("convex export --include-file-storage", () => {
  test("holds metadata and bytes, and imports give the files back with their ids and URLs", async () => {
    const kept = await upload("keep me", { "content-type": "text/plain" });
    const url = (await urlOf(kept))!;
    const file = await stage.exportFile("--include-file-storage");
    const exported = await readZip(file);
    expect(exported[`_storage/${kept}`]).toBe("keep me");
    const lines = exported["_storage/documents.jsonl"]!.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual({
      ...(await metadataOf(kept)),
      internalId: url.split("/").at(-1),
    });
    const before = await ids();
    await stage.data.call("files:remove", { id: kept });
    const added = await upload("newer");
    expect(await stage.convex("import", file, "--replace", "-y")).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`Imported "_storage" (${before.length} files)`),
    });
    expect(await ids()).toEqual(before);
    expect(await metadataOf(added)).toBeNull();
    expect(await (await fetch(url)).text()).toBe("keep me");
  });

  test("without it no file is in the export, and such an import leaves files alone, --replace-all too", async () => {
    const id = await upload("stays");
    const exported = await stage.export();
    expect(Object.keys(exported).filter((name) => name.includes("_storage"))).toEqual([]);
    await stage.put(exported, "replaceAll");
    expect(await (await fetch((await urlOf(id))!)).text()).toBe("stays");
  });
});

describe("imports of _storage", () => {
  const id = "00000000000000000000000777_storage";
  const line = (fields: object): string => `${JSON.stringify({ _id: id, ...fields })}\n`;

  test("a file whose sha256 is not the one in its metadata fails the import, and the files stay as they were", async () => {
    const before = await ids();
    const files = { "_storage/documents.jsonl": line({ sha256: sha256("a") }), [`_storage/${id}.txt`]: "b" };
    expect(await stage.refusalOf(files, "replace")).toContain("Sha256 mismatch");
    expect(await ids()).toEqual(before);
  });

  test("the default mode wants no file to be there", async () => {
    await upload("there");
    const files = { "_storage/documents.jsonl": line({}), [`_storage/${id}`]: "b" };
    expect(await stage.importZip(files)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Table _storage already exists"),
    });
  });

  test("append adds; an extension is no part of the id, a line without a file is passed over", async () => {
    const other = id.replace("777", "778");
    const lines = line({ _creationTime: 1_700_000_000_000, contentType: "text/plain" }) + line({ _id: other });
    const before = await ids();
    await stage.put({ "_storage/documents.jsonl": lines, [`_storage/${id}.txt`]: "b" }, "append");
    expect(await metadataOf(id)).toMatchObject({
      _creationTime: 1_700_000_000_000,
      size: 1,
      contentType: "text/plain",
    });
    expect(await ids()).toHaveLength(before.length + 1);
  });

  test("an id of another table is refused", async () => {
    const files = { "_storage/documents.jsonl": "", "_storage/00000000000000000000000000777cases": "b" };
    expect(await stage.refusalOf(files, "replace")).toContain('belongs to table "cases"');
  });
});
