import { findTokenEnd, skipSpace, type Token, toToken } from "./tokens.js";

/**
 * Reads PostgreSQL's own text of checks, defaults and indexes. A server prints it (`pg_get_constraintdef` and others) and a
 * dump repeats it, so both sources read it here and agree.
 */
export function tokenize(sql: string): Token[] {
  const bytes = Buffer.from(sql);
  const tokens: Token[] = [];
  for (let at = skipSpace(bytes, 0); at < bytes.length;) {
    const end = findTokenEnd(bytes, at, true);
    if (end === -1) break;
    const token = toToken(bytes, at, end);
    if (token.kind !== "comment") tokens.push(token);
    at = skipSpace(bytes, end);
  }
  return tokens;
}

export interface AllowedWords {
  /** `VALUE` in the check of a domain. */
  readonly column: string;
  readonly words: readonly string[];
}

/** `col = ANY (ARRAY['a', 'b'])`, `col IN ('a', 'b')` or `col = 'a'`, with or without `col IS NULL OR`; null for any other check. */
export function readAllowedWords(check: readonly Token[]): AllowedWords | null {
  const cursor = new DdlCursor(withoutParentheses(withoutCasts(check)));
  cursor.take("CHECK");
  const column = cursor.takeName();
  if (cursor.take("IS", "NULL", "OR") && cursor.takeName() !== column) return null;
  const isArray = cursor.take("=", "ANY", "ARRAY", "[");
  if (!isArray && !cursor.take("=") && !cursor.take("IN")) return null;
  const words: string[] = [];
  do {
    const token = cursor.next();
    if (token?.kind !== "string") return null;
    words.push(token.text);
  } while (cursor.take(","));
  if (isArray && !cursor.take("]")) return null;
  if (cursor.take("OR") && !(cursor.takeName() === column && cursor.take("IS", "NULL"))) return null;
  return cursor.isAtEnd ? { column, words } : null;
}

/** The value of a constant default: `pending`, `0`, `true`; null if the default is computed, or NULL. */
export function readConstant(tokens: readonly Token[]): string | null {
  const flat = withoutParentheses(withoutCasts(tokens));
  const [first] = flat;
  if (first?.kind === "string") return flat.length === 1 ? first.text : null;
  const text = flat.map((token) => token.text.toLowerCase()).join("");
  return /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(text) ? text : null;
}

/** The columns of a unique index; null for a partial index, and for expressions other than `lower`. */
export function readUniqueIndex(cursor: DdlCursor): { table: string; columns: string[] } | null {
  if (!cursor.take("UNIQUE", "INDEX") || !cursor.takeAfter("ON")) return null;
  cursor.take("ONLY");
  const table = cursor.takeTableName();
  if (cursor.take("USING")) cursor.takeName();
  const columns = cursor.takeParentheses().map(readIndexedColumn);
  const isWhole = !cursor.takeAfter("WHERE");
  return isWhole && columns.every((column) => column !== null) ? { table, columns } : null;
}

/** Values that are unique in lower case are also unique as written. */
function readIndexedColumn(part: readonly Token[]): string | null {
  const flat = withoutParentheses(withoutCasts(part));
  const isLower = isWord(flat[0], "LOWER") && isWord(part[1], "(");
  if (!isLower && part.some((token) => isWord(token, "("))) return null;
  return new DdlCursor(isLower ? flat.slice(1) : flat).takeName();
}

/** Removes casts such as `::character varying(20)[]`. */
function withoutCasts(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!isWord(tokens[at], ":") || !isWord(tokens[at + 1], ":")) {
      kept.push(tokens[at]!);
      continue;
    }
    at += 2;
    while (isTypeToken(tokens[at]) && !isWord(tokens[at], "OR")) at++;
    if (isWord(tokens[at], "(") && /^\d+$/.test(tokens[at + 1]?.text ?? "")) {
      while (!isWord(tokens[at], ")")) at++;
      at++;
    }
    while (isWord(tokens[at], "[") && isWord(tokens[at + 1], "]")) at += 2;
    at--;
  }
  return kept;
}

function isTypeToken(token: Token | undefined): boolean {
  return token !== undefined && (token.kind === "word" || token.kind === "name" || isWord(token, "."));
}

function withoutParentheses(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => !isWord(token, "(") && !isWord(token, ")"));
}

/** Sorted and without duplicates, so that the source's own order does not matter. */
export function sortedKeys(keys: readonly (readonly string[])[]): string[][] {
  const texts = new Set(keys.map((key) => JSON.stringify(key)));
  return [...texts].toSorted().map((text) => JSON.parse(text) as string[]);
}

/** Walks the tokens of one statement. Only unquoted words count as keywords. */
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

  /** Takes these words (or symbols) if they come next, in any letter case. */
  take(...words: readonly string[]): boolean {
    const isNext = words.every((word, i) => isWord(this.peek(i), word));
    if (isNext) this.#at += words.length;
    return isNext;
  }

  /** Moves past the first occurrence of these words outside parentheses; false if there is none. */
  takeAfter(...words: readonly string[]): boolean {
    while (!this.isAtEnd) {
      if (this.take(...words)) return true;
      this.skipOne();
    }
    return false;
  }

  /** Skips one token, or everything in parentheses. */
  skipOne(): void {
    if (this.peek()?.text === "(" && this.peek()?.kind === "symbol") this.takeParentheses();
    else this.#at++;
  }

  /** Takes the tokens up to one of these words outside parentheses, or to the end. */
  takeUntil(words: readonly string[]): Token[] {
    const start = this.#at;
    while (!this.isAtEnd && !words.some((word) => isWord(this.peek(), word))) this.skipOne();
    return this.tokens.slice(start, this.#at);
  }

  /** `schema.table`; the schema is `public` if none is written. */
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

  /** Takes the parentheses that come next and returns their content split at commas; empty if none come next. */
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
