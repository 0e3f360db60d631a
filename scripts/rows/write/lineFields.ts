import type { Document } from "../../../convex/shared/document/document.js";
import { encodeDocument } from "./encode.js";
import type { Format } from "../../run/manifest.js";

/** Strings (kept whole, so that digits inside them are left alone) and number literals. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const integer = /^-?\d+$/;

/** A line of a documents file → the document; in format `zip` integer literals are int64 (see encode.ts). */
export function decodeDocument(line: string, format: Format): Document {
  if (format === "jsonl") return JSON.parse(line) as Document;
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

/** The top-level fields of a JSON object as they stand in the text: leaving some out changes no digit of the others. */
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

/** The position after the closing quote; 0 where no string starts. */
function endOfString(line: string, start: number): number {
  if (start === -1) return 0;
  let at = start + 1;
  while (at < line.length && line[at] !== '"') at += line[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** A line as a uniform file (see encode.ts) has it. */
export function toUniformLine(line: string, format: Format): string {
  return format === "zip" ? line : encodeDocument(decodeDocument(line, format), "zip");
}
