import type { Form, Raw } from "../../../convex/shared/kinds/kind.js";

export type JsonType = "string" | "number" | "boolean" | "json" | "null";

/** What the text of a value does not say by itself; undefined for strings, numbers and null. */
export function formOf(type: JsonType): Form | undefined {
  return type === "json" || type === "boolean" ? type : undefined;
}

/** Called for one field, with the raw text that a `Row` holds: numbers keep every digit. */
type FieldVisitor = (name: string, raw: Raw, type: JsonType) => void;

/** Visits the fields of a JSON object. Returns what is wrong with the text, or undefined. */
export function visitFields(text: string, visit: FieldVisitor): string | undefined {
  let names: number;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return "is not a JSON object";
    names = Object.keys(parsed).length;
  } catch (error) {
    // The whole message may repeat the row's values.
    const position = /position \d+/.exec((error as Error).message)?.[0];
    return `is not valid JSON${position === undefined ? "" : ` at ${position}`}`;
  }
  const visited = new Walker(text).walkObject(visit);
  return visited === names ? undefined : "names a field twice";
}

/** The elements of a JSON array, as text. `text` must be valid JSON. */
export function splitArray(text: string): string[] {
  return new Walker(text).walkArray();
}

/** Deeper than any document that Convex accepts; limits the recursion. */
const deepest = 256;

/** Whether any object in valid JSON has a field twice: most programs, including jq, silently drop the first one. */
export function repeatsField(json: string, depth = 0): boolean {
  const text = json.trimStart();
  if (depth > deepest) return false;
  if (text.startsWith("[")) return splitArray(text).some((element) => repeatsField(element, depth + 1));
  if (!text.startsWith("{")) return false;
  const inner: string[] = [];
  const fault = visitFields(text, (_name, raw, type) => {
    if (type === "json" && raw !== null) inner.push(raw);
  });
  return fault !== undefined || inner.some((value) => repeatsField(value, depth + 1));
}

/** Whether the whole text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const comma = 0x2c;

/** Brackets and braces differ in one bit. */
const braceBit = 0x20;
const isOpener = (code: number) => (code | braceBit) === 0x7b;
const isCloser = (code: number) => (code | braceBit) === 0x7d;

const words: ReadonlyMap<string, readonly [Raw, JsonType]> = new Map([
  ["true", ["true", "boolean"]],
  ["false", ["false", "boolean"]],
  ["null", [null, "null"]],
]);

/** Walks text that JSON.parse has accepted, so it only looks for the ends of values. */
class Walker {
  #at = 0;

  constructor(readonly text: string) {}

  /** Returns how many fields there are, repeated ones included. */
  walkObject(visit: FieldVisitor): number {
    let count = 0;
    this.#skipOne();
    for (let next = this.#skip(); next === quote || next === comma; next = this.#skip()) {
      if (next === comma) this.#skipOne();
      this.#skip();
      const name = decode(this.#take());
      this.#skipOne();
      this.#visit(name, visit);
      count++;
    }
    return count;
  }

  walkArray(): string[] {
    const elements: string[] = [];
    this.#skipOne();
    for (let next = this.#skip(); !isCloser(next); next = this.#skip()) {
      if (next === comma) this.#skipOne();
      this.#skip();
      elements.push(this.#take());
    }
    return elements;
  }

  #visit(name: string, visit: FieldVisitor) {
    const first = this.#skip();
    const token = this.#take();
    if (first === quote) visit(name, decode(token), "string");
    else if (isOpener(first)) visit(name, token, "json");
    else {
      const [raw, type] = words.get(token) ?? [token, "number"];
      visit(name, raw, type);
    }
  }

  /** Skips white space and returns the next character. */
  #skip(): number {
    while (this.text.charCodeAt(this.#at) <= space) this.#at++;
    return this.text.charCodeAt(this.#at);
  }

  #skipOne() {
    this.#skip();
    this.#at++;
  }

  /** Takes the value that starts here, as written. */
  #take(): string {
    const start = this.#at;
    let depth = 0;
    do {
      const code = this.text.charCodeAt(this.#at);
      if (code === quote) this.#at = findStringEnd(this.text, this.#at);
      else if (isOpener(code)) {
        depth++;
        this.#at++;
      } else if (isCloser(code)) {
        depth--;
        this.#at++;
      } else if (depth > 0) this.#at++;
      else this.#at = findScalarEnd(this.text, this.#at);
    } while (depth > 0);
    return this.text.slice(start, this.#at);
  }
}

function decode(token: string): string {
  return token.includes("\\") ? (JSON.parse(token) as string) : token.slice(1, -1);
}

/** The position after the closing quote of the string that starts at `at`. */
function findStringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end + 1;
  }
}

function findScalarEnd(text: string, at: number): number {
  for (let end = at; ; end++) {
    const code = text.charCodeAt(end);
    if (code === comma || code <= space || isCloser(code) || Number.isNaN(code)) return end;
  }
}
