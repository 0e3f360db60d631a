import { chmod, rename, statfs } from "node:fs/promises";
import path from "node:path";
import { asDiskFault, makeFolder, privateFile, removeFile } from "../run/files.js";
import type { App } from "./app.js";

/** `convex export` into this file, which has its name only when it is complete. */
export async function exportDeployment(app: App, file: string): Promise<void> {
  const partial = `${file.slice(0, -path.extname(file).length)}.partial.zip`;
  await makeFolder(path.dirname(file));
  // `convex export` refuses a path that exists, and a run killed here has left one.
  await removeFile(partial);
  const full = new AbortController();
  const watch = setInterval(() => void stopWhenFull(partial, full), pollMs);
  try {
    await app.convex.call("export", ["--path", path.resolve(partial)], full.signal);
  } catch (error) {
    await removeFile(partial);
    throw diskFaultOf(partial, error) ?? error;
  } finally {
    clearInterval(watch);
  }
  // Made by another program, with the permissions of the shell.
  await chmod(partial, privateFile);
  await rename(partial, file);
}

const pollMs = 500;
const leastBytes = 16 * 1024;

/** On a full disk `convex export` (1.48) fails or waits without end, depending on how far it came. */
async function stopWhenFull(file: string, full: AbortController): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(file));
  if (bavail * bsize < leastBytes) full.abort(asDiskFault(file, "ENOSPC", null));
}

/** The `convex` command writes the file, so only its output tells of a full disk. */
function diskFaultOf(file: string, error: unknown): Error | null {
  const [, code] = (error instanceof Error && /\b(ENOSPC|EDQUOT)\b/.exec(error.message)) || [];
  return code === undefined ? null : asDiskFault(file, code, error);
}
