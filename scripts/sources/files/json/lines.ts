import { isUtf8 } from "node:buffer";
import { CutoverError } from "../../../errors.js";
import { isJson } from "../../json/text.js";
import type { BrokenRow } from "../../source.js";
import { decodeCopyLine, renderBytes } from "../../sql/copyText.js";
import { type DataFile, type Line, readLines } from "../file.js";
import { breakRow, type JsonText } from "./table.js";

/** One JSON text per line; lines of white space are not rows. */
export async function* readJsonLines(file: DataFile, decode: Decode): AsyncGenerator<(JsonText | BrokenRow)[]> {
  for await (const lines of readLines(file)) {
    const page = lines.filter(({ bytes }) => !isBlank(bytes)).map((line) => readLine(line, file.path, decode));
    if (page.length > 0) yield page;
  }
}

function readLine({ bytes, number }: Line, path: string, decode: Decode): JsonText | BrokenRow {
  if (!isUtf8(bytes)) return breakRow("is not valid UTF-8", path, number, renderBytes(bytes));
  if (decode === "plain" || !bytes.includes(0x5c)) return { text: bytes.toString(), line: number };
  const fields = decodeCopyLine(bytes, 1);
  if (typeof fields === "string") return breakRow(fields, path, number, bytes.toString());
  return { text: fields[0] ?? "null", line: number };
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/** How a line's bytes become JSON: as they are, or through one unescape pass of COPY's text format. */
export type Decode = "plain" | "copy";

const backslash = 0x5c;

/**
 * Refuses a file that `\copy (select row_to_json(t) …) to file` has damaged: COPY's text format doubles every backslash, so
 * that a quote inside a string ends it and a newline becomes `\n` as two letters. Recognised where every line with a
 * backslash is one that COPY could have written around JSON.
 */
export async function refuseCopyDamage(file: DataFile): Promise<void> {
  const found = { invalid: 0, valid: 0, example: 0 };
  for await (const lines of readLines(file)) {
    for (const { bytes, number } of lines) {
      if (!bytes.includes(backslash)) continue;
      const isValid = isJson(bytes.toString());
      if (isCopyOfJson(bytes)) {
        found[isValid ? "valid" : "invalid"]++;
        if (found.example === 0 || (!isValid && found.invalid === 1)) found.example = number;
      } else if (isValid) return;
    }
  }
  if (found.invalid > 0) throw getDamaged(file, found);
  if (found.valid > 0) throw getDoubtful(file, found);
}

/** Whether COPY prints a JSON text as this line. Its output escapes nothing else, so decoding and encoding must give the line back. */
function isCopyOfJson(line: Buffer): boolean {
  const decoded = decodeCopyLine(line, 1);
  if (typeof decoded === "string") return false;
  const [text] = decoded;
  return typeof text === "string" && isJson(text) && encodeCopy(text) === line.toString();
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

function encodeCopy(text: string): string {
  return text.replace(/[\\\b\f\n\r\t\v]/g, (character) => escapes[character] ?? character);
}

interface Found {
  readonly invalid: number;
  readonly valid: number;
  readonly example: number;
}

function getDamaged({ path }: DataFile, { invalid, valid, example }: Found): CutoverError {
  const silent = valid > 0 ? ` and ${String(valid)} that would be read with wrong text` : "";
  return new CutoverError("source", {
    what: `COPY's text format has doubled every backslash of this file, as \\copy (select row_to_json(t) …) does: ${String(invalid)} rows that are not JSON${silent}`,
    where: `${path} line ${String(example)}`,
    next: `Nothing is lost. Let it be decoded: copy:${path}`,
  });
}

function getDoubtful({ path }: DataFile, { valid, example }: Found): CutoverError {
  return new CutoverError("source", {
    what: `Every backslash of this file is doubled (${String(valid)} rows): it may be damaged by \\copy (select row_to_json(t) …), or really hold backslashes`,
    where: `${path} line ${String(example)}`,
    next: `Look at that line. If it should hold a line break or a tab, let it be decoded: copy:${path}. If it should hold a backslash, say so: plain:${path}`,
  });
}
