import { createServer, type Server } from "node:http";
import { mkdtemp, open, rm, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AddressInfo } from "node:net";
import { postFile } from "../../scripts/deployment/postFile.js";
import { getLiveMemory } from "../support/liveMemory.js";

let folder: string;
let server: Server;
let url: string;
/** Called with the bytes received so far. */
let onBytes: (bytes: number) => void = () => {};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "cutover-test-"));
  server = createServer((incoming, answer) => {
    let bytes = 0;
    if (incoming.url === "/refuses") {
      answer.writeHead(413, { connection: "close" }).end("too large");
      return;
    }
    incoming
      .on("data", (chunk: Buffer) => onBytes((bytes += chunk.length)))
      .on("error", () => {})
      .on("end", () =>
        answer.end(`${bytes} ${incoming.headers["content-length"]} ${incoming.headers["content-type"]}`),
      );
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const { signal } = new AbortController();

async function fileOf(size: number): Promise<string> {
  const file = path.join(folder, `${size}.bin`);
  const handle = await open(file, "w");
  await handle.truncate(size);
  await handle.close();
  return file;
}

test("a file of 150 MB is sent as it is read", async () => {
  const file = await fileOf(150_000_000);
  const before = getLiveMemory();
  const held: number[] = [];
  onBytes = (bytes) => {
    if (bytes > held.length * 10_000_000) held.push(getLiveMemory() - before);
  };
  const { status, text } = await postFile(url, file, { "content-type": "application/pdf" }, signal);
  onBytes = () => {};
  expect([status, text]).toEqual([200, "150000000 150000000 application/pdf"]);
  expect(held.length).toBeGreaterThan(10);
  expect(Math.max(...held)).toBeLessThan(64_000_000);
});

test("a file without bytes is a file, too", async () => {
  expect((await postFile(url, await fileOf(0), {}, signal)).text).toBe("0 0 undefined");
});

test("a server that refuses before it has read everything is heard", async () => {
  const { status, text } = await postFile(`${url}/refuses`, await fileOf(20_000), {}, signal);
  expect([status, text]).toEqual([413, "too large"]);
});

test("a file that becomes shorter while it is sent fails, and nothing waits for the rest", async () => {
  const file = path.join(folder, "shrinks.bin");
  await writeFile(file, Buffer.alloc(8_000_000));
  onBytes = (bytes) => {
    if (bytes < 1_000_000) void truncate(file, 1_000_000);
  };
  await expect(postFile(url, file, {}, signal)).rejects.toThrow(/became shorter|socket hang up/);
  onBytes = () => {};
});
