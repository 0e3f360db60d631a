import { type GenericValidator, type Value, v } from "convex/values";
import { type Kind, Reject, defineKind, quote, reject } from "./kind.js";
import { compileValidator, fieldPath, validatorJson } from "../document/validate.js";
import { ambiguous, printJson } from "./invert.js";
import { readDouble } from "./number.js";
import { documentLimits, jsonNesting } from "../limits.js";
import { compileJson } from "./jsonShape.js";
import { JsonScanner, catchRejection } from "./jsonScanner.js";

export type JsonOptions = JsonRules;

/**
 * JSON text (`json`, `jsonb`, or JSON in a text column) → the value, digit by digit: `JSON.parse` would round large numbers and
 * drop repeated keys silently. SQL NULL never comes here, so the text `null` is the JSON value null.
 * Codes: `json` (not JSON), `unsafe_number`, `duplicate_key` (also after renaming), `field_name` (a name Convex or its client refuses),
 * `surrogate`, `too_deep` (14 levels), `too_long` (8,192 elements), `too_many_fields` (1,024), `shape`.
 * Every message but that of `json` names the path.
 */
export function jsonKind(shape: GenericValidator = v.any(), options: JsonOptions = {}): Kind {
  const findMismatch = compileValidator(validatorJson(shape));
  const encode =
    typeof options.keys === "function" ? undefined : compileJson(validatorJson(shape), options.null === "omit");
  return defineKind<Value>({
    ...(encode === undefined ? {} : { encode }),
    name: "json",
    validator: shape,
    forms: ["text", "json"],
    convert(text) {
      const value = readJson(text, options);
      if (value instanceof Reject) return value;
      const mismatch = findMismatch(value);
      if (mismatch === null) return value;
      const where = mismatch.path === "" ? "" : `at ${mismatch.path}: `;
      return reject("shape", `${where}expected ${mismatch.expected}, found ${mismatch.found}`);
    },
    invert(value) {
      if (typeof options.keys === "function") return ambiguous("the plan renames the fields");
      if (options.numbers === "text") return ambiguous("text that was a number is text like any other");
      if (options.null === "omit") return ambiguous("a field that is not there, or null");
      return printJson(value);
    },
  });
}

const { arrayElements: longestArray, fields: mostFields } = documentLimits;

export interface JsonRules {
  /** `"reject"` (default): illegal names are rejected. A function gives every field its new name, which must then be legal. */
  readonly keys?: "reject" | ((key: string) => string);
  /**
   * A number that a double cannot hold exactly: rejected with `unsafe_number` (`"exact"`, default), the nearest double
   * (`"nearest"`), or its digits as text (`"text"`: only such numbers, all others stay numbers).
   */
  readonly numbers?: "exact" | "nearest" | "text";
  /**
   * Fields whose value is JSON null: kept (default), or left out, since an optional field refuses null. A null in an array or
   * alone stays either way: there is no field to leave out.
   */
  readonly null?: "keep" | "omit";
}

/** JSON text → the Convex value, or why not; never throws. See `jsonKind` for the codes. */
export function readJson(text: string, rules: JsonRules): Value | Reject {
  return catchRejection(() => {
    const scanner = new JsonScanner(text);
    const value = readValue({ scanner, rules, path: "", depth: 0 });
    scanner.end();
    return value;
  });
}

/** An element of a JSON array: `text` is the decoded string, or the JSON text of anything else. */
export interface JsonElement {
  readonly type: "string" | "null" | "array" | "other";
  readonly text: string;
  readonly json: string;
}

/** The elements of a JSON array, unconverted; never throws. */
export function readJsonElements(text: string): JsonElement[] | Reject {
  return catchRejection(() => {
    const scanner = new JsonScanner(text);
    const elements: JsonElement[] = [];
    scanner.list("[", "]", (index) => elements.push(readElement(scanner, `[${index}]`)));
    scanner.end();
    return elements;
  });
}

function readElement(scanner: JsonScanner, path: string): JsonElement {
  const first = scanner.peek();
  const start = scanner.at;
  const value = readValue({ scanner, rules: null, path, depth: 0 });
  const json = scanner.text.slice(start, scanner.at);
  if (first === '"') return { type: "string", text: typeof value === "string" ? value : "", json };
  return { type: value === null ? "null" : first === "[" ? "array" : "other", text: json, json };
}

