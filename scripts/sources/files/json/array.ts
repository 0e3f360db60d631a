import { isUtf8 } from "node:buffer";
import { CutoverError } from "../../../errors.js";
import { fileFailures } from "../../fileFailures.js";
import { flattenRecord, splitObject } from "../../json/nocodb.js";
import { splitArray } from "../../json/text.js";
import type { BrokenRow } from "../../source.js";
import { renderBytes } from "../../sql/copyText.js";
import { type DataFile, largestRowBytes, readChunks } from "../file.js";
import { breakRow, type JsonText } from "./table.js";

/** The rows of JSON documents: arrays of rows, pages of NocoDB, arrays of such pages, or several of these in sequence. */
export async function* readJsonArray(file: DataFile): AsyncGenerator<(JsonText | BrokenRow)[]> {
  const elements = new JsonElements(file.path, nocodbKeys);
  for await (const chunk of readChunks(file)) {
    const rows = elements.split(chunk).flatMap((element) => readElement(element, elements.rowsKey, file.path));
    if (rows.length > 0) yield rows;
  }
  elements.finish();
}

/** The elements under one key of a document, or of a document that is an array. */
export async function* readJsonUnder(
  file: DataFile,
  key: string | undefined,
): AsyncGenerator<(JsonText | BrokenRow)[]> {
  const elements = new JsonElements(file.path, key === undefined ? [] : [key], key === undefined);
  for await (const chunk of readChunks(file)) {
    const rows = elements.split(chunk).map((element) => readText(element, file.path));
    if (rows.length > 0) yield rows;
  }
  elements.finish();
}

function readText({ bytes, line }: Element, path: string): JsonText | BrokenRow {
  if (!isUtf8(bytes)) return breakRow("is not valid UTF-8", path, line, renderBytes(bytes));
  return { text: bytes.toString(), line };
}

function readElement(element: Element, key: string | undefined, path: string): (JsonText | BrokenRow)[] {
  const row = readText(element, path);
  if ("broken" in row) return [row];
  if (key === "records") return [{ ...row, text: flattenRecord(row.text) }];
  const page = row.text.includes('"pageInfo"') ? readPage(row.text) : undefined;
  return page?.map((text) => ({ text, line: row.line })) ?? [row];
}

/** The rows of one page of NocoDB in an array of pages. */
function readPage(text: string): string[] | undefined {
  const { list, pageInfo } = splitObject(text);
  return list?.startsWith("[") === true && pageInfo?.startsWith("{") === true ? splitArray(list) : undefined;
}

/** An element of the array of rows. */
export interface Element {
  readonly bytes: Buffer;
  readonly line: number;
}

const [quote, backslash, comma, newline, space] = [0x22, 0x5c, 0x2c, 0x0a, 0x20];
const [openArray, closeArray, openObject, closeObject, colon] = [0x5b, 0x5d, 0x7b, 0x7d, 0x3a];

/** The keys of NocoDB's rows: `{ list, pageInfo }`, and `{ records, next }` in version 3. */
export const nocodbKeys = ["list", "records"];

/**
 * Splits JSON documents into the elements of the array of rows, chunk by chunk: of a document that is an array, or of the
 * array under one of `keys` in a document that is an object. It only finds where elements end and does not validate them.
 */
export class JsonElements {
  /** The key under which the rows were found; undefined for a plain array. */
  rowsKey: string | undefined;
  #line = 1;
  #depth = 0;
  #rowsDepth = -1;
  #hasRows = false;
  #inString = false;
  #escaped = false;
  #isScalar = false;
  /** What may follow between elements. */
  #expects: "value or end" | "value" | "separator" = "value or end";
  /** The parts in earlier chunks of the current element or key; undefined between them. */
  #pieces: Buffer[] | undefined;
  #pieceBytes = 0;
  #start = 0;
  #elementLine = 0;
  #lastString = "";
  #isWantedKey = false;
  readonly #otherKeys = new Set<string>();

  constructor(
    readonly path: string,
    readonly keys: readonly string[],
    readonly takesArray = true,
  ) {}

