import { type FileHandle, open } from "node:fs/promises";

const chunkBytes = 256 * 1024;

/** A part of a file that slides forward and grows when one token is larger than it. */
export class FileWindow {
  /** What is in memory. Valid until `more`: the memory is used again. */
  bytes: Buffer = Buffer.alloc(0);
  /** Where in the file `bytes` starts. */
  base: number;
  /** Nothing follows `bytes`. */
  isFinal = false;
  #memory = Buffer.allocUnsafe(2 * chunkBytes);

  private constructor(
    readonly file: FileHandle,
    start: number,
    readonly end: number,
  ) {
    this.base = start;
  }

  static async open(path: string, start = 0, end = Infinity): Promise<FileWindow> {
    return new FileWindow(await open(path, "r"), start, end);
  }

  /** Forgets what stands before `keep` and reads on, at least as much as is kept. */
  async more(keep: number): Promise<void> {
    const kept = this.bytes.length - keep;
    const wanted = Math.max(chunkBytes, kept);
    if (kept + wanted > this.#memory.length) {
      const larger = Buffer.allocUnsafe(2 * (kept + wanted));
      this.bytes.copy(larger, 0, keep);
      this.#memory = larger;
    } else {
      this.#memory.copyWithin(0, keep, keep + kept);
    }
    this.base += keep;
    const length = Math.min(wanted, this.end - this.base - kept);
    const { bytesRead } = await this.file.read(this.#memory, kept, length, this.base + kept);
    this.isFinal = bytesRead === 0;
    this.bytes = this.#memory.subarray(0, kept + bytesRead);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
