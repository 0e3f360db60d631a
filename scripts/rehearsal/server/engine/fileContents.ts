import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The bytes of a stored file. */
export interface FileContent {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** In base64, as `_storage` has it. */
  readonly sha256: string;
}

/**
 * Bytes of stored files, on the disk: a file may be larger than this process's memory. They stay until the deployment
 * stops, also those of deleted files, since an export that was made before may still be downloaded.
 */
export class FileContents {
  private folder: Promise<string> | undefined;

  /** Streams the bytes to the disk; of a stream that breaks off nothing stays. */
  async keep(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<FileContent> {
    this.folder ??= mkdtemp(path.join(tmpdir(), "cutover-files-"));
    const file = path.join(await this.folder, randomUUID());
    const hash = createHash("sha256");
    try {
      await pipeline(
        Readable.from(hashing(chunks, hash), { objectMode: false }),
        createWriteStream(file, { mode: 0o600 }),
      );
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    return { path: file, size: (await stat(file)).size, sha256: hash.digest("base64") };
  }

  async remove(content: FileContent): Promise<void> {
    await rm(content.path, { force: true });
  }

  async removeAll(): Promise<void> {
    if (this.folder !== undefined) await rm(await this.folder, { recursive: true, force: true });
  }
}

async function* hashing(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
