import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CutoverError, describeSchemaErrors } from "../errors.js";
import { runFailures } from "./failures.js";
import { writeFileAtomically } from "./files.js";

/** A kind of JSON file in `.cutover/`. On disk, `version` comes before its content. */
export interface JsonFormat<T extends object> {
  /** Counts up whenever an older command could not read the content any more. */
  readonly version: number;
  readonly content: z.ZodType<T>;
  /** What to type or change when a file of this kind is damaged. */
  readonly next: string;
}

const shownErrors = 5;

export async function writeJsonFile<T extends object>(file: string, format: JsonFormat<T>, content: T): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify({ version: format.version, ...content }, null, 2)}\n`);
}

/** The file's content, or null where there is no file. Throws a CutoverError that names the place that does not fit. */
export async function readJsonFile<T extends object>(file: string, format: JsonFormat<T>): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return parseJsonFile(text, file, format);
}

function parseJsonFile<T extends object>(text: string, file: string, format: JsonFormat<T>): T {
  const { version, ...content } = parseJson(text, jsonObject, file, format.next);
  if (version !== format.version) {
    const written = version === undefined ? "no version" : `version ${JSON.stringify(version)}`;
    const what = `The file has ${written}, this command reads version ${format.version}`;
    throw createDamageError([what], file, `Use the command that wrote it. Otherwise: ${format.next}`);
  }
  const parsed = format.content.safeParse(content);
  if (parsed.success) return content as T;
  throw createDamageError(describeSchemaErrors(parsed.error).slice(0, shownErrors), file, format.next);
}

const jsonObject = z.looseObject({ version: z.unknown().optional() });

/** The value this text holds. `where`: the file, or the line of a file; `next`: how to get another. */
export function parseJson<T>(text: string, schema: z.ZodType<T>, where: string, next: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw createDamageError([`This is not JSON: ${(error as Error).message}`], where, next);
  }
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  throw createDamageError(describeSchemaErrors(error).slice(0, shownErrors), where, next);
}

function createDamageError(errors: readonly string[], where: string, next: string): CutoverError {
  return new CutoverError(
    runFailures.fileDamaged,
    errors.map((what) => ({ what, where, next })),
  );
}
