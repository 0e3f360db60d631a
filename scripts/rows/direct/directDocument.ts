import type { Document } from "../../../convex/shared/document/document.js";
import { type Fingerprint, fingerprintBytes } from "../../../convex/shared/document/fingerprint.js";
import type { Format } from "../../run/manifest.js";
import { decodeDocument } from "../write/documentLines.js";
import type { CanonicalText } from "./canonicalText.js";
import type { RowBytes } from "./rowBytes.js";

/** A document as bytes, until the next row: its line is `bytes[0…length)`, without a line feed. Reused from row to row. */
export class DirectDocument {
  /** The bucket of its key in the checksums of the table. */
  bucket = 0;
  /** By place: where the value of a field stands in the line; 0 and 0 where the document has no such field, or NULL for a reference. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  private readonly places: ReadonlyMap<string, number>;

  /** `fields`: of the lines, by place; the first is the id. `row`: what the document is made of and written to. */
  constructor(
    private readonly fields: readonly string[],
    readonly row: RowBytes,
    readonly format: Format,
    private readonly canonical: CanonicalText,
  ) {
    this.starts = new Int32Array(fields.length);
    this.ends = new Int32Array(fields.length);
    this.places = new Map(fields.map((field, place) => [field, place]));
  }

  get bytes(): Buffer {
    return this.row.out;
  }

  get length(): number {
    return this.row.at;
  }

  /** Over its fields: what the checksums of the table add up. */
  get fingerprint(): Fingerprint {
    return this.canonical.fingerprint(this.bytes);
  }

  /** The legacy key. One with a quote or a backslash in it takes the plain path. */
  get key(): string {
    return this.bytes.toString("utf8", this.starts[0]! + 1, this.ends[0]! - 1);
  }

  /** As `fingerprintText` has it, of the key that a field holds; null where the document has no such field. */
  hashKey(field: string): Fingerprint | null {
    const place = this.placeOf(field);
    const end = this.ends[place] ?? 0;
    return end === 0 ? null : fingerprintBytes(this.bytes, this.starts[place]! + 1, end - 1);
  }

  /** -1: the plan has no such field. */
  placeOf(field: string): number {
    return this.places.get(field) ?? -1;
  }

  /** The document itself. */
  decode(): Document {
    return decodeDocument(this.bytes.toString("utf8", 0, this.length), this.format);
  }

  /** Only these of its fields. */
  pick(fields: readonly string[]): Document {
    const present = fields.filter((field) => (this.ends[this.placeOf(field)] ?? 0) > 0);
    const texts = present.map((field) => {
      const place = this.placeOf(field);
      return `${JSON.stringify(this.fields[place])}:${this.bytes.toString("utf8", this.starts[place], this.ends[place])}`;
    });
    return decodeDocument(`{${texts.join(",")}}`, this.format);
  }
}
