import {
  backslash,
  copyBytes,
  endOfDigits,
  isDigit,
  pointByte,
  quoteByte,
  zeroByte,
} from "../../../convex/shared/kinds/encode.js";

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
