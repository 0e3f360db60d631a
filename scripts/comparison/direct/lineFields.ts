import { closeBrace, colon, comma, endOfValue, isAt, openBrace, quote } from "../../rows/direct/jsonText.js";

/** Names beside the wanted ones that are remembered: what an app writes. */
const mostOthers = 2_000;
/** A position in a line that no field has. */
const nowhere = -1;

/** Finds the wanted top-level fields of lines, each a document. Reused from line to line. */
export class LineFields {
  /** Of each wanted field its value's place; `starts` is -1 where the line has no such field. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  private readonly names: Buffer[];
  private readonly indexes: Map<string, number>;
  /** Which name stood in which place of the line before: nearly always it stands there again. */
  private readonly order: number[] = [];

  constructor(private readonly wanted: readonly string[]) {
    this.starts = new Int32Array(wanted.length);
    this.ends = new Int32Array(wanted.length);
    this.names = wanted.map((name) => Buffer.from(`"${name}"`));
    this.indexes = new Map(wanted.map((name, index) => [name, index]));
  }

  /** False where the line stands in another form than our export and Convex write. */
  read(bytes: Buffer, start: number, end: number): boolean {
    this.starts.fill(nowhere);
    if (bytes[start] !== openBrace) return false;
    if (bytes[start + 1] === closeBrace) return start + 2 === end;
    let at = start + 1;
    for (let place = 0; at !== -1; place++) {
      at = this.readField(bytes, at, end, place);
      if (at === -1 || bytes[at] === closeBrace) break;
      at = bytes[at] === comma ? at + 1 : -1;
    }
    return at !== -1 && at + 1 === end;
  }

  /** Behind the field's value; -1 as above. */
  private readField(bytes: Buffer, start: number, end: number, place: number): number {
    const index = this.findName(bytes, start, place);
    if (index === -1) return -1;
    const value = start + this.names[index]!.length + 1;
    if (bytes[value - 1] !== colon) return -1;
    const valueEnd = endOfValue(bytes, value, end);
    if (index >= this.wanted.length) return valueEnd;
    if (this.starts[index] !== nowhere) return -1;
    this.starts[index] = value;
    this.ends[index] = valueEnd;
    return valueEnd;
  }

  private findName(bytes: Buffer, start: number, place: number): number {
    const guess = this.order[place];
    if (guess !== undefined && isAt(bytes, start, this.names[guess]!)) return guess;
    const end = bytes.indexOf(quote, start + 1);
    if (bytes[start] !== quote || end === -1) return -1;
    const index = this.indexOf(bytes.toString("latin1", start + 1, end));
    this.order[place] = index;
    return index;
  }

  /** -1 for a name with an escape or of letters beyond ASCII, and where there are too many to remember. */
  private indexOf(name: string): number {
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    if (this.names.length > this.wanted.length + mostOthers || !/^[ -~]*$/.test(name) || name.includes("\\")) return -1;
    this.indexes.set(name, this.names.length);
    return this.names.push(Buffer.from(`"${name}"`)) - 1;
  }
}
