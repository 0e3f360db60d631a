import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A temporary folder for the data files of one test file. */
export class FilesFolder {
  private constructor(readonly path: string) {}

  static async make(): Promise<FilesFolder> {
    return new FilesFolder(await mkdtemp(join(tmpdir(), "cutover-files-")));
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, content);
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