/** Where the reader stands. Without rules the text is only scanned: the element's own kind reads and validates it. */
interface Place {
  readonly scanner: JsonScanner;
  readonly rules: JsonRules | null;
  readonly path: string;
  readonly depth: number;
}

function readValue(place: Place): Value {
  switch (place.scanner.peek()) {
    case "{":
      return readObject(inner(place));
    case "[":
      return readArray(inner(place));
    case '"':
      return place.scanner.string(place.path);
    default:
      return readScalar(place);
  }
}

/** The depth is limited without rules too: it bounds the recursion. */
function inner(place: Place): Place {
  const depth = place.depth + 1;
  if (depth > jsonNesting) place.scanner.fail("too_deep", place.path, `JSON nests deeper than ${jsonNesting} levels`);
  return { ...place, depth };
}

function readArray(place: Place): Value {
  const { scanner, path, rules } = place;
  const values: Value[] = [];
  scanner.list("[", "]", (index) => values.push(readValue({ ...place, path: `${path}[${index}]` })));
  if (rules && values.length > longestArray) {
    scanner.fail("too_long", path, `an array has ${values.length} elements, more than ${longestArray}`);
  }
  return values;
}

function readObject(place: Place): Value {
  const { scanner, path, rules } = place;
  const fields = new Map<string, Value>();
  scanner.list("{", "}", () => readField(fields, place));
  if (rules?.null === "omit") {
    for (const [name, value] of fields) if (value === null) fields.delete(name);
  }
  if (rules && fields.size > mostFields) {
    scanner.fail("too_many_fields", path, `an object has ${fields.size} fields, more than ${mostFields}`);
  }
  return Object.fromEntries(fields);
}

function readField(fields: Map<string, Value>, place: Place): void {
  const { scanner, path, rules } = place;
  const original = scanner.string(path);
  const name = rules ? legalName(original, rules, place) : original;
  if (!scanner.skip(":")) scanner.malformed();
  const here = fieldPath(path, name);
  if (rules && fields.has(name)) scanner.fail("duplicate_key", here, "the field stands there twice");
  fields.set(name, readValue({ ...place, path: here }));
}

function legalName(original: string, { keys = "reject" }: JsonRules, { scanner, path }: Place): string {
  const name = keys === "reject" ? original : renamed(original, keys);
  const bad = name === null ? "the plan's function for field names failed" : findBadFieldName(name);
  if (name === null || bad !== null) return scanner.fail("field_name", fieldPath(path, original), bad ?? "");
  return name;
}

function renamed(original: string, rename: (key: string) => string): string | null {
  try {
    return rename(original);
  } catch {
    return null;
  }
}

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function readScalar({ scanner, rules, path }: Place): Value {
  const start = scanner.at;
  const text = scanner.scalar();
  const known = words.get(text);
  if (known !== undefined) return known;
  const double = readDouble(text);
  if (double.kind === "not_a_number") {
    scanner.at = start;
    return scanner.malformed();
  }
  if (double.kind === "exact") return double.value;
  const numbers = rules?.numbers ?? (rules ? "exact" : "text");
  if (numbers === "text") return text;
  if (numbers === "nearest" && double.kind === "inexact") return double.value;
  return scanner.fail("unsafe_number", path, `a number cannot hold all digits of ${quote(text)}`);
}

/** Convex's limit for field names inside a value; top-level names have 64 (convex.md). */
const longestName = 1024;

/**
 * Why Convex cannot hold a field of this name inside a value, or null where it can. A leading `_` is refused only at the top
 * level of a document, so not here. `__proto__` is legal for Convex, but its JavaScript client loses it.
 */
export function findBadFieldName(name: string): string | null {
  if (name === "") return "a field name is empty";
  if (name.startsWith("$")) return "a field name starts with $, which Convex reserves";
  if (!/^[\x20-\x7e]*$/.test(name)) return "a field name holds a character that is not printable ASCII";
  if (name.length > longestName) return `a field name is longer than ${longestName} characters`;
  if (name === "__proto__") return "a field is called __proto__, which JavaScript would lose";
  return null;
}
