import type { Value } from "convex/values";
import type { Document } from "../../convex/shared/document/document.js";
import { documentLimits } from "../../convex/shared/limits.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { DirectDocument } from "../rows/direct/directDocument.js";
import { comma, openBrace, openBracket, quote } from "../rows/direct/jsonText.js";
import { ExamplesByName, type Finding } from "./finding.js";

const backslash = 0x5c;

/** A document at this share of a limit is worth reporting: it may grow past it. */
const nearness = 0.8;

const nearBytes = documentLimits.bytes * nearness;
const nearElements = documentLimits.arrayElements * nearness;
const nearFields = documentLimits.fields * nearness;
const nearNesting = documentLimits.nesting * nearness;

/** Documents just below a limit. Those above it are rejected and counted there. */
export class NearLimits {
  private readonly found = new ExamplesByName();

  constructor(private readonly table: PlannedTable) {}

  take(key: string, document: Document, lineBytes: number): void {
    if (lineBytes >= nearBytes) this.found.add("near_document_size", key);
    const names = Object.keys(document);
    if (names.length >= nearFields) this.found.add("near_field_count", key);
    for (const name of names) {
      const value = document[name];
      if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) continue;
      for (const code of new Set(nearCodes(value, 2))) this.found.add(`${code}\n${name}`, key);
    }
  }

  /** What may be near a limit is looked at as a document. */
  takeDirect(document: DirectDocument): void {
    const { length, starts } = document;
    if (length >= nearBytes || starts.length >= nearFields || mayBeNear(document))
      this.take(document.key, document.decode(), length);
  }

  findings(): Finding[] {
    return this.found.entries().map(([name, { count, keys }]): Finding => {
      const [code = "", column] = name.split("\n");
      return {
        code,
        level: "warning",
        table: this.table.name,
        ...(column === undefined ? {} : { column }),
        count,
        examples: keys,
        message: `${count === 1 ? "1 document is" : `${count} documents are`} at ${nearness * 100} % or more of ${limitWords[code]}.`,
        remedy: "It fits today; move what grows into its own table before it no longer does.",
      };
    });
  }
}

const limitWords: Readonly<Record<string, string>> = {
  near_document_size: "the size of a document (1 MiB)",
  near_array_length: `the length of an array (${documentLimits.arrayElements})`,
  near_field_count: `the fields of an object (${documentLimits.fields})`,
  near_nesting: `the depth of nesting (${documentLimits.nesting})`,
};

/** `depth` counts the document itself as 1, as the limit does. */
function nearCodes(value: Value, depth: number): string[] {
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return [];
  const deep = depth >= nearNesting ? ["near_nesting"] : [];
  if (Array.isArray(value)) {
    const long = value.length >= nearElements ? ["near_array_length"] : [];
    return [...deep, ...long, ...value.flatMap((item) => nearCodes(item, depth + 1))];
  }
  const fields = Object.values(value).filter((field) => field !== undefined) as Value[];
  const many = fields.length >= nearFields ? ["near_field_count"] : [];
  return [...deep, ...many, ...fields.flatMap((field) => nearCodes(field, depth + 1))];
}

/** No value of fewer bytes has so many levels, elements or fields. */
const shortest = nearNesting;
/** Commas in a value, at whatever level. */
const fewestCommas = Math.min(nearFields, nearElements) - 1;

function mayBeNear({ bytes, starts, ends }: DirectDocument): boolean {
  for (let place = 0; place < starts.length; place++) {
    const start = starts[place]!;
    const end = ends[place]!;
    if (end - start < shortest || (bytes[start] !== openBrace && bytes[start] !== openBracket)) continue;
    if (hasMany(bytes, start, end)) return true;
  }
  return false;
}

/** Brackets and commas of a JSON value, as many as a value near a limit has. */
function hasMany(bytes: Uint8Array, start: number, end: number): boolean {
  let [opened, commas] = [0, 0];
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === quote) at = closingQuote(bytes, at);
    else if (byte === comma) commas += 1;
    else if (byte === openBrace || byte === openBracket) opened += 1;
  }
  // The document itself is one level more.
  return opened + 1 >= nearNesting || commas >= fewestCommas;
}

function closingQuote(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}
