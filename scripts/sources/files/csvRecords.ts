import { CutoverError } from "../../errors.js";
import { fileFailures } from "../fileFailures.js";
import { largestRowBytes } from "./file.js";

interface CsvField {
  readonly bytes: Buffer;
  readonly quoted: boolean;
}

export interface CsvRecord {
  readonly fields: readonly CsvField[];
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** What is wrong with its quotes. */
  readonly fault: string | undefined;
  /** The record as it is in the file. */
  bytes(): Buffer;
}

const [quote, newline, carriageReturn] = [0x22, 0x0a, 0x0d];

/** Splits a CSV file into records, chunk by chunk. A quote opens a quoted field only at its start. */
export class CsvRecords {
  readonly #delimiter: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #line: number;
  /** The position within a field: only a quoted field may contain line breaks. */
  #state: "start" | "plain" | "quoted" | "quote in quoted" = "start";

  constructor(
    readonly path: string,
    delimiter: string,
    firstLine = 1,
  ) {
    this.#line = firstLine;
    this.#delimiter = delimiter.charCodeAt(0);
    if (delimiter.length === 1 && this.#delimiter < 0x80 && !/["\r\n]/.test(delimiter)) return;
    throw new CutoverError(fileFailures.csvOptions, {
      what: `${JSON.stringify(delimiter)} cannot be the delimiter of a CSV file`,
      where: path,
      next: "Use one ASCII character, such as ; or a tab",
    });
  }

  /** The records that end in this chunk. */
  split(chunk: Buffer): CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (!this.#step(chunk[at] ?? 0)) continue;
      records.push(this.#cut(chunk.subarray(start, at)));
      start = at + 1;
    }
    this.#pending.push(chunk.subarray(start));
    this.#pendingBytes += chunk.length - start;
    if (this.#pendingBytes > largestRowBytes) throw this.#fault("A record is larger than 64 MiB");
    return records;
  }

  /** The last record, if the file does not end with a line break. */
  finish(): CsvRecord[] {
    if (this.#state === "quoted") throw this.#fault("A quoted field begins here and does not end");
    return this.#pendingBytes === 0 ? [] : [this.#cut(Buffer.alloc(0))];
  }

  /** Whether this byte ends a record. */
  #step(byte: number): boolean {
    switch (this.#state) {
      case "quoted":
        if (byte === quote) this.#state = "quote in quoted";
        return false;
      case "quote in quoted":
        // A doubled quote continues the field; anything else has ended it.
        if (byte === quote) {
          this.#state = "quoted";
          return false;
        }
        break;
      case "start":
        if (byte === quote) {
          this.#state = "quoted";
          return false;
        }
    }
    this.#state = byte === this.#delimiter || byte === newline ? "start" : "plain";
    return byte === newline;
  }

  #cut(last: Buffer): CsvRecord {
    const whole = Buffer.concat([...this.#pending, last]);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#state = "start";
    const line = this.#line;
    this.#line++;
    for (let at = whole.indexOf(newline); at !== -1; at = whole.indexOf(newline, at + 1)) this.#line++;
    const bytes = whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole;
    const { fields, fault } = splitFields(bytes, this.#delimiter);
    return { fields, fault, line, bytes: () => bytes };
  }

  #fault(what: string): CutoverError {
    return new CutoverError(fileFailures.badCsv, {
      what,
      where: `${this.path} line ${String(this.#line)}`,
      next: "Quotes within a quoted field must be doubled; look for one that is not",
    });
  }
}

function splitFields(record: Buffer, delimiter: number): { fields: CsvField[]; fault: string | undefined } {
  const fields: CsvField[] = [];
  let fault: string | undefined;
  for (let at = 0; at <= record.length;) {
    const quoted = record[at] === quote;
    const close = quoted ? findClosingQuote(record, at) : at;
    const next = record.indexOf(delimiter, close);
    const end = next === -1 ? record.length : next;
    const body = quoted ? record.subarray(at + 1, close) : record.subarray(at, end);
    if (quoted && close + 1 < end) fault ??= "has text after a closing quote";
    if (!quoted && body.includes(quote)) fault ??= "has a quote inside a field that does not start with one";
    fields.push({ bytes: quoted ? undouble(body) : body, quoted });
    at = end + 1;
  }
  return { fields, fault };
}

/** The quote does close: otherwise `finish` had refused the file. */
function findClosingQuote(record: Buffer, open: number): number {
  let at = record.indexOf(quote, open + 1);
  while (at !== -1 && record[at + 1] === quote) at = record.indexOf(quote, at + 2);
  return at === -1 ? record.length : at;
}

function undouble(body: Buffer): Buffer {
  if (!body.includes(quote)) return body;
  return Buffer.from(body.toString("latin1").replaceAll('""', '"'), "latin1");
}
