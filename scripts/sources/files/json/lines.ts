import { isUtf8 } from "node:buffer";
import { decodeCopyLine, renderBytes } from "../../sql/copyText.js";
import type { Decode } from "../copyDamage.js";
import type { DataFile } from "../file.js";
import { breakRow, type JsonText } from "./table.js";
import { type Line, readLines } from "../lines.js";
import type { BrokenRow } from "../../source.js";

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
