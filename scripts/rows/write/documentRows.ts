import { createReadStream } from "node:fs";
import { type Fingerprint, fingerprintText } from "../../../convex/shared/document/fingerprint.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import { readDocumentLines, splitFields } from "./documentLines.js";
import type { TableCounts } from "../../run/manifest.js";
import type { RunDirectory } from "../../run/runDirectory.js";

/** A line of a documents file and the key it stands for. */
export interface DocumentRow {
  readonly line: string;
  readonly key: string;
}

/** Larger ones are no faster, and leave more to be collected. */
const chunkBytes = 64 * 1024;
const pageRows = 1000;

/**
 * The exported documents of a table, as they stand in the file, with their keys; no line is parsed further. In pages,
 * because waiting for each row would cost more than reading it.
 */
export async function* readDocumentRows(
  run: RunDirectory,
  { id }: PlannedTable,
  counts: TableCounts,
): AsyncGenerator<DocumentRow[]> {
  const start = `{${JSON.stringify(id.field)}:"`;
  for await (const lines of readPages(run, counts)) {
    yield lines.map((line) => ({ line, key: readKey(line, start, id.field) }));
  }
}

async function* readPages(run: RunDirectory, counts: TableCounts): AsyncGenerator<string[]> {
  if (counts.format === "jsonl") return yield* readFilePages(run.documents(counts.table, counts.format));
  let page: string[] = [];
  for await (const line of readDocumentLines(run, counts)) {
    if (page.push(line) < pageRows) continue;
    yield page;
    page = [];
  }
  yield page;
}

async function* readFilePages(file: string): AsyncGenerator<string[]> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: chunkBytes })) {
    const lines = (rest + (chunk as string)).split("\n");
    rest = lines.pop()!;
    yield lines;
  }
  // A file whose last line has no line feed was cut off; the numbers of rows do not agree then.
  if (rest !== "") yield [rest];
}

/** Nearly always the key is the first field; whatever comes before it may hold the same words. */
function readKey(line: string, start: string, field: string): string {
  if (!line.startsWith(start)) return JSON.parse(splitFields(line).get(field)!) as string;
  const [text] = readString(line, start.length - 1);
  return text;
}

/** The string that starts with the quote at this position, and the position after it. */
export function readString(line: string, quote: number): [text: string, end: number] {
  let at = quote + 1;
  let isPlain = true;
  for (let char = line.charCodeAt(at); char !== quoteCode; char = line.charCodeAt(++at)) {
    if (char !== backslashCode) continue;
    isPlain = false;
    at += 1;
  }
  const text = isPlain ? line.slice(quote + 1, at) : (JSON.parse(line.slice(quote, at + 1)) as string);
  return [text, at + 1];
}

const quoteCode = 34;
const backslashCode = 92;

export function hashKey({ key }: DocumentRow): Fingerprint {
  return fingerprintText(key);
}

/** Everything that is imported, down to the digit: what differs in the line may differ in Convex. */
export function hashRow({ line }: DocumentRow): Fingerprint {
  return fingerprintText(line);
}
