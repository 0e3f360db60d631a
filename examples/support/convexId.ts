const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A document id of a table with this number, as a deployment would have made it: Crockford base32 of the number (seven
 * bits per byte), 16 bytes and a fletcher16 checksum.
 */
export function makeConvexId(tableNumber: number, uuid: string): string {
  const bytes = [...variableLength(tableNumber), ...Buffer.from(uuid.replaceAll("-", ""), "hex")];
  return base32([...bytes, ...fletcher16(bytes)]);
}

function variableLength(number: number): number[] {
  return number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...variableLength(number >> 7)];
}

function fletcher16(bytes: readonly number[]): [number, number] {
  let low = 0;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 256;
    high = (high + low) % 256;
  }
  return [low, high];
}

function base32(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, "0"), 2))).join("");
}
