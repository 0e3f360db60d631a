import type { Value } from "convex/values";
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { canonicalField } from "../../../convex/shared/document/document.js";
import { bucketOfBytes, type Fingerprint, fingerprintBytes } from "../../../convex/shared/document/fingerprint.js";
import { canonicalInteger } from "../../../convex/shared/kinds/integer.js";
import type { Kind } from "../../../convex/shared/kinds/kind.js";
import type { PlannedField, PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";
import { CanonicalText } from "../../rows/direct/canonicalText.js";
import { decodeDocument } from "../../rows/write/documentLines.js";
import type { Format } from "../../run/manifest.js";
import type { CarriedKeys } from "../carriedKeys.js";
import { CanonicalJson } from "../../rows/direct/canonicalJson.js";
import { endOfNumber, isNumber, numberForm, openBrace, openBracket, quote } from "../../rows/direct/jsonText.js";
import { LineFields } from "./lineFields.js";

const backslash = 0x5c;
const letterN = 0x6e;

/** What a field's canonical text is made of without making a value: of all JSON, of numbers as integers, of arrays only, of nothing. */
type Taken = "all" | "integers" | "arrays" | "nothing";

interface FieldStep {
  readonly field: PlannedField;
  readonly taken: Taken;
  /** Among the fields of the line, and among the canonical ones. */
  readonly at: number;
  readonly slot: number;
}

interface RefStep {
  readonly ref: PlannedRef;
  readonly idAt: number;
  readonly keyAt: number;
  readonly slot: number;
}

/**
 * Takes a document's fingerprint from the bytes of its line, without an object in between: for most lines exactly the one that
 * `fingerprintExported` or `MigratedRows` come to, for the others none. Reused from line to line.
 */
export class DirectLine {
  private readonly lineFields: LineFields;
  private readonly canonical: CanonicalText;
  private readonly json = new CanonicalJson();
  private readonly fields: readonly FieldStep[];
  private readonly refs: readonly RefStep[];
  private readonly keySlot: number;
  private line: Buffer = Buffer.alloc(0);

  /** `carried`: null where references stand as legacy keys only, as they are exported. */
  constructor(
    table: PlannedTable,
    private readonly format: Format,
    private readonly carried: CarriedKeys | null,
  ) {
    const names = listNames(table);
    const at = (name: string) => names.indexOf(name);
    this.lineFields = new LineFields(names);
    this.canonical = new CanonicalText(["legacyId", ...[...table.fields, ...table.refs].map(({ name }) => name)]);
    const slot = (name: string) => this.canonical.slotOf(name);
    this.keySlot = slot("legacyId");
    this.fields = table.fields.map((field) => {
      return { field, taken: takenOf(field), at: at(field.name), slot: slot(field.name) };
    });
    this.refs = table.refs.map((ref) => {
      return { ref, idAt: at(ref.name), keyAt: at(ref.legacyField), slot: slot(ref.name) };
    });
  }

  /** `own`: without a legacy key. `plain`: the line has to be decoded. */
  read(line: Buffer, start: number, end: number): "row" | "own" | "plain" {
    this.line = line;
    if (!this.lineFields.read(line, start, end)) return "plain";
    if (this.startOf(keyAt) === -1) return "own";
    if (!this.isPlainText(keyAt)) return "plain";
    this.canonical.clear();
    this.json.at = 0;
    this.noteRaw(this.keySlot, keyAt);
    for (const step of this.fields) this.noteField(step);
    for (const step of this.refs) if (!this.noteRef(step)) return "plain";
    return "row";
  }

  /** The document's. */
  get id(): string {
    return this.line.toString("latin1", this.startOf(idAt) + 1, this.endOf(idAt) - 1);
  }

  get fingerprint(): Fingerprint {
    return this.canonical.fingerprint(this.line);
  }

  /** Of the legacy key, as `fingerprintText` and `bucketOf` have them. */
  get keyHash(): Fingerprint {
    return fingerprintBytes(this.line, this.startOf(keyAt) + 1, this.endOf(keyAt) - 1);
  }

  /** All of it at once. */
  see(): { readonly key: Fingerprint; readonly bucket: number; readonly fingerprint: Fingerprint } {
    const bucket = bucketOfBytes(this.line, this.startOf(keyAt) + 1, this.endOf(keyAt) - 1);
    return { key: this.keyHash, bucket, fingerprint: this.fingerprint };
  }

  private noteField({ field, taken, at, slot }: FieldStep): void {
    const start = this.startOf(at);
    if (start === -1) return;
    const first = this.line[start]!;
    if (taken === "nothing" || (taken === "arrays" && first !== openBracket)) this.notePlain(slot, field, at);
    else if (first === openBrace || first === openBracket) this.noteContainer(slot, field, at);
    else if (isNumber(first)) this.noteNumber(slot, field, at, taken);
    else this.noteRaw(slot, at);
  }

  private noteNumber(slot: number, field: PlannedField, at: number, taken: Taken): void {
    const [start, end] = [this.startOf(at), this.endOf(at)];
    const form = numberForm(this.line, start, end);
    if (form === "other" || endOfNumber(this.line, start, end) !== end) return this.notePlain(slot, field, at);
    const isInt64 = form === "integer" && this.format === "zip";
    const isInteger = isInt64 || (taken === "integers" && form !== "decimal");
    this.canonical.note(slot, isInteger ? "int64" : "out", start, form === "whole" ? end - 2 : end, this.line);
  }

  private noteContainer(slot: number, field: PlannedField, at: number): void {
    const before = this.json.at;
    if (!this.json.write(this.line, this.startOf(at), this.endOf(at), this.format))
      return this.notePlain(slot, field, at);
    this.canonical.note(slot, "out", before, this.json.at, this.json.out);
  }

  /** A single value that needs an object: the rest of the line does not. */
  private notePlain(slot: number, field: PlannedField, at: number): void {
    this.canonical.note(slot, { canonical: canonicalField(field, this.decode(at))! }, 0, 0);
  }

  private noteRaw(slot: number, at: number): void {
    this.canonical.note(slot, "out", this.startOf(at), this.endOf(at), this.line);
  }

  private noteRef(step: RefStep): boolean {
    return this.carried === null ? this.noteLegacyKey(step) : this.noteCarriedKey(step, this.carried);
  }

  private noteLegacyKey({ keyAt: at, slot }: RefStep): boolean {
    const start = this.startOf(at);
    if (start === -1) return true;
    if (this.line[start] === quote) this.noteRaw(slot, at);
    else this.canonical.note(slot, { canonical: JSON.stringify(this.decode(at)) }, 0, 0);
    return true;
  }

  /** A key stands for the reference where the document that the id leads to carries it. All else is for the plain path. */
  private noteCarriedKey({ ref, idAt: id, keyAt: key, slot }: RefStep, carried: CarriedKeys): boolean {
    const [idStart, keyStart] = [this.startOf(id), this.startOf(key)];
    if (keyStart === -1) return idStart === -1 || this.line[idStart] === letterN;
    if (idStart === -1 || this.line[idStart] !== quote || this.line[keyStart] !== quote) return false;
    if (!carried.hasPair(ref, this.line, idStart, this.endOf(id), keyStart, this.endOf(key))) return false;
    this.noteRaw(slot, key);
    return true;
  }

  private isPlainText(at: number): boolean {
    const [start, end] = [this.startOf(at), this.endOf(at)];
    if (this.line[start] !== quote) return false;
    for (let index = start; index < end; index++) if (this.line[index] === backslash) return false;
    return true;
  }

  private decode(at: number): Value | undefined {
    const text = this.line.toString("utf8", this.startOf(at), this.endOf(at));
    return decodeDocument(`{"value":${text}}`, this.format)["value"];
  }

  private startOf(at: number): number {
    return this.lineFields.starts[at]!;
  }

  private endOf(at: number): number {
    return this.lineFields.ends[at]!;
  }
}

const keyAt = 0;
const idAt = 1;

/** The fields that are read, the key and the id first. */
function listNames({ id, fields, refs }: PlannedTable): string[] {
  const others = [...fields.map(({ name }) => name), ...refs.flatMap(({ name, legacyField }) => [name, legacyField])];
  return [...new Set([id.field, "_id", ...others])];
}

function takenOf({ role }: PlannedField): Taken {
  if (role.kind !== "value" && role.kind !== "creationTime") return "all";
  const kind: Kind & { readonly element?: Kind } = role.of;
  if (kind.canonical === canonicalValue) return "all";
  if (kind.canonical === canonicalInteger) return "integers";
  // A list's is made of its elements', and of no other value.
  return kind.element?.canonical === canonicalValue ? "arrays" : "nothing";
}
