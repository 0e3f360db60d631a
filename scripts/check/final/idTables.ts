import { readStrings } from "../../rows/write/documentLines.js";
import type { Snapshot } from "../../run/snapshot.js";

/** Crockford's base 32, lower case. */
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * Says whose id a text is, as Convex does when it checks `v.id("users")`: the id has to decode and to carry the number of the
 * table; whether the document exists is not looked at.
 */
export class IdTables {
  private constructor(private readonly names: ReadonlyMap<number, string>) {}

  /** The numbers of the snapshot's tables. */
  static async read(snapshot: Snapshot): Promise<IdTables> {
    const names = new Map<number, string>();
    for await (const line of snapshot.lines("_tables")) {
      const { name, id } = readStrings(line) as { name: string; id: number };
      names.set(id, name);
    }
    return new IdTables(names);
  }

  isId(text: string, table: string): boolean {
    const number = tableNumberOf(text);
    if (number === null) return this.isRehearsed(text, table);
    const name = this.names.get(number);
    // System tables such as _storage need not be listed.
    return name === table || (name === undefined && table.startsWith("_"));
  }

  /** In a rehearsal deployment an id is a number and the table's name. */
  private isRehearsed(text: string, table: string): boolean {
    return text.endsWith(table) && /^\d+$/.test(text.slice(0, -table.length));
  }
}

/** The table number in an id of a real deployment: `VInt(number) ‖ 16 bytes ‖ fletcher16`; null for every other text. */
export function tableNumberOf(text: string): number | null {
  const bytes = text.length < 31 || text.length > 37 ? null : decodeBase32(text);
  if (bytes === null) return null;
  const end = bytes.findIndex((byte) => byte < 0x80) + 1;
  if (end === 0 || bytes.length !== end + 18) return null;
  const checksum = fletcher16(bytes.slice(0, -2));
  if (bytes.at(-2)! + bytes.at(-1)! * 256 !== checksum) return null;
  return bytes.slice(0, end).reduceRight((number, byte) => number * 128 + (byte & 0x7f), 0);
}

/** Null where a character is no digit, or where bits that belong to no byte are not zero. */
function decodeBase32(text: string): number[] | null {
  const bytes: number[] = [];
  let rest = 0;
  let bits = 0;
  for (const character of text) {
    const digit = digits.indexOf(character);
    if (digit === -1) return null;
    rest = rest * 32 + digit;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(rest >> bits);
    rest &= (1 << bits) - 1;
  }
  return rest === 0 && bits < 5 ? bytes : null;
}

/** Convex's form of it: sums modulo 256. */
function fletcher16(bytes: readonly number[]): number {
  let low = 0;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 256;
    high = (high + low) % 256;
  }
  return high * 256 + low;
}
