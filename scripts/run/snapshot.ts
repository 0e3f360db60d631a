import { existsSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { crc32, createInflateRaw } from "node:zlib";
import { CutoverError } from "../errors.js";
import { runFailures } from "./failures.js";
import { pageBytes, toPages } from "./files.js";
import yauzl, { type Entry, type ZipFile } from "yauzl";

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** Where our component's tables are found, under whatever name the app has installed it. */
const ownFolder = "_components/cutover/";

/** A ZIP of `convex export` (or one of ours), opened for reading entry by entry. */
export class Snapshot {
  private constructor(
    private readonly zip: ZipFile,
    private readonly handle: FileHandle,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static async open(file: string): Promise<Snapshot> {
    const zip = await openZip(file, { lazyEntries: true, autoClose: false });
    const entries = await readEntries(zip);
    const packed = new Snapshot(zip, await open(file, "r"), entries);
    const folder = await packed.findOwnFolder();
    if (folder === null || folder === ownFolder) return packed;
    return new Snapshot(zip, packed.handle, rename(packed.entries, folder));
  }

  /** null where there is no such file. */
  static async openIfThere(file: string): Promise<Snapshot | null> {
    return existsSync(file) ? await Snapshot.open(file) : null;
  }

  /** The app's own tables that have a documents file: not system tables, not those of components. */
  get tables(): string[] {
    return [...this.entries.keys()].flatMap((name) => {
      const match = /^([^/_][^/]*)\/documents\.jsonl$/.exec(name);
      return match ? [match[1]!] : [];
    });
  }

  /** Every table whose documents it holds, those of components too: `_components/cutover/matches`. System tables are left out. */
  get allTables(): string[] {
    return [...this.entries.keys()].flatMap((name) => {
      const match = /^((?:_components\/[^/]+\/)*[^/_][^/]*)\/documents\.jsonl$/.exec(name);
      return match ? [match[1]!] : [];
    });
  }

  /** The documents of a table as lines; none where the snapshot has no such table. `_components/cutover/matches` reaches a component's. */
  async *lines(table: string): AsyncGenerator<string> {
    for await (const page of this.pages(table))
      for (const line of page.toString().split("\n")) if (line !== "") yield line;
  }

  /** The same as bytes, in pages of whole lines. A page is good until the next is asked for. */
  async *pages(table: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(`${table}/documents.jsonl`);
    if (entry === undefined) return;
    yield* toPages(readChecked(entry, await this.openEntry(entry)));
  }

  close(): void {
    this.zip.close();
    void this.handle.close();
  }

  /**
   * The component's folder: the one whose records are ours. An import into a path where nothing is mounted leaves a folder of
   * changes only, so its name says nothing. null: no command has ever worked with it.
   */
  private async findOwnFolder(): Promise<string | null> {
    const tables = this.allTables.filter((table) => /^_components\/.*\/(?:deployment|runs)$/.test(table)).toSorted();
    for (const table of tables) {
      const fields = await this.readFirst(table);
      const isOurs = ownFields.some((wanted) => wanted.every((field) => field in fields));
      if (isOurs) return table.slice(0, table.lastIndexOf("/") + 1);
    }
    return null;
  }

  private async readFirst(table: string): Promise<object> {
    for await (const line of this.lines(table)) return JSON.parse(line) as object;
    return {};
  }

  /**
   * Reads and inflates by itself. yauzl's streams take turns at the file, and one that is left early may keep its turn: the next entry
   * would wait for ever. Larger chunks than yauzl's, too: each costs a turn of a thread.
   */
  private async openEntry(entry: Entry): Promise<AsyncIterable<Buffer>> {
    const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = readRange(this.handle, fileDataStart, fileDataStart + entry.compressedSize);
    if (entry.compressionMethod !== 8) return packed;
    // Whoever reads the stream is told of an error by it.
    return pipeline(Readable.from(packed), createInflateRaw({ chunkSize: pageBytes }), () => {});
  }
}

async function* readRange(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const wanted = Math.min(pageBytes, end - at);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Of a document of `deployment`, or of `runs` (convex/cutover/schema.ts). */
const ownFields = [
  ["id", "madeAt"],
  ["runId", "planHash", "state"],
];

/** What lay under our own name, and is nobody's, gives way. */
function rename(entries: ReadonlyMap<string, Entry>, folder: string): Map<string, Entry> {
  const others = [...entries].filter(([name]) => !name.startsWith(folder));
  const own = [...entries].filter(([name]) => name.startsWith(folder));
  return new Map([...others, ...own.map(([name, entry]) => [ownFolder + name.slice(folder.length), entry] as const)]);
}

async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, fail) => {
    zip.on("error", fail).on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return entries;
}

/** Throws at the end when the bytes are not those that were packed: yauzl does not compare them. */
async function* readChecked(
  { fileName, crc32: expected }: Entry,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let checksum = 0;
  for await (const chunk of chunks) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum === expected) return;
  const next = "Type the same command again, or make the file anew if it is a copy.";
  throw new CutoverError(runFailures.zipDamaged, {
    what: "The ZIP is damaged: a checksum differs",
    where: fileName,
    next,
  });
}
