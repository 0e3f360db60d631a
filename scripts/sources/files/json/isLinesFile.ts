import { open } from "node:fs/promises";
import { extname } from "node:path";
import { isJson } from "../../json/text.js";

const endings = [".jsonl", ".ndjson"];

/** Of the beginning that is looked at; rows with MongoDB's key show at once, however long they are. */
const headBytes = 1024 * 1024;

/**
 * Whether the file has one JSON text per line: by its name, or, as `mongoexport` names its files, a `.json` whose first line is an object
 * by itself and is followed by another, or begins with MongoDB's key.
 */
export async function isLinesFile(path: string, start: number): Promise<boolean> {
  const ending = extname(path).toLowerCase();
  if (endings.includes(ending)) return true;
  if (ending !== ".json") return false;
  const head = (await readHead(path, start)).trimStart();
  if (/^\{\s*"_id"\s*:/.test(head)) return true;
  const [, line = "", next] = /^(\{[^\r\n]*)\s*([^])?/.exec(head) ?? [];
  return next === "{" && isJson(line) && !isPage(line);
}

/** A page of an API, as it was saved: its rows are in a list. */
function isPage(line: string): boolean {
  const { list, records } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  return Array.isArray(list) || Array.isArray(records);
}

async function readHead(path: string, start: number): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, start);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}
