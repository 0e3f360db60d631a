import type { Document } from "../../../convex/shared/document/document.js";
import { readFilePages } from "../../run/files.js";
import type { Format, TableCounts } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { Snapshot } from "../../run/snapshot.js";
import { encodeDocument } from "./encode.js";

/** Strings (matched whole, so that digits inside them stay) and number literals. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const integer = /^-?\d+$/;
/** What may be an integer literal or a tag: a line without is plain JSON, and read several times as fast. */
const mayHoldMore = /[:[,]\s*-?\d+\s*[,\]}]|"\$/;

/** Turns a line of a documents file into the document; in format `zip` integer literals are int64 (see encode.ts). */
export function decodeDocument(line: string, format: Format): Document {
  if (format === "jsonl" || !mayHoldMore.test(line)) return JSON.parse(line) as Document;
  const tagged = line.replace(tokens, (token) => (integer.test(token) ? `{"$integer":"${token}"}` : token));
  return JSON.parse(tagged, (_key, value: unknown) => untag(value)) as Document;
}

function untag(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { $integer, $bytes, $float } = value as Record<string, string | undefined>;
  if ($integer !== undefined) return BigInt($integer);
  if ($bytes !== undefined) return new Uint8Array(Buffer.from($bytes, "base64")).buffer;
  if ($float !== undefined) return Buffer.from($float, "base64").readDoubleLE();
  return value;
}

/** The top-level fields of a JSON object as text: leaving some out changes no digit of the others. */
export function splitFields(line: string): Map<string, string> {
  const fields = new Map<string, string>();
  let at = line.indexOf("{") + 1;
  while (at < line.length) {
    const nameEnd = endOfString(line, line.indexOf('"', at));
    if (nameEnd === 0) break;
    const name = JSON.parse(line.slice(line.indexOf('"', at), nameEnd)) as string;
    const start = line.indexOf(":", nameEnd) + 1;
    const end = endOfValue(line, start);
    fields.set(name, line.slice(start, end).trim());
    at = end + 1;
  }
  return fields;
}

export function joinFields(fields: ReadonlyMap<string, string>): string {
  return `{${[...fields].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
}

/** The position after the comma-separated value that starts here: its comma, or the brace that closes the object. */
function endOfValue(line: string, start: number): number {
  let depth = 0;
  for (let at = start; at < line.length; at++) {
    const char = line[at];
    if (char === '"') at = endOfString(line, at) - 1;
    else if (char === "{" || char === "[") depth += 1;
    else if ((char === "," || char === "}") && depth === 0) return at;
    else if (char === "}" || char === "]") depth -= 1;
  }
  return line.length;
}

/** The position after the closing quote; 0 if no string starts here. */
function endOfString(line: string, start: number): number {
  if (start === -1) return 0;
  let at = start + 1;
  while (at < line.length && line[at] !== '"') at += line[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** The line in the format of a uniform file (see encode.ts). */
export function toUniformLine(line: string, format: Format): string {
  return format === "zip" ? line : encodeDocument(decodeDocument(line, format), "zip");
}

/** The exported documents of a table, as lines in the table's format. */
export async function* readDocumentLines(run: RunDirectory, counts: TableCounts): AsyncGenerator<string> {
  for await (const page of readDocumentPages(run, counts))
    for (const line of page.toString().split("\n")) if (line !== "") yield line;
}

/** The same as bytes, in pages of whole lines. A page is good until the next is asked for. */
export async function* readDocumentPages(run: RunDirectory, counts: TableCounts): AsyncGenerator<Buffer> {
  const file = run.documents(counts.table, counts.format);
  if (counts.format === "jsonl") {
    yield* readFilePages(file);
    return;
  }
  const zip = await Snapshot.open(file);
  try {
    yield* zip.pages(counts.table);
  } finally {
    zip.close();
  }
}

/** A document of which only ids and keys are read: four times as fast as decoding, but numbers may lose digits. */
export function readStrings(line: string): Readonly<Record<string, unknown>> {
  return JSON.parse(line) as Record<string, unknown>;
}
