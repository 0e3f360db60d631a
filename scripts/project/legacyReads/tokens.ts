/** A word, a text or a comment of a program. `line` is that of its first character, from 1. */
export interface Token {
  readonly kind: "word" | "string" | "comment" | "sign";
  /** Of a string: the text between the quotes. A template literal gives one string per piece between its `${…}`. */
  readonly text: string;
  readonly line: number;
}

const patterns = {
  space: /\s+/y,
  comment: /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y,
  word: /[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*/uy,
  number: /\d[\w.]*/y,
  string: /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y,
  regex: /\/(?![/*>])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
  templatePiece: /(?:[^`\\$]|\\[^]|\$(?!\{))*/y,
} as const;

/** After one of these an expression begins, so that a `/` is a regular expression and a quote may follow at once. */
const keywords = new Set(
  "await case default delete do else extends export from in import instanceof new of return throw typeof void yield".split(
    " ",
  ),
);

/**
 * The tokens of a TypeScript or JavaScript file. No parser: what is installed beside us is not known, and TypeScript 7
 * has none that runs in Node. Where a character can be read in two ways (a `/` after `)`, the text between JSX tags), it
 * is taken for code, so that nothing is overlooked.
 */
export function readTokens(source: string): Token[] {
  return new Tokenizer(source).read();
}

class Tokenizer {
  private at = 0;
  private line = 1;
  private readonly tokens: Token[] = [];
  /** Per `${` that is open: how many braces are open in it. */
  private readonly templates: number[] = [];

  constructor(private readonly source: string) {}

  read(): Token[] {
    while (this.at < this.source.length) this.readOne();
    return this.tokens;
  }

  private readOne(): void {
    if (this.take("space") !== null) return;
    const line = this.line;
    const comment = this.take("comment");
    if (comment !== null) return this.add("comment", comment, line);
    const word = this.take("word");
    if (word !== null) return this.add("word", word, line);
    if (this.take("number") !== null) return this.add("sign", "0", line);
    const string = this.isApostrophe() ? null : this.take("string");
    if (string !== null) return this.add("string", string.slice(1, -1), line);
    if (this.canBeRegex() && this.take("regex") !== null) return this.add("sign", "/", line);
    this.readSign(this.source[this.at]!, line);
  }

  private readSign(sign: string, line: number): void {
    this.at += 1;
    const open = this.templates.length - 1;
    if (sign === "`") return this.readTemplatePiece();
    if (open >= 0 && sign === "{") this.templates[open]! += 1;
    if (open >= 0 && sign === "}") {
      if (this.templates[open] === 0) {
        this.templates.pop();
        return this.readTemplatePiece();
      }
      this.templates[open]! -= 1;
    }
    this.add("sign", sign, line);
  }

  /** Up to the end of the template, or to the next `${`, whose code comes next. */
  private readTemplatePiece(): void {
    const line = this.line;
    this.add("string", this.take("templatePiece") ?? "", line);
    if (this.source[this.at] === "$") {
      this.at += 2;
      this.templates.push(0);
    } else {
      this.at += 1;
    }
  }

  /** `don't` between JSX tags: no string begins right after a word that is no keyword. */
  private isApostrophe(): boolean {
    const last = this.tokens.at(-1);
    const isJoined = /[\p{ID_Continue}$]/u.test(this.source[this.at - 1] ?? "");
    return isJoined && last?.kind === "word" && !keywords.has(last.text);
  }

  /** Not after a value, where it divides, and not in `</tag>`. */
  private canBeRegex(): boolean {
    const last = this.tokens.findLast(({ kind }) => kind !== "comment");
    if (last === undefined) return true;
    if (last.kind === "word") return keywords.has(last.text);
    return last.kind === "sign" && !["0", ")", "]", "}", "<", "/"].includes(last.text);
  }

  private take(pattern: keyof typeof patterns): string | null {
    const { [pattern]: expression } = patterns;
    expression.lastIndex = this.at;
    const found = expression.exec(this.source)?.[0] ?? "";
    if (found === "") return null;
    this.at += found.length;
    for (const character of found) if (character === "\n") this.line += 1;
    return found;
  }

  private add(kind: Token["kind"], text: string, line: number): void {
    this.tokens.push({ kind, text, line });
  }
}
