import { randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import { convexToJson, jsonToConvex, type JSONValue, type Value, type ValidatorJSON } from "convex/values";
import { isConvexError } from "./engine/borders.js";
import { isRegisteredFunction, type Engine, type RegisteredFunction } from "./engine/engine.js";
import { withLogLines } from "./engine/logs.js";
import { findMismatch } from "./schemaCheck.js";

export interface FunctionCall {
  componentPath: string;
  /** As the command gives it: "cases:list", "cases.js:list" or "cases". */
  path: string;
  args: JSONValue;
  identity: Record<string, unknown> | undefined;
  /** Called without a key: internal functions are not there. */
  isAnonymous?: boolean;
}

export type FunctionResult =
  | { status: "success"; value: JSONValue; logLines: string[] }
  | { status: "error"; errorMessage: string; errorData?: JSONValue; logLines: string[] };

/**
 * Runs a function of the app and reports its outcome in the form a Convex deployment does. `redacts`: whoever asks reads
 * neither messages nor logs; a ConvexError's data arrives all the same.
 */
export async function runFunction(engine: Engine, call: FunctionCall, redacts: boolean): Promise<FunctionResult> {
  return withLogLines(async (lines) => {
    const logLines = redacts ? [] : lines;
    const request = `[Request ID: ${randomBytes(8).toString("hex")}] Server Error`;
    try {
      return { status: "success", value: convexToJson(await runFound(engine, call)), logLines };
    } catch (error) {
      const { message, errorData } = describeFailure(error, engine);
      // As a deployment that redacts: the words are in its log.
      if (redacts) process.stderr.write(`${call.path} ${request}\n${message}`);
      const errorMessage = redacts ? request : `${request}\n${message}`;
      return { status: "error", errorMessage, ...(errorData === undefined ? {} : { errorData }), logLines };
    }
  });
}

/** `CUTOVER_REHEARSAL_REDACT=on`: as a self-hosted deployment with REDACT_LOGS_TO_CLIENT. */
export function readRedaction(env: NodeJS.ProcessEnv): boolean {
  return env["CUTOVER_REHEARSAL_REDACT"] === "on";
}

async function runFound(
  engine: Engine,
  { componentPath, path, args, identity, isAnonymous = false }: FunctionCall,
): Promise<Value> {
  const name = canonicalPath(path);
  const found = await engine.findFunction(componentPath, name);
  if (found === undefined) throw new PlainFailure(missingFunction(name, componentPath));
  if (isAnonymous && !found.isPublic) throw new PlainFailure(missingFunction(name, componentPath, "public function"));
  const value = jsonToConvex(args) as Record<string, Value>;
  const mismatch = findMismatch(JSON.parse(found.exportArgs()) as ValidatorJSON, value);
  if (mismatch !== undefined) throw new PlainFailure(`ArgumentValidationError: ${mismatch}`);
  return engine.run(componentPath, name, value, identity);
}

/** A failure before any code of the app ran: it has no stack and is not "uncaught". */
class PlainFailure extends Error {}

/** "cases.js:list" and "cases" are "cases:list" and "cases:default". */
export function canonicalPath(path: string): string {
  const [module = "", name = "default"] = path.split(":");
  return `${module.replace(/\.js$/, "")}:${name}`;
}

/** The command looks for the first words of this message to list the functions there are. */
function missingFunction(name: string, componentPath: string, kind = "function"): string {
  const place = componentPath === "" ? "" : ` in component "${componentPath}"`;
  return `Could not find ${kind} for '${name.replace(/:default$/, "")}'${place}. Did you forget to run \`npx convex dev\`?`;
}

function describeFailure(error: unknown, engine: Engine): { message: string; errorData?: JSONValue } {
  if (error instanceof PlainFailure) return { message: `${error.message}\n` };
  const thrown = error instanceof Error ? error : new Error(String(error));
  const frames = framesOf(thrown, engine);
  if (!isConvexError(thrown)) return { message: `Uncaught ${thrown.name}: ${thrown.message}\n${frames}` };
  const errorData = convexToJson(thrown.data);
  const text = typeof errorData === "string" ? errorData : JSON.stringify(errorData);
  return { message: `Uncaught ConvexError: ${text}\n${frames}`, errorData };
}

/** Only the app's own lines of the stack, with paths as a deployment shows them. */
function framesOf(error: Error, engine: Engine): string {
  const folder = engine.components.get("")?.folder ?? "";
  const lines = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at ") && line.includes(folder));
  const url = pathToFileURL(folder).href;
  return lines.map((line) => `${line.replace(url, "../convex").replace(folder, "../convex")}\n`).join("");
}

/** What `_system/cli/modules:apiSpec` answers. A module that cannot be loaded is left out. */
export async function listFunctions(engine: Engine, componentPath: string): Promise<Value> {
  const modules = engine.components.get(componentPath)?.modulePaths ?? [];
  const listed = await Promise.all(modules.map((path) => describeModule(engine, componentPath, path)));
  return listed.flat();
}

async function describeModule(engine: Engine, componentPath: string, path: string): Promise<Value[]> {
  try {
    const exports = Object.entries(await engine.loadModule(componentPath, path));
    const functions = exports.filter((entry): entry is [string, RegisteredFunction] => isRegisteredFunction(entry[1]));
    return functions
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, registered]) => ({
        functionType: registered.isQuery ? "Query" : registered.isMutation ? "Mutation" : "Action",
        identifier: `${path}.js:${name}`,
        visibility: { kind: registered.isPublic ? "public" : "internal" },
      }));
  } catch (error) {
    console.error(`The module ${path} cannot be loaded:`, error);
    return [];
  }
}
