import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectDir = fileURLToPath(new URL("../..", import.meta.url));

/** A folder of its own for runs, and what removes it. */
export async function temporaryDir(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const dir = await mkdtemp(path.join(os.tmpdir(), "cutover-test-"));
  return { dir, remove: async () => await rm(dir, { recursive: true, force: true }) };
}

/** The latest run in a folder of runs; where there is none, the latest rehearsal. */
export function latestIn(dir: string): string {
  const run = path.join(dir, "latest");
  return existsSync(run) ? run : path.join(dir, "rehearsals/latest");
}
