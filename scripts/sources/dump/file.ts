import { open, stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { CutoverError } from "../../errors.js";
import { sourceFailures } from "../failures.js";
import { fileFailures } from "../fileFailures.js";

/** The state of a file when it was indexed. */
export interface DumpFile {
  readonly path: string;
  /** Where the SQL starts: after the byte order mark. */
  readonly start: number;
  readonly size: number;
  readonly modifiedMs: number;
}

const plainDump = "pg_dump <url> -f dump.sql";
const fromArchive = (path: string) => `Convert it to plain SQL, tables and rows: pg_restore -f dump.sql ${path}`;

/** Signatures of files that are not SQL, with their offset and the command that gets SQL out of them. */
const otherFormats: readonly (readonly [number, string, string, (path: string) => string])[] = [
  [0, "PGDMP", "is in pg_dump's custom format", fromArchive],
  [257, "ustar", "is a tar archive", fromArchive],
  [0, "\x1f\x8b", "is compressed with gzip", (path) => `Unpack it: gunzip -k ${path}`],
  [0, "\x28\xb5\x2f\xfd", "is compressed with zstd", (path) => `Unpack it: zstd -d ${path}`],
  [0, "\x04\x22\x4d\x18", "is compressed with lz4", (path) => `Unpack it: lz4 -d ${path}`],
  [0, "BZh", "is compressed with bzip2", (path) => `Unpack it: bunzip2 -k ${path}`],
  [0, "PK\x03\x04", "is a ZIP archive", (path) => `Unpack it: unzip ${path}`],
  [
    0,
    "SQLite format 3\0",
    "is a SQLite database",
    () => "Use a PostgreSQL dump, or read the database itself: --source <file>.db",
  ],
  [0, "\xff\xfe", "is UTF-16, as PowerShell's > writes it", () => `Let pg_dump write the file itself: ${plainDump}`],
];

/** How the dumps of other databases begin, and how their rows are read. */
const otherDumps: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:--|\/\*M?!).*?(?:MySQL dump|MariaDB dump|phpMyAdmin|mysqldump|Adminer [\d.]+ MySQL|enable the sandbox mode)/i,
    "is a dump of MySQL or MariaDB",
    "Copy the database to PostgreSQL, for example with pgloader mysql://… postgresql://…, and read that one",
  ],
  [
    /^PRAGMA foreign_keys\s*=/i,
    "is a dump of SQLite",
    "Make a database of it and read that: sqlite3 app.db < <file>, then --source app.db",
  ],
  [
    // oxlint-disable-next-line no-control-regex
    /^[^]*[\x00-\x06\x0e-\x1a]/,
    "is binary",
    "If it is a SQLite database, it is encrypted: decrypt it to a copy, with the program and key that encrypted it",
  ],
];

/** Refuses a file that is not SQL, and the SQL of other databases. */
export async function checkDumpFile(path: string): Promise<DumpFile> {
  const { size, mtimeMs } = await getStat(path);
  const head = await readHead(path);
  for (const [offset, magic, what, getNext] of otherFormats) {
    if (head.startsWith(magic, offset)) {
      throw new CutoverError(fileFailures.otherFormat, {
        what: `The file ${what}, not SQL`,
        where: path,
        next: getNext(path),
      });
    }
  }
  const start = head.startsWith("\xef\xbb\xbf") ? 3 : 0;
  for (const [begins, what, next] of otherDumps) {
    if (begins.test(head.slice(start)))
      throw new CutoverError(fileFailures.otherFormat, {
        what: `The file ${what}, not SQL of PostgreSQL`,
        where: path,
        next,
      });
  }
  return { path, start, size, modifiedMs: mtimeMs };
}

/** Refuses a file that changed after it was indexed: the indexed positions are no longer valid. */
export async function checkUnchanged(file: DumpFile): Promise<void> {
  const { size, mtimeMs } = await getStat(file.path);
  if (size === file.size && mtimeMs === file.modifiedMs) return;
  throw new CutoverError(sourceFailures.changedWhileRead, {
    what: "The file has changed while it was read",
    where: file.path,
    next: "Wait until the dump is complete and run the same command again",
  });
}

async function getStat(path: string) {
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) return stats;
  } catch (cause) {
    throw new CutoverError(
      fileFailures.fileMissing,
      { what: "The file does not exist", where: path, next: "Check the path" },
      { cause },
    );
  }
  const isArchive = await stat(join(path, "toc.dat")).then(
    () => true,
    () => false,
  );
  const next = isArchive ? fromArchive(path) : "Name the file, or a folder that contains data.sql";
  throw new CutoverError(fileFailures.fileMissing, { what: "This is a folder, not a SQL file", where: path, next });
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Line numbers of increasing offsets. Reads the file again, which costs nothing until a row is broken. */
export class LineCounter {
  #offset = 0;
  #line = 1;

  constructor(readonly path: string) {}

  async getLine(offset: number): Promise<number> {
    if (offset > this.#offset) {
      const chunks: AsyncIterable<Buffer> = createReadStream(this.path, { start: this.#offset, end: offset - 1 });
      for await (const bytes of chunks) {
        for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) this.#line++;
      }
      this.#offset = offset;
    }
    return this.#line;
  }
}
