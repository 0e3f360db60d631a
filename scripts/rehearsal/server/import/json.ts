/** A JSON value whose numbers keep the text they were written with: `1`, `1.0` and `9007199254740993` must stay apart. */
export type Json = null | boolean | string | JsonNumber | Json[] | Map<string, Json>;

export class JsonNumber {
  constructor(readonly text: string) {}
}

/** The server's parser gives up at this depth, long before a document's own limit. */
const maxDepth = 127;

export function parseJson(text: string): Json {
  const parser = new JsonParser(text);
  return parser.parseDocument();
}

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// Control characters must be escaped in JSON.
// oxlint-disable-next-line no-control-regex
const plainText = /[^"\\\u0000-\u001f]*/y;
const whitespace = /[ \t\r\n]*/y;
const escapes: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class JsonParser {
  private at = 0;

  constructor(private readonly text: string) {}

  parseDocument(): Json {
    const value = this.parseValue(0);
    this.match(whitespace);
    if (this.at < this.text.length) this.fail("trailing characters");
    return value;
  }

  private parseValue(depth: number): Json {
    if (depth > maxDepth) this.fail("recursion limit exceeded");
    this.match(whitespace);
    switch (this.text[this.at]) {
      case "{":
        return this.parseObject(depth);
      case "[":
        return this.parseArray(depth);
      case '"':
        return this.parseString();
      case "t":
        return this.parseWord("true", true);
      case "f":
        return this.parseWord("false", false);
      case "n":
        return this.parseWord("null", null);
      default:
        return this.parseNumber();
    }
  }

  /** The last of two equal keys wins, as in the server's parser. */
  private parseObject(depth: number): Map<string, Json> {
    const fields = new Map<string, Json>();
    this.at++;
    if (this.isNext("}")) return fields;
    do {
      this.match(whitespace);
      if (this.text[this.at] !== '"') this.fail("key must be a string");
      const key = this.parseString();
      if (!this.isNext(":")) this.fail("expected `:`");
      fields.set(key, this.parseValue(depth + 1));
    } while (this.isNext(","));
    if (!this.isNext("}")) this.fail("expected `,` or `}`");
    return fields;
  }

  private parseArray(depth: number): Json[] {
    const items: Json[] = [];
    this.at++;
    if (this.isNext("]")) return items;
    do items.push(this.parseValue(depth + 1));
    while (this.isNext(","));
    if (!this.isNext("]")) this.fail("expected `,` or `]`");
    return items;
  }

  private parseNumber(): JsonNumber {
    if (this.at >= this.text.length) this.fail("EOF while parsing a value");
    const text = this.match(numberPattern);
    if (text === "") this.fail("expected value");
    if (/[0-9.eE+-]/.test(this.text[this.at] ?? "")) this.fail("invalid number");
    if (!Number.isFinite(Number(text))) this.fail("number out of range");
    return new JsonNumber(text);
  }

  private parseWord<T extends boolean | null>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail("expected ident");
    this.at += word.length;
    return value;
  }

  private parseString(): string {
    this.at++;
    let value = this.match(plainText);
    while (this.text[this.at] === "\\") value += this.parseEscape() + this.match(plainText);
    if (this.at >= this.text.length) this.fail("EOF while parsing a string");
    if (this.text[this.at] !== '"') this.fail("control character found while parsing a string");
    this.at++;
    if (!isWellFormed(value)) this.fail("lone surrogate in a string");
    return value;
  }

  private parseEscape(): string {
    const letter = this.text[this.at + 1] ?? "";
    this.at += 2;
    if (letter !== "u") return escapes[letter] ?? this.fail("invalid escape");
    const digits = this.text.slice(this.at, this.at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail("invalid unicode escape");
    this.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private isNext(character: string): boolean {
    this.match(whitespace);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  /** Moves over what the sticky pattern matches here and returns it. */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private fail(problem: string): never {
    throw new SyntaxError(`${problem} at column ${this.at + 1}`);
  }
}

/** Convex strings are UTF-8, which has no form for half a surrogate pair. */
function isWellFormed(value: string): boolean {
  return !/\p{Surrogate}/u.test(value);
}
