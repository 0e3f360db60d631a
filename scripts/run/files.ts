import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { CutoverError } from "../errors.js";
import { runFailures } from "./failures.js";

/** Runs hold other people's rows, and backups hold their password hashes: only their owner may read them, whatever the umask. */
export const privateFile = 0o600;
const privateFolder = 0o700;

/** Writes the whole file or leaves the old one: a kill in between loses nothing and leaves no half. */
export async function writeFileAtomically(file: string, text: string): Promise<void> {
  await withDiskFaults(file, async () => {
    await makeFolder(path.dirname(file));
    const partial = namePartial(`${file}.${counter++}`);
    try {
      const handle = await open(partial, "w", privateFile);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(partial, file);
    } catch (error) {
      await removeFile(partial);
      throw error;
    }
    await syncFolder(path.dirname(file));
  });
}

/** Two writes of one file in this process have names of their own. */
let counter = 0;

/** The name of a file while it is written: another process that writes the same file has another. */
export function namePartial(file: string): string {
  return `${file}.${process.pid}.partial`;
}

/** Removes what commands that were killed left half written. Only for whoever holds the folder's lock. */
export async function removeAbandonedPartials(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const [, pid] = /\.(\d+)\.partial(?:\.zip)?$/.exec(entry.name) ?? [];
    if (pid !== undefined && !isProcessAlive(Number(pid)))
      await rm(path.join(entry.parentPath, entry.name), { recursive: true, force: true });
  }
}

/** On this machine. A process of another user is alive, too. */
export function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A file that is on disk, but whose name is not, is lost with the power. Some file systems refuse to sync a folder. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    const refused = ["EINVAL", "ENOTSUP", "EISDIR", "EPERM"];
    if (!refused.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    await handle.close();
  }
}

/** Lines of a file, as a stream. */
export function readLines(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

/** Smaller pages cost more turns, larger ones leave the processor's cache. */
export const pageBytes = 256 * 1024;
const lineFeed = 0x0a;

/** Lines of a file as bytes, in pages of whole lines. A page is good until the next is asked for. */
export async function* readFilePages(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file, "r");
  try {
    const lines = new LinePage();
    for (;;) {
      const { bytesRead } = await handle.read(lines.room(pageBytes), 0, pageBytes);
      if (bytesRead === 0) break;
      const page = lines.add(bytesRead);
      if (page !== null) yield page;
    }
    if (lines.rest !== null) yield lines.rest;
  } finally {
    await handle.close();
  }
}

/** The same of bytes that come in chunks. */
export async function* toPages(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const lines = new LinePage();
  for await (const chunk of chunks) {
    chunk.copy(lines.room(chunk.length));
    const page = lines.add(chunk.length);
    if (page !== null) yield page;
  }
  if (lines.rest !== null) yield lines.rest;
}

/** One page for all: a new one for each would be most of what there is to collect. */
class LinePage {
  private bytes = Buffer.allocUnsafeSlow(2 * pageBytes);
  /** Whole lines that were given out, and what stands behind them. */
  private taken = 0;
  private end = 0;

  /** Where so many bytes can be put. */
  room(bytes: number): Buffer {
    this.bytes.copyWithin(0, this.taken, this.end);
    this.end -= this.taken;
    this.taken = 0;
    if (this.end + bytes > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(2 * (this.end + bytes));
      this.bytes.copy(grown, 0, 0, this.end);
      this.bytes = grown;
    }
    return this.bytes.subarray(this.end, this.end + bytes);
  }

  /** The lines that are whole with what was put there; null: there is none. */
  add(bytes: number): Buffer | null {
    this.end += bytes;
    this.taken = this.bytes.subarray(0, this.end).lastIndexOf(lineFeed) + 1;
    return this.taken === 0 ? null : this.bytes.subarray(0, this.taken);
  }

  /** The last line of a file may lack its line feed. */
  get rest(): Buffer | null {
    return this.taken === this.end ? null : this.bytes.subarray(this.taken, this.end);
  }
}

/** The lines of such a page that are not empty, by where they start and end. */
export function forEachLine(page: Buffer, visit: (start: number, end: number) => void): void {
  for (let start = 0; start < page.length;) {
    const found = page.indexOf(lineFeed, start);
    const end = found === -1 ? page.length : found;
    if (end > start) visit(start, end);
    start = end + 1;
  }
}

const diskFaults: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full",
  EDQUOT: "The disk quota is used up",
  EROFS: "The file system is read-only",
  EACCES: "Writing is not permitted",
};

/** Turns a full or closed disk into a message that says what to do. */
export async function withDiskFaults<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw asDiskFault(file, (error as NodeJS.ErrnoException).code ?? "", error) ?? error;
  }
}

/** null: this code says nothing about the disk. */
export function asDiskFault(file: string, code: string, cause: unknown): CutoverError | null {
  const what = diskFaults[code];
  if (what === undefined) return null;
  // Another folder has another run: do not send anybody there while a cutover window is open in this one.
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  const first = isFull ? "Free some space" : "Give this user the right to write there";
  const next = `${first}, then type the same command again. (For a run that has not begun, --dir may name another folder.)`;
  return new CutoverError(runFailures.cannotWrite, { what, where: file, next }, { cause });
}

export function isDiskFull(error: unknown): boolean {
  const full = [diskFaults.ENOSPC, diskFaults.EDQUOT];
  return error instanceof CutoverError && error.faults.some(({ what }) => full.includes(what));
}

/** Makes the folder and those above it. The outermost one it makes gets a `.gitignore`, so that no run is ever committed. */
export async function makeFolder(folder: string): Promise<void> {
  await withDiskFaults(folder, async () => {
    const outermost = await mkdir(folder, { recursive: true, mode: privateFolder });
    if (outermost === undefined || (await isIgnored(path.dirname(outermost)))) return;
    await writeFile(path.join(outermost, ".gitignore"), ignoreAll, { mode: privateFile });
  });
}

const ignoreAll = "*\n";

/** Whether a folder on the way up says so already. */
async function isIgnored(folder: string): Promise<boolean> {
  const text = await readFile(path.join(folder, ".gitignore"), "utf8").catch(() => "");
  if (text === ignoreAll) return true;
  const parent = path.dirname(folder);
  return parent !== folder && (await isIgnored(parent));
}

export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** A second name for a file whose content stays as it is; a copy where the file system has no links. */
export async function linkFile(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    // Some file systems have no links.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw error;
    const partial = namePartial(to);
    await copyFile(from, partial);
    await rename(partial, to);
  }
}

/** SHA-256 of a file's bytes, hexadecimal, and how many there are: as they were read, which is once. */
export async function digestFile(file: string): Promise<{ readonly sha256: string; readonly size: number }> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  return { sha256: hash.digest("hex"), size };
}
