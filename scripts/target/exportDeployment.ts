import { rename } from "node:fs/promises";
import path from "node:path";
import { makeFolder, removeFile } from "../run/files.js";
import type { App } from "./app.js";

/** `convex export` into this file, which has its name only when it is complete. */
export async function exportDeployment(app: App, file: string): Promise<void> {
  const partial = `${file.slice(0, -path.extname(file).length)}.partial.zip`;
  await makeFolder(path.dirname(file));
  // `convex export` refuses a path that exists, and a run killed here has left one.
  await removeFile(partial);
  await app.convex.call("export", ["--path", path.resolve(partial)]);
  await rename(partial, file);
}
