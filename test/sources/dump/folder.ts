import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDump } from "../../../scripts/sources/dump/dump.js";
import type { Source } from "../../../scripts/sources/source.js";

/** A dump that pg_dump itself wrote: see fixtures/make.sh. */
export const fixture = (name: string) => join(import.meta.dirname, "fixtures", name);

/** A temporary folder for dumps that a test writes itself. */
export class DumpFolder {
  #files = 0;

  private constructor(readonly path: string) {}

  static async make(): Promise<DumpFolder> {
    return new DumpFolder(await mkdtemp(join(tmpdir(), "cutover-dump-")));
  }

  async write(content: string | Buffer): Promise<string> {
    const path = join(this.path, `${String(++this.#files)}.sql`);
    await writeFile(path, content);
    return path;
  }

  async open(content: string | Buffer): Promise<Source> {
    return openDump({ data: await this.write(content) });
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