  /** The elements that end in this chunk. */
  split(chunk: Buffer): Element[] {
    const elements: Element[] = [];
    this.#start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === newline) this.#line++;
      if (this.#inString) this.#walkString(byte, chunk, at, elements);
      else this.#walk(byte, chunk, at, elements);
    }
    if (this.#pieces !== undefined) {
      this.#pieces.push(chunk.subarray(this.#start));
      this.#pieceBytes += chunk.length - this.#start;
      if (this.#pieceBytes > largestRowBytes) throw this.#fault("An element is larger than 64 MiB", "Split it with jq");
    }
    return elements;
  }

  /** Call after the last chunk. Throws if a document is incomplete, or has no rows. */
  finish() {
    if (this.#depth > 0 || this.#inString || this.#rowsDepth !== -1)
      throw this.#fault("The file is cut off: its JSON does not end", rewriteHint);
    if (this.#hasRows) return;
    const [key = "list"] = this.#otherKeys;
    const what =
      this.keys.length > 0 && !this.takesArray ? `an array "${this.keys.join('" or "')}"` : "an array of rows";
    const keys = this.#otherKeys.size > 0 ? `. It has: ${[...this.#otherKeys].join(", ")}` : "";
    throw this.#fault(
      `The JSON does not contain ${what}${keys}`,
      `Select the rows with a jq filter, such as .${key}[]; a file with a single row on one line must be named .jsonl`,
    );
  }

  #walkString(byte: number, chunk: Buffer, at: number, elements: Element[]) {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      if (this.#depth === this.#rowsDepth) this.#endElement(chunk, at + 1, elements);
      else if (this.#rowsDepth === -1 && this.#depth === 1) this.#lastString = this.#cut(chunk, at + 1).toString();
    }
  }

  #walk(byte: number, chunk: Buffer, at: number, elements: Element[]) {
    const isBetween = this.#depth === this.#rowsDepth;
    if (isBetween && this.#isScalar && (byte <= space || byte === comma || byte === closeArray)) {
      this.#endElement(chunk, at, elements);
    }
    if (byte <= space) return;
    if (isBetween && byte === comma) this.#takeSeparator();
    else if (isBetween && byte === closeArray) this.#endRows();
    else if (isBetween && byte === closeObject) throw this.#fault("Not JSON: } where ] should be", rewriteHint);
    else {
      if (isBetween) this.#startElement(byte, at);
      this.#walkStructure(byte, chunk, at, elements);
    }
  }

  #walkStructure(byte: number, chunk: Buffer, at: number, elements: Element[]) {
    if (byte === quote) {
      this.#inString = true;
      if (this.#rowsDepth === -1 && this.#depth === 1) this.#startPiece(at);
    } else if (byte === openArray || byte === openObject) this.#open(byte);
    else if (byte === closeArray || byte === closeObject) {
      if (--this.#depth < 0) throw this.#fault("Not JSON: a closing bracket without an opening one", rewriteHint);
      if (this.#depth === this.#rowsDepth) this.#endElement(chunk, at + 1, elements);
    } else if (this.#depth === 0) throw this.#fault("This is not a JSON document with rows", namesHint);
    else if (byte === colon && this.#depth === 1 && this.#rowsDepth === -1) this.#noteKey();
  }

  #open(byte: number) {
    const isHere = this.#depth === 0 ? this.takesArray : this.#depth === 1 && this.#isWantedKey;
    this.#isWantedKey = false;
    this.#depth++;
    if (byte !== openArray || !isHere || this.#rowsDepth !== -1) return;
    this.#rowsDepth = this.#depth;
    this.#hasRows = true;
    this.#expects = "value or end";
  }

  #noteKey() {
    const key = readKey(this.#lastString);
    this.#isWantedKey = this.keys.includes(key);
    if (this.#isWantedKey) this.rowsKey = key;
    else if (this.#otherKeys.size < 20) this.#otherKeys.add(key);
  }

  #endRows() {
    if (this.#expects === "value") throw this.#fault("Not JSON: a comma without a row after it", rewriteHint);
    this.#rowsDepth = -1;
    this.#depth--;
  }

  #takeSeparator() {
    if (this.#expects !== "separator") throw this.#fault("Not JSON: a comma without a row before it", rewriteHint);
    this.#expects = "value";
  }

  #startElement(byte: number, at: number) {
    if (this.#isScalar) return;
    if (this.#expects === "separator") throw this.#fault("Not JSON: a comma is missing between two rows", rewriteHint);
    this.#isScalar = byte !== quote && byte !== openArray && byte !== openObject;
    this.#elementLine = this.#line;
    this.#startPiece(at);
  }

  #startPiece(at: number) {
    this.#pieces = [];
    this.#pieceBytes = 0;
    this.#start = at;
  }

  #endElement(chunk: Buffer, end: number, elements: Element[]) {
    elements.push({ bytes: this.#cut(chunk, end), line: this.#elementLine });
    this.#isScalar = false;
    this.#expects = "separator";
  }

  #cut(chunk: Buffer, end: number): Buffer {
    const last = chunk.subarray(this.#start, end);
    const pieces = this.#pieces ?? [];
    this.#pieces = undefined;
    return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
  }

  #fault(what: string, next: string): CutoverError {
    return new CutoverError(fileFailures.badJson, { what, where: `${this.path} line ${String(this.#line)}`, next });
  }
}

function readKey(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

const rewriteHint = "Write the file again and check that the command ended without an error";
const namesHint = "One JSON object per line is a .jsonl file; an array of objects is a .json file";
