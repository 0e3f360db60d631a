import { type Reject, reject } from "./kind.js";

/** An element of a PostgreSQL array: `text` is decoded, except for `array`, where it is the inner literal as it stands. */
export interface ArrayElement {
  readonly type: "quoted" | "plain" | "null" | "array";
  readonly text: string;
}

export interface ArrayLiteral {
  /** Lower bounds other than 1 are printed before the array: `[0:1]={a,b}`. */
  readonly bounds: string | null;
  readonly elements: readonly ArrayElement[];
}

const boundsPattern = /^(\[[+-]?\d+:[+-]?\d+\])+=/;

/** True for text that is a PostgreSQL array rather than JSON, by how it starts. */
export function isArrayLiteral(text: string): boolean {
  return text.startsWith("{") || boundsPattern.test(text);
}

/** Reads one level of a PostgreSQL array literal. Code: `list`. */
export function readArrayLiteral(text: string): ArrayLiteral | Reject {
  const prefix = boundsPattern.exec(text)?.[0] ?? "";
  const elements: ArrayElement[] = [];
  const scan = { text, at: prefix.length };
  if (next(scan)?.mark !== "{") return malformed(text);
  let found = next(scan);
  if (found?.mark === "}" && scan.at === text.length) return { bounds: prefix || null, elements };
  while (found !== null) {
    const element = found.mark === "{" ? readInner(scan, found.start) : found.element;
    if (element === null) return malformed(text);
    elements.push(element);
    const separator = next(scan)?.mark;
    if (separator === "}" && scan.at === text.length) return { bounds: prefix || null, elements };
    if (separator !== ",") return malformed(text);
    found = next(scan);
  }
  return malformed(text);
}

interface Scan {
  readonly text: string;
  at: number;
}

interface Token {
  readonly mark?: string;
  readonly element: ArrayElement | null;
  readonly start: number;
}

/**
 * The next bracket, comma or element. Searches for single characters only: a pattern for a whole element runs out of stack on
 * long ones. White space is PostgreSQL's, which is ASCII; anything else (a no-break space) stands unquoted and belongs to the text.
 */
function next(scan: Scan): Token | null {
  const start = find(scan, /[^ \t\n\r\v\f]/g);
  const first = scan.text.charAt(start);
  if (first === "") return null;
  scan.at = start + 1;
  if (first === "{" || first === "}" || first === ",") return { mark: first, element: null, start };
  const element = first === '"' ? readQuoted(scan) : readPlain(scan, start);
  return element && { element, start };
}

function readQuoted(scan: Scan): ArrayElement | null {
  const start = scan.at;
  for (;;) {
    const end = find(scan, /["\\]/g);
    if (end >= scan.text.length) return null;
    scan.at = end + (scan.text[end] === "\\" ? 2 : 1);
    if (scan.text[end] === '"') return { type: "quoted", text: unescaped(scan.text.slice(start, end)) };
  }
}

function readPlain(scan: Scan, start: number): ArrayElement | null {
  scan.at = start;
  for (;;) {
    const end = find(scan, /[{},"\\]/g);
    scan.at = end;
    if (scan.text[end] !== "\\") return plainElement(scan.text.slice(start, end));
    if (end + 1 >= scan.text.length) return null;
    scan.at = end + 2;
  }
}

function plainElement(raw: string): ArrayElement {
  let end = raw.length;
  while (" \t\n\r\v\f".includes(raw.charAt(end - 1))) end--;
  const text = raw.slice(0, end);
  return text.toUpperCase() === "NULL" ? { type: "null", text } : { type: "plain", text: unescaped(text) };
}

/** Where the character stands that the pattern looks for, from here on; the end of the text where there is none. */
function find(scan: Scan, pattern: RegExp): number {
  pattern.lastIndex = scan.at;
  return pattern.exec(scan.text)?.index ?? scan.text.length;
}

function unescaped(text: string): string {
  return text.includes("\\") ? text.replace(/\\([^])/g, "$1") : text;
}

/** The inner array whose `{` has just been read: its text up to the matching `}`. */
function readInner(scan: Scan, start: number): ArrayElement | null {
  for (let depth = 1; depth > 0;) {
    const found = next(scan);
    if (found === null) return null;
    if (found.mark === "{") depth++;
    if (found.mark === "}") depth--;
  }
  return { type: "array", text: scan.text.slice(start, scan.at) };
}

function malformed(text: string): Reject {
  return reject("list", `the text (${text.length} characters) is not a PostgreSQL array`);
}
