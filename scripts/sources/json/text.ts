import type { Raw } from "../../../convex/shared/kinds/kind.js";

export type JsonType = "string" | "number" | "boolean" | "json" | "null";

/** Takes one field: its raw text as a `Row` holds it, so numbers keep every digit. */
export type Visit = (name: string, raw: Raw, type: JsonType) => void;

/** Visits the fields of a JSON object; gives what is wrong with the text, if anything is. */
export function visitFields(text: string, visit: Visit): string | undefined {
  let names: number;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return "is not a JSON object";
    names = Object.keys(parsed).length;
  } catch (error) {
    return `is not valid JSON: ${(error as Error).message}`;
  }
  const visited = new Walker(text).walkObject(visit);
  return visited === names ? undefined : "names a field twice";
}

/** The texts of a JSON array's elements. The text must be valid JSON. */
export function splitArray(text: string): string[] {
  return new Walker(text).walkArray();
}

/** Deeper than any document that Convex takes; it bounds the recursion. */
const deepest = 256;

/** Whether an object anywhere in valid JSON names a field twice: most programs, jq among them, drop the first one in silence. */
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
  ["true", ["t", "boolean"]],
  ["false", ["f", "boolean"]],
  ["null", [null, "null"]],
]);

/** Walks over text that JSON.parse has accepted, so it looks only for where things end. */
class Walker {
  #at = 0;

  constructor(readonly text: string) {}

  /** How many fields there were, repeated ones included. */
  walkObject(visit: Visit): number {
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

  #visit(name: string, visit: Visit) {
    const first = this.#skip();
    const token = this.#take();
    if (first === quote) visit(name, decode(token), "string");
    else if (isOpener(first)) visit(name, token, "json");
    else {
      const [raw, type] = words.get(token) ?? [token, "number"];
      visit(name, raw, type);
    }
  }

  /** Over blanks; gives the character behind them. */
  #skip(): number {
    while (this.text.charCodeAt(this.#at) <= space) this.#at++;
    return this.text.charCodeAt(this.#at);
  }

  #skipOne() {
    this.#skip();
    this.#at++;
  }

  /** The value that starts here, as it is written. */
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

/** Behind the closing quote of the string that starts at `at`. */
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
