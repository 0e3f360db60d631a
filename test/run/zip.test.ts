import { expect, test } from "vitest";
import { fromBuffer, type Entry } from "yauzl";
import { Random } from "../../examples/support/random.js";
import { makeZip } from "../../scripts/run/zip.js";

async function zipOf(entries: Parameters<typeof makeZip>[0]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of makeZip(entries)) parts.push(part);
  return Buffer.concat(parts);
}

/** What another program reads from it, by name. */
async function unzip(zip: Buffer): Promise<Record<string, { readonly bytes: Buffer; readonly crc32: number }>> {
  const file = await new Promise<import("yauzl").ZipFile>((resolve, fail) =>
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => (error ? fail(error) : resolve(opened))),
  );
  const found: Record<string, { bytes: Buffer; crc32: number }> = {};
  await new Promise<void>((resolve, fail) => {
    file.on("error", fail).on("end", resolve);
    file.on("entry", (entry: Entry) => {
      file.openReadStream(entry, async (error, stream) => {
        if (error) return fail(error);
        const parts: Buffer[] = [];
        for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
        found[entry.fileName] = { bytes: Buffer.concat(parts), crc32: entry.crc32 };
        file.readEntry();
      });
    });
    file.readEntry();
  });
  return found;
}

function chunksOf(bytes: Buffer, length: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );
}

const random = new Random("zip");
const long = Buffer.from(Array.from({ length: 700_000 }, () => random.between(97, 110)));

test("what was packed comes out again, with its checksum and under its name", async () => {
  const zip = await zipOf([
    { name: "ü/documents.jsonl", chunks: [long] },
    { name: "empty.jsonl", chunks: [] },
    { name: "short.jsonl", chunks: [Buffer.from("{}\n")] },
  ]);
  const found = await unzip(zip);
  expect(Object.keys(found)).toStrictEqual(["ü/documents.jsonl", "empty.jsonl", "short.jsonl"]);
  expect(found["ü/documents.jsonl"]!.bytes.equals(long)).toBe(true);
  expect(found["empty.jsonl"]).toStrictEqual({ bytes: Buffer.alloc(0), crc32: 0 });
  expect(found["short.jsonl"]!.bytes.toString()).toBe("{}\n");
});

test.each([1000, 65_536, 262_144, 300_000])("chunks of %i bytes give the same ZIP as one chunk", async (length) => {
  const [whole, chunked] = await Promise.all(
    [[long], chunksOf(long, length)].map((chunks) => zipOf([{ name: "a", chunks }])),
  );
  expect(chunked!.equals(whole!)).toBe(true);
});

async function* failing() {
  yield long;
  throw new Error("the disk is gone");
}

test("what the chunks throw ends the ZIP", async () => {
  await expect(zipOf([{ name: "a", chunks: failing() }])).rejects.toThrow("the disk is gone");
});
