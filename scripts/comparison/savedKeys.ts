import { closeSync, openSync, readSync } from "node:fs";
import { readStrings } from "../rows/write/documentLines.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { HashMap } from "./hashMap.js";

/** Lines that are read in the order they were written in: one read of the file serves hundreds. Others are read one by one. */
const windowBytes = { inOrder: 64 * 1024, alone: 1024 };
const lineFeed = 0x0a;

/** Legacy fields by a document's id, in a file. Memory: some 22 bytes a document. */
export class SavedKeys {
  private window = Buffer.alloc(0);
  private windowStart = 0;

  private constructor(
    private readonly places: HashMap,
    private readonly handle: number,
  ) {}

  /** `lines`: JSON objects with an `_id`. */
  static async open(lines: AsyncIterable<string>, file: string): Promise<SavedKeys> {
    const places = new HashMap();
    const writer = await LineWriter.create(file);
    try {
      for await (const line of lines) {
        const { _id, ...keys } = readStrings(line);
        places.set(_id as string, toPlace(writer.bytes));
        await writer.write(JSON.stringify(keys));
      }
      await writer.finish();
    } catch (error) {
      await writer.abandon();
      throw error;
    }
    return new SavedKeys(places, openSync(file, "r"));
  }

  get size(): number {
    return this.places.size;
  }

  /** The fields as a JSON object; null for a document that was none of the migration's. */
  find(id: string): string | null {
    const place = this.places.get(id);
    if (place === undefined) return null;
    const start = fromPlace(place);
    let end = this.endOfLine(start);
    const isInOrder = start >= this.windowStart && start <= this.windowStart + this.window.length;
    for (let bytes = isInOrder ? windowBytes.inOrder : windowBytes.alone; end === -1; bytes *= 2) {
      this.fill(start, bytes);
      end = this.endOfLine(start);
    }
    return this.window.toString("utf8", start - this.windowStart, end);
  }

  close(): void {
    closeSync(this.handle);
  }

  /** In the window; -1: it does not reach so far. */
  private endOfLine(start: number): number {
    const at = start - this.windowStart;
    return at < 0 || at >= this.window.length ? -1 : this.window.indexOf(lineFeed, at);
  }

  private fill(start: number, bytes: number): void {
    const buffer = Buffer.allocUnsafe(bytes);
    this.window = buffer.subarray(0, readSync(this.handle, buffer, 0, bytes, start));
    this.windowStart = start;
  }
}

const halfRange = 2 ** 32;

/** Zero words would say that nothing is there. */
function toPlace(offset: number) {
  return { high: Math.floor((offset + 1) / halfRange), low: (offset + 1) % halfRange };
}

function fromPlace({ high, low }: { readonly high: number; readonly low: number }): number {
  return high * halfRange + low - 1;
}
