import { isUtf8 } from "node:buffer";
import { CutoverError } from "../../../errors.js";
import { fileFailures } from "../../fileFailures.js";
import { isJson } from "../../json/text.js";
import type { BrokenRow } from "../../source.js";
import { decodeCopyLine, renderBytes } from "../../sql/copyText.js";
import { type DataFile, type Decode, type Line, readLines } from "../file.js";
import { breakRow, type JsonText } from "./table.js";

/** One JSON text per line; blank lines are skipped. */
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

const backslash = 0x5c;

/**
 * Refuses a file that `\copy (select row_to_json(t) …) to file` has damaged: COPY's text format doubles every backslash, so
 * that a quote within a string ends it and a newline becomes the two letters `\n`. A file counts as damaged if COPY could
 * have written every line that contains a backslash.
 */
export async function refuseCopyDamage(file: DataFile): Promise<void> {
  const counts = { invalid: 0, valid: 0, example: 0 };
  for await (const lines of readLines(file)) {
    for (const { bytes, number } of lines) {
      if (!bytes.includes(backslash)) continue;
      const isValid = isJson(bytes.toString());
      if (isCopyOfJson(bytes)) {
        counts[isValid ? "valid" : "invalid"]++;
        if (counts.example === 0 || (!isValid && counts.invalid === 1)) counts.example = number;
      } else if (isValid) return;
    }
  }
  if (counts.invalid > 0) throw fileDamaged(file, counts);
  if (counts.valid > 0) throw fileAmbiguous(file, counts);
}

/** Whether COPY could have printed JSON as this line: decoding and encoding it again must give the same line. */
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

/** Lines that COPY could have written; `example`: the number of one of them. */
interface CopyLines {
  readonly invalid: number;
  readonly valid: number;
  readonly example: number;
}

function fileDamaged({ path, locator }: DataFile, { invalid, valid, example }: CopyLines): CutoverError {
  const silent = valid > 0 ? `, ${String(valid)} would be read with wrong text` : "";
  return new CutoverError(fileFailures.copyText, {
    what: `COPY's text format has doubled every backslash in this file, as \\copy (select row_to_json(t) …) does: ${String(invalid)} rows are not JSON${silent}`,
    where: `${path} line ${String(example)}`,
    next: `Nothing is lost. Have it decoded: ${locator("copy")}`,
  });
}

function fileAmbiguous({ path, locator }: DataFile, { valid, example }: CopyLines): CutoverError {
  return new CutoverError(fileFailures.copyText, {
    what: `Every backslash of this file is doubled (${String(valid)} rows): either \\copy (select row_to_json(t) …) has damaged it, or it really contains backslashes`,
    where: `${path} line ${String(example)}`,
    next: `Look at that line. If it should contain a line break or a tab, have it decoded: ${locator("copy")}. If it should contain a backslash, read it unchanged: ${locator("plain")}`,
  });
}
