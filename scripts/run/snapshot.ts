import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import yauzl, { type Entry, type ZipFile } from "yauzl";

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** A ZIP of `convex export` (or one of ours), opened for reading entry by entry. */
export class Snapshot {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  static async open(file: string): Promise<Snapshot> {
    const zip = await openZip(file, { lazyEntries: true, autoClose: false });
    return new Snapshot(zip, await readEntries(zip));
  }

  /** The app's own tables that have a documents file: not system tables, not those of components. */
  get tables(): string[] {
    return [...this.entries.keys()].flatMap((name) => {
      const match = /^([^/_][^/]*)\/documents\.jsonl$/.exec(name);
      return match ? [match[1]!] : [];
    });
  }

  /** The documents of a table as lines; none where the snapshot has no such table. `_components/cutover/matches` reaches a component's. */
  async *lines(table: string): AsyncGenerator<string> {
    const entry = this.entries.get(`${table}/documents.jsonl`);
    if (entry === undefined) return;
    const stream = await this.openEntry(entry);
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line !== "") yield line;
    }
  }

  close(): void {
    this.zip.close();
  }

  private async openEntry(entry: Entry): Promise<Readable> {
    return await new Promise((resolve, fail) => {
      this.zip.openReadStream(entry, (error, stream) => (error ? fail(error) : resolve(stream)));
    });
  }
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
