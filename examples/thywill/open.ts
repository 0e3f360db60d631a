import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenExample } from "../support/example.js";
import { writeExample } from "./generate.js";

/** The damaged SQLite file beside its text archives, in a folder of its own. */
export async function openExample(): Promise<OpenExample> {
  const folder = await mkdtemp(join(tmpdir(), "cutover-thywill-"));
  return {
    source: writeExample(folder),
    env: { CUTOVER_FILES_ARCHIVES: join(folder, "text_archives") },
    close: async () => await rm(folder, { recursive: true, force: true }),
  };
}
