import type { Value } from "convex/values";
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { type Fingerprint, fingerprintBytes } from "../../../convex/shared/document/fingerprint.js";
import { copyBytes, isSame } from "../../../convex/shared/kinds/encode.js";
import { CanonicalJson } from "./canonicalJson.js";
import type { Written } from "./directFields.js";

const comma = 0x2c;
const letterN = 0x6e;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const nullWord = Buffer.from("null");

/** Where a field's canonical text is: in the line from `start` to `end`, or on its own. */
interface Slot {
  readonly prefix: Buffer;
  written: Written;
  /** Where the value stands from `start` to `end`; null: in the line. */
  from: Uint8Array | null;
  start: number;
  end: number;
}

/** The canonical text of a document, put together from the bytes of its line: what `fingerprintExported` takes the fingerprint of. */
export class CanonicalText {
  private readonly slots: readonly Slot[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly json = new CanonicalJson();
  private text = Buffer.allocUnsafe(64 * 1024);
  private at = 0;

  /** `names`: of its fields, as the plan has them. */
  constructor(names: readonly string[]) {
    const sorted = names.toSorted((left, right) => (left < right ? -1 : 1));
    this.places = new Map(sorted.map((name, place) => [name, place]));
    this.slots = sorted.map((name) => ({
      prefix: Buffer.from(`${JSON.stringify(name)}:`),
      written: null,
      from: null,
      start: 0,
      end: 0,
    }));
  }

  slotOf(name: string): number {
    return this.places.get(name)!;
  }

  /** Of these fields as an array; null where one has no value. */
  hashValues(places: readonly number[], line: Buffer): Fingerprint | null {
    this.begin(line);
    for (const place of places) {
      const slot = this.slots[place]!;
      const isNull = slot.written === null || isSame(line, slot.start, slot.end, nullWord);
      if (isNull) return null;
      this.text[this.at] = this.at === 0 ? openBracket : comma;
      this.at += 1;
      this.addValue(slot, line);
    }
    this.text[this.at++] = closeBracket;
    return fingerprintBytes(this.text, 0, this.at);
  }

  clear(): void {
    for (const slot of this.slots) slot.written = null;
  }

  /** Of a value in the line; or in `from`. */
  note(place: number, written: Written, start: number, end: number, from: Uint8Array | null = null): void {
    const slot = this.slots[place]!;
    slot.written = written;
    slot.from = from;
    slot.start = start;
    slot.end = end;
  }

  /** `line`: in which the noted places are. */
  fingerprint(line: Buffer): Fingerprint {
    this.begin(line);
    for (const slot of this.slots) if (slot.written !== null) this.add(slot, line);
    return fingerprintBytes(this.text, 0, this.at);
  }

  private begin(line: Buffer): void {
    this.at = 0;
    this.makeRoom(2 * line.length + 64 * this.slots.length);
  }

  private add(slot: Slot, line: Buffer): void {
    if (this.at > 0) this.text[this.at++] = comma;
    this.copy(slot.prefix, 0, slot.prefix.length);
    this.addValue(slot, line);
  }

  private addValue({ written, from, start, end }: Slot, line: Buffer): void {
    if (typeof written === "object" && written !== null) {
      this.makeRoom(this.at + 3 * written.canonical.length + line.length);
      this.at += this.text.write(written.canonical, this.at);
      return;
    }
    if (written === "nested") {
      this.addNested(line, start, end);
      return;
    }
    this.copy(from ?? line, start, end);
    if (written === "int64") this.text[this.at++] = letterN;
  }

  /** JSON that an encoder wrote has no int64: its numbers are the same text in both formats, but for the point. */
  private addNested(line: Buffer, start: number, end: number): void {
    this.json.at = 0;
    if (this.json.write(line, start, end, "jsonl")) return this.copy(this.json.out, 0, this.json.at);
    const text = canonicalValue(JSON.parse(line.toString("utf8", start, end)) as Value);
    this.makeRoom(this.at + 3 * text.length + line.length);
    this.at += this.text.write(text, this.at);
  }

  private copy(from: Uint8Array, start: number, end: number): void {
    this.at = copyBytes(from, start, end, this.text, this.at);
  }

  private makeRoom(bytes: number): void {
    if (bytes <= this.text.length) return;
    const grown = Buffer.allocUnsafe(2 * bytes);
    this.text.copy(grown, 0, 0, this.at);
    this.text = grown;
  }
}
