import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The version of this package. */
export function ownVersion(): string {
  return readVersion(findOwnManifest());
}

/** What took part in a run, for the manifest. */
export function versions(): Record<string, string> {
  const require = createRequire(import.meta.url);
  return {
    cutover: ownVersion(),
    node: process.versions.node,
    convex: readVersion(require.resolve("convex/package.json")),
  };
}

const vPackage = z.object({ version: z.string() });

function readVersion(manifest: string): string {
  return vPackage.parse(JSON.parse(readFileSync(manifest, "utf8"))).version;
}

/** One folder up from the sources, two from the build. */
function findOwnManifest(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  return path.join(here, here.split(path.sep).includes("dist") ? "../../.." : "../..", "package.json");
}
