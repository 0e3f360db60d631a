import {
  backslash,
  copyBytes,
  endOfDigits,
  isDigit,
  pointByte,
  quoteByte,
  zeroByte,
} from "../../../convex/shared/kinds/encode.js";

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;

/** Grows with the longest value. */
let scratch = Buffer.allocUnsafe(1024);

function copyToScratch(bytes: Uint8Array, start: number, end: number): void {
  if (end - start > scratch.length) scratch = Buffer.allocUnsafe(2 * (end - start));
  copyBytes(bytes, start, end, scratch, 0);
}

/** In a uniform file a float has a decimal point: adds it to the whole numbers of JSON that an encoder wrote. Where that ends then. */
export function addPoints(out: Uint8Array, start: number, end: number): number {
  if (endOfWhole(out, start, end) === -1) return end;
  copyToScratch(out, start, end);
  const length = end - start;
  let [from, to] = [0, start];
  for (let whole = endOfWhole(scratch, 0, length); whole !== -1; whole = endOfWhole(scratch, whole, length)) {
    to = copyBytes(scratch, from, whole, out, to);
    out[to++] = pointByte;
    out[to++] = zeroByte;
    from = whole;
  }
  return copyBytes(scratch, from, length, out, to);
}

/** Where the next whole number ends; -1 where there is none. */
function endOfWhole(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === quoteByte) at = endOfString(bytes, at) - 1;
    else if (isDigit(byte)) {
      const after = endOfDigits(bytes, at, end);
      if (after === end || bytes[after] !== pointByte) return after;
      at = endOfDigits(bytes, after + 1, end);
    }
  }
  return -1;
}

function endOfString(bytes: Uint8Array, quote: number): number {
  let at = quote + 1;
  while (bytes[at] !== quoteByte) at += bytes[at] === backslash ? 2 : 1;
  return at + 1;
}

/**
 * The canonical text of JSON that an encoder wrote: the fields of objects in the order of their names, numbers without the point that
 * `addPoints` gave them.
 */
export class CanonicalJson {
  private at = 0;
  private to = 0;

  constructor(
    private readonly from: Uint8Array,
    private readonly out: Uint8Array,
  ) {}

  /** Writes the value that starts in `from` to `out`, which has room for as much; where it ends there. */
  write(start: number, to: number): number {
    this.at = start;
    this.to = to;
    this.value();
    return this.to;
  }

  private value(): void {
    switch (this.from[this.at]) {
      case openBrace:
        return this.object();
      case openBracket:
        return this.array();
      case quoteByte:
        return this.copyUntil(endOfString(this.from, this.at));
      default:
        return this.scalar();
    }
  }

  private copyUntil(end: number): void {
    this.to = copyBytes(this.from, this.at, end, this.out, this.to);
    this.at = end;
  }

  private scalar(): void {
    let end = this.at;
    while (end < this.from.length && !isMark(this.from[end]!)) end++;
    const hasPoint = end - this.at > 2 && this.from[end - 1] === zeroByte && this.from[end - 2] === pointByte;
    this.copyUntil(hasPoint ? end - 2 : end);
    this.at = end;
  }

  private array(): void {
    do {
      this.copyUntil(this.at + 1);
      if (this.from[this.at] !== closeBracket) this.value();
    } while (this.from[this.at] === comma);
    this.copyUntil(this.at + 1);
  }

  private object(): void {
    /** Where each field starts and ends in `out`. */
    const fields: (readonly [start: number, end: number])[] = [];
    let areSorted = true;
    const begin = this.to + 1;
    do {
      this.copyUntil(this.at + 1);
      if (this.from[this.at] === closeBrace) break;
      const start = this.to;
      this.copyUntil(endOfString(this.from, this.at) + 1);
      this.value();
      const before = fields.at(-1);
      areSorted &&= before === undefined || compareNames(this.out, before[0], start) < 0;
      fields.push([start, this.to]);
    } while (this.from[this.at] === comma);
    if (!areSorted) sortFields(this.out, begin, fields);
    this.copyUntil(this.at + 1);
  }
}

function isMark(byte: number): boolean {
  return byte === comma || byte === closeBrace || byte === closeBracket;
}

function sortFields(out: Uint8Array, begin: number, fields: (readonly [start: number, end: number])[]): void {
  copyToScratch(out, begin, fields.at(-1)![1]);
  fields.sort(([left], [right]) => compareNames(scratch, left - begin, right - begin));
  let to = begin;
  for (const [start, end] of fields) {
    if (to > begin) out[to++] = comma;
    to = copyBytes(scratch, start - begin, end - begin, out, to);
  }
}

/** Of names without escapes, from their quotes on. */
function compareNames(bytes: Uint8Array, left: number, right: number): number {
  let at = 1;
  while (bytes[left + at] === bytes[right + at]) at++;
  if (bytes[left + at] === quoteByte) return -1;
  return bytes[right + at] === quoteByte ? 1 : bytes[left + at]! - bytes[right + at]!;
}
