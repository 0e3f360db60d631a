import { type Value, v } from "convex/values";
import { type FileReader, type FindFile, type Kind, Reject, convertForm, defineKind, reject } from "./kind.js";
import { type ArrayElement, isArrayLiteral, readArrayLiteral } from "./arrayLiteral.js";
import { ambiguous } from "./invert.js";
import { documentLimits } from "../limits.js";
import { type JsonElement, readJsonElements } from "./json.js";
import { compileList } from "./listBytes.js";

export interface ListOptions {
  /** NULL elements: rejected with code `null_element` (default), or left out. */
  readonly nulls?: "reject" | "omit";
  /** Lower bounds other than 1 (`[0:1]={a,b}`): rejected with code `array_bounds` (default), or dropped; the order stays. */
  readonly bounds?: "reject" | "drop";
  /** For lists joined by hand (NocoDB's multi selects: `,`): splits there and reads neither arrays nor JSON. Empty text is an empty list. */
  readonly separator?: string;
}

/** A kind of lists says what its elements are, so that a list of lists knows a nested array from a text in braces. */
export interface ListKind<T extends Value> extends Kind<T[]> {
  readonly element: Kind<T>;
}

/**
 * A list, from a PostgreSQL array (`{a,"b,c",NULL}`, nested when `element` is a list itself) or a JSON array. Every element is
 * converted by `element`; JSON elements other than strings reach it as their JSON text. A bad element rejects the whole list, with the
 * element's code and its index (from 0). Own codes: `list` (neither form), `json`, `null_element`, `array_bounds`, `too_long` (8,192
 * elements), `nested_array` (an array where the plan has none, or the reverse).
 */
export function listKind<T extends Value>(element: Kind<T>, options: ListOptions = {}): ListKind<T> {
  const kind = defineKind<T[]>({
    name: "list",
    forms: ["text", "json"],
    validator: v.array(element.validator),
    canonical: (values) => `[${values.map((value) => element.canonical(value)).join(",")}]`,
    convert(text) {
      const parts = readParts(text, element, options);
      return parts instanceof Reject ? parts : convertParts(parts, element, options);
    },
    invert: (values, columnType) => printList(values, element, columnType, options),
    ...(element.files === undefined ? {} : { files: listOfFiles(element.files, options) }),
  });
  if (element.encode === undefined || options.separator !== undefined || "element" in element)
    return { ...kind, element };
  // JSON within JSON is read by its own kind, as a whole.
  return { ...kind, element, encode: compileList(element.encode, element.name !== "json") };
}

function listOfFiles(files: FileReader, options: ListOptions): FileReader {
  const withFiles = (find: FindFile) => listKind(files.withFiles(find), options) as unknown as Kind;
  return { ...files, withFiles };
}

/** An element before its conversion; null is NULL. */
type Part = { readonly text: string; readonly nested: boolean | null } | null;

function readParts(text: string, element: Kind, options: ListOptions): Part[] | Reject {
  const { bounds = "reject", separator } = options;
  if (separator !== undefined) {
    return text === "" ? [] : text.split(separator).map((part) => ({ text: part, nested: false }));
  }
  if (isArrayLiteral(text)) {
    const literal = readArrayLiteral(text);
    if (literal instanceof Reject) return literal;
    if (literal.bounds === null || bounds === "drop") return literal.elements.map(arrayPart);
    return reject("array_bounds", `the array counts from another index than 1: ${literal.bounds.slice(0, -1)}`);
  }
  if (!/^\s*\[/.test(text)) return reject("list", "the text is neither a PostgreSQL array nor a JSON array");
  const elements = readJsonElements(text);
  if (elements instanceof Reject) return elements;
  const at = elements.findIndex(({ json }) => json.startsWith("{"));
  const other = at === -1 ? null : convertForm(element, "{}", "json");
  // Only whether the kind takes objects is asked: what the object holds is not.
  if (other instanceof Reject && other.code === "json_value") return reject(other.code, `at [${at}]: ${other.message}`);
  return elements.map((found) => jsonPart(found, element));
}

function arrayPart({ type, text }: ArrayElement): Part {
  return type === "null" ? null : { text, nested: type === "array" };
}

/** A JSON kind reads all of JSON itself: it gets strings with their quotes, and null as a value. */
function jsonPart({ type, text, json }: JsonElement, element: Kind): Part {
  if (element.name === "json") return { text: json, nested: null };
  return type === "null" ? null : { text, nested: type === "array" };
}

function convertParts<T extends Value>(
  parts: Part[],
  element: Kind<T>,
  { nulls = "reject" }: ListOptions,
): T[] | Reject {
  const wantsNested = "element" in element;
  const values: T[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === null && nulls === "omit") continue;
    if (part === null) return reject("null_element", `at [${index}]: the element is NULL`);
    if (part.nested !== null && part.nested !== wantsNested) {
      return reject(
        "nested_array",
        `at [${index}]: ${wantsNested ? "not an array" : "an array, where the plan has none"}`,
      );
    }
    const value = element.convert(part.text);
    if (value instanceof Reject && element.files?.leavesOut(value.code) === true) continue;
    if (value instanceof Reject) return reject(value.code, `at [${index}]: ${value.message}`);
    values.push(value);
  }
  if (values.length <= documentLimits.arrayElements) return values;
  return reject(
    "too_long",
    `${values.length} elements, more than the ${documentLimits.arrayElements} of a Convex array`,
  );
}

/** An array for columns of arrays, JSON for those of JSON; where the type says neither, the original form is unknown. */
function printList<T extends Value>(
  values: readonly T[],
  element: Kind<T>,
  columnType: string,
  { separator }: ListOptions,
): string | Reject {
  if (element.invert === undefined)
    return reject("not_invertible", `${element.name} cannot be converted back to source text`);
  const isArray = columnType.endsWith("[]");
  const texts: string[] = [];
  for (const value of values) {
    const text = element.invert(value, isArray && !("element" in element) ? columnType.slice(0, -2) : columnType);
    if (text instanceof Reject) return text;
    texts.push(text);
  }
  if (separator !== undefined) return texts.join(separator);
  if (isArray) return `{${texts.map((text) => ("element" in element ? text : quoteElement(text))).join(",")}}`;
  if (!/json/i.test(columnType)) return ambiguous("an array or JSON: the column's type says neither");
  return `[${values.map((value, index) => printElement(value, texts[index]!, element)).join(",")}]`;
}

function quoteElement(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Numbers and booleans as JSON has them; an inner list or JSON is JSON text already; everything else is a string. */
function printElement<T extends Value>(value: T, text: string, element: Kind<T>): string {
  if ("element" in element || element.name === "json") return text;
  const isPlain = typeof value === "boolean" || (typeof value === "number" && text === String(value));
  return JSON.stringify(isPlain ? value : text);
}
