import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly chunks: AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** An entry that has been written, with what the directory at the end of the ZIP says of it. */
interface WrittenEntry {
  readonly name: Buffer;
  readonly offset: number;
  checksum: number;
  packed: number;
  bytes: number;
}

/** Blocks of this size are packed each by itself, on other threads: the same bytes give the same ZIP, in whatever chunks they came. */
const blockBytes = 256 * 1024;
const blocksAtOnce = 3;
/** With room for a packed block, so that its thread answers once. */
const packing = { level: 1, chunkSize: blockBytes };

/** A ZIP as it is made (APPNOTE 6.3.4, as `convex import` reads it): entry by entry, with a few blocks in memory. */
export async function* makeZip(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  const written: WrittenEntry[] = [];
  let at = 0;
  for (const { name, chunks } of entries) {
    const entry = { name: Buffer.from(name), offset: at, checksum: 0, packed: 0, bytes: 0 };
    written.push(entry);
    for await (const part of makeEntry(entry, chunks)) {
      at += part.length;
      yield part;
    }
  }
  const directory = Buffer.concat(written.map(renderDirectoryEntry));
  yield directory;
  yield renderEnd(written.length, at, directory.length);
}

async function* makeEntry(entry: WrittenEntry, chunks: ZipEntry["chunks"]): AsyncGenerator<Buffer> {
  yield Buffer.concat([
    integers(
      [4, 0x04034b50],
      [2, versionOf(entry)],
      ...commonFields,
      [4, 0],
      [4, 0],
      [4, 0],
      [2, entry.name.length],
      [2, 0],
    ),
    entry.name,
  ]);
  for await (const packed of deflate(entry, chunks)) {
    entry.packed += packed.length;
    yield packed;
  }
  const size = isLarge(entry) ? 8 : 4;
  yield integers([4, 0x08074b50], [4, entry.checksum], [size, entry.packed], [size, entry.bytes]);
}

const pack = promisify<Buffer, object, Buffer>(deflateRaw);

/** One stream of deflated blocks, in order. */
async function* deflate(entry: WrittenEntry, chunks: ZipEntry["chunks"]): AsyncGenerator<Buffer> {
  const blocks: Promise<Buffer>[] = [];
  for await (const block of splitIntoBlocks(chunks)) {
    entry.checksum = crc32(block, entry.checksum);
    entry.bytes += block.length;
    blocks.push(pack(block, { ...packing, finishFlush: constants.Z_SYNC_FLUSH }));
    if (blocks.length >= blocksAtOnce) yield await blocks.shift()!;
  }
  blocks.push(pack(Buffer.alloc(0), { level: 1 }));
  for (const packed of blocks) yield await packed;
}

async function* splitIntoBlocks(chunks: ZipEntry["chunks"]): AsyncGenerator<Buffer> {
  let block = Buffer.allocUnsafeSlow(blockBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      const copied = chunk.copy(block, filled, start);
      start += copied;
      filled += copied;
      if (filled < blockBytes) continue;
      yield block;
      block = Buffer.allocUnsafeSlow(blockBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

/** Names are UTF-8, sizes stand behind the data; deflated; the same time in every ZIP, so that the same rows give the same bytes. */
const commonFields: readonly Field[] = [
  [2, 0x0808],
  [2, 8],
  [2, 0],
  [2, ((2000 - 1980) << 9) | (1 << 5) | 1],
];

const most32 = 0xffffffff;

function isLarge({ bytes, packed, offset }: WrittenEntry): boolean {
  return Math.max(bytes, packed, offset) >= most32;
}

function versionOf(entry: WrittenEntry): number {
  return isLarge(entry) ? 45 : 20;
}

/** Made on Unix; a file that its owner and group may write. */
const madeBy = (3 << 8) | 63;
const attributes = 0o100664 * 0x10000;

function renderDirectoryEntry(entry: WrittenEntry): Buffer {
  const { name, offset, checksum, packed, bytes } = entry;
  const extra = isLarge(entry) ? integers([2, 1], [2, 24], [8, bytes], [8, packed], [8, offset]) : Buffer.alloc(0);
  const shown = (value: number): Field => [4, isLarge(entry) ? most32 : value];
  return Buffer.concat([
    integers(
      [4, 0x02014b50],
      [2, madeBy],
      [2, versionOf(entry)],
      ...commonFields,
      [4, checksum],
      shown(packed),
      shown(bytes),
    ),
    integers([2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, attributes], shown(offset)),
    name,
    extra,
  ]);
}

function renderEnd(count: number, start: number, length: number): Buffer {
  const is64 = count >= 0xffff || start + length >= most32;
  const shown = is64 ? { count: 0xffff, length: most32, start: most32 } : { count, length, start };
  const plain = integers(
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, shown.count],
      [2, shown.count],
    ] as const),
    ...([
      [4, shown.length],
      [4, shown.start],
      [2, 0],
    ] as const),
  );
  if (!is64) return plain;
  const record = integers(
    ...([
      [4, 0x06064b50],
      [8, 44],
      [2, madeBy],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, count],
      [8, count],
      [8, length],
      [8, start],
    ] as const),
  );
  const locator = integers([4, 0x07064b50], [4, 0], [8, start + length], [4, 1]);
  return Buffer.concat([record, locator, plain]);
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

/** Little-endian. */
function integers(...fields: readonly Field[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}
