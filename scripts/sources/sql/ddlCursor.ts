import type { Token } from "./tokens.js";

/** Walks over the tokens of one statement. Only unquoted words count as key words. */
export class DdlCursor {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead];
  }

  next(): Token | undefined {
    return this.tokens[this.#at++];
  }

  /** Takes these words (or symbols) when they come next, in any case. */
  take(...words: readonly string[]): boolean {
    const isNext = words.every((word, i) => isWord(this.peek(i), word));
    if (isNext) this.#at += words.length;
    return isNext;
  }

  /** Moves behind the first place outside parentheses where these words come; false when there is none. */
  takeAfter(...words: readonly string[]): boolean {
    while (!this.isAtEnd) {
      if (this.take(...words)) return true;
      this.skipOne();
    }
    return false;
  }

  /** Moves over one token, or over everything in parentheses. */
  skipOne(): void {
    if (this.peek()?.text === "(" && this.peek()?.kind === "symbol") this.takeParentheses();
    else this.#at++;
  }

  /** The tokens up to one of these words outside parentheses, or to the end. */
  takeUntil(words: readonly string[]): Token[] {
    const start = this.#at;
    while (!this.isAtEnd && !words.some((word) => isWord(this.peek(), word))) this.skipOne();
    return this.tokens.slice(start, this.#at);
  }

  /** `schema.table`; the schema is `public` where none is written. */
  takeTableName(): string {
    const parts = [this.takeName()];
    while (this.take(".")) parts.push(this.takeName());
    return parts.length === 1 ? `public.${parts[0] ?? ""}` : parts.slice(-2).join(".");
  }

  /** One name; PostgreSQL folds unquoted ones to lower case. */
  takeName(): string {
    const token = this.next();
    if (token === undefined) return "";
    return token.kind === "word" ? token.text.toLowerCase() : token.text;
  }

  /** What stands in the parentheses that come next, split at its commas; empty where none come. */
  takeParentheses(): Token[][] {
    if (!this.take("(")) return [];
    const parts: Token[][] = [[]];
    for (let depth = 1; !this.isAtEnd;) {
      const token = this.next();
      if (token === undefined) break;
      if (isWord(token, "(") || isWord(token, "[")) depth++;
      if (isWord(token, ")") || isWord(token, "]")) depth--;
      if (depth === 0) break;
      if (depth === 1 && isWord(token, ",")) parts.push([]);
      else parts.at(-1)?.push(token);
    }
    return parts.filter((part) => part.length > 0);
  }

  takeNames(): string[] {
    return this.takeParentheses().map((part) => new DdlCursor(part).takeName());
  }
}

export function isWord(token: Token | undefined, word: string): boolean {
  if (token === undefined || (token.kind !== "word" && token.kind !== "symbol")) return false;
  return token.text.toUpperCase() === word;
}
