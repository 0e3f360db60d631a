import { type Reject, findLoneSurrogate, quote, reject } from "./kind.js";

/** Carries a rejection out of the recursion of a JSON reader; `catchRejection` turns it back into a value. */
class Fault extends Error {
  constructor(readonly why: Reject) {
    super(why.code);
  }
}

export function catchRejection<T>(read: () => T): T | Reject {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault) return error.why;
    throw error;
  }
}

const blank = /[ \t\n\r]*/y;
/** All but quotes, backslashes and the control characters below the space, which JSON wants escaped. */
const plain = /[ !#-[\]-\uffff]*/y;
const scalar = /-?[\w.+-]+/y;
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** Walks over JSON text token by token (RFC 8259, nothing more). A fault leaves as an exception that `catchRejection` catches. */
export class JsonScanner {
  at = 0;

  constructor(readonly text: string) {}

  fail(code: string, path: string, message: string): never {
    throw new Fault(reject(code, path === "" ? message : `at ${path}: ${message}`));
  }

  malformed(): never {
    const where = this.at >= this.text.length ? "it ends too early" : `unexpected ${quote(this.text.charAt(this.at))}`;
    return this.fail("json", "", `not JSON: ${where} at position ${this.at}`);
  }

  /** The next character that is not blank, which stays unread. */
  peek(): string {
    this.take(blank);
    return this.text.charAt(this.at);
  }

  skip(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  end(): void {
    if (this.peek() !== "") this.malformed();
  }

  /** Calls `read` for each item between two brackets; the opening one is still unread. */
  list(open: string, close: string, read: (index: number) => void): void {
    if (!this.skip(open)) this.malformed();
    if (this.skip(close)) return;
    let index = 0;
    do read(index++);
    while (this.skip(","));
    if (!this.skip(close)) this.malformed();
  }

  /** A word or a number, unchecked: `true`, `-1.5e3`. */
  scalar(): string {
    return this.take(scalar) || this.malformed();
  }

  string(path: string): string {
    if (!this.skip('"')) this.malformed();
    let value = this.take(plain);
    while (this.text[this.at] !== '"') {
      value += this.text[this.at] === "\\" ? this.escape() : this.malformed();
      value += this.take(plain);
    }
    this.at++;
    const broken = findLoneSurrogate(value);
    return broken ? this.fail(broken.code, path, broken.message) : value;
  }

  private escape(): string {
    const letter = this.text.charAt(this.at + 1);
    if (letter === "u") {
      const hex = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.malformed();
      this.at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const character = escapes.get(letter) ?? this.malformed();
    this.at += 2;
    return character;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ""] = pattern.exec(this.text) ?? [];
    this.at += found.length;
    return found;
  }
}
