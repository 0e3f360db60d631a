import type { Token } from "../legacyReads/tokens.js";

/** Where a name of another module comes from; `*` is the whole module. */
export interface Origin {
  /** As it is written in the import. */
  readonly from: string;
  readonly name: string;
}

/** What stands at the top of a module under a name. */
export interface Declaration {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** What it is, without the keyword and the name: of a constant its value, of a function everything after its name. */
  readonly code: readonly Token[];
  /** `b` in `const { b: name } = …`; null where it is declared alone. */
  readonly member: string | null;
}

export interface ParsedModule {
  readonly code: readonly Token[];
  readonly imports: ReadonlyMap<string, Origin>;
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** By exported name: the name here, or where it is passed on from. */
  readonly exports: ReadonlyMap<string, string | Origin>;
  /** Modules of which everything is passed on. */
  readonly passedOn: readonly string[];
}

interface Draft {
  readonly imports: Map<string, Origin>;
  readonly declarations: Map<string, Declaration>;
  readonly exports: Map<string, string | Origin>;
  readonly passedOn: string[];
}

const declaring = new Set(["const", "let", "var"]);
const starting = new Set([
  ...["import", "export", "const", "let", "var", "class", "function", "async", "type", "interface", "enum", "declare"],
]);

/** What a module imports, declares at its top and exports. Code inside functions is not looked at. */
export function parseModule(tokens: readonly Token[]): ParsedModule {
  const code = tokens.filter(({ kind }) => kind !== "comment");
  const draft: Draft = { imports: new Map(), declarations: new Map(), exports: new Map(), passedOn: [] };
  for (const statement of splitStatements(code)) readStatement(statement, draft);
  return { code, ...draft };
}

/** Statements at the top; an expression belongs to the statement before it, unless a semicolon ended that. */
function splitStatements(code: readonly Token[]): Token[][] {
  const statements: Token[][] = [[]];
  let depth = 0;
  for (const [at, token] of code.entries()) {
    if (depth === 0 && isStart(code, at)) statements.push([]);
    if (isSign(token, "({[")) depth += 1;
    if (isSign(token, ")}]")) depth -= 1;
    if (depth === 0 && isSign(token, ";")) statements.push([]);
    else statements.at(-1)!.push(token);
  }
  return statements.filter(({ length }) => length > 0);
}

function isStart(code: readonly Token[], at: number): boolean {
  const { kind, text, line } = code[at]!;
  const before = code[at - 1];
  if (kind !== "word" || !starting.has(text)) return false;
  if (before === undefined) return true;
  if (before.line === line || (before.kind === "sign" && "=,(:?&|+.".includes(before.text))) return false;
  const isArrow = isSign(before, ">") && isSign(code[at - 2], "=");
  return !isArrow;
}

export function isSign(token: Token | undefined, signs: string): boolean {
  return token?.kind === "sign" && signs.includes(token.text);
}

function readStatement(statement: readonly Token[], draft: Draft): void {
  const [first, second] = statement;
  if (first?.text === "import") return readImport(statement, draft);
  if (first?.text !== "export") return readDeclaration(statement, draft, false);
  if (isSign(second, "*{") || second?.text === "type") return readExports(statement.slice(1), draft);
  if (second?.text === "default") return readDefault(statement.slice(2), draft);
  readDeclaration(statement.slice(1), draft, true);
}

/** `import a, { b as c } from "d"`, `import * as e from "d"` */
function readImport(statement: readonly Token[], { imports }: Draft): void {
  const from = statement.findLast(({ kind }) => kind === "string")?.text;
  if (from === undefined) return;
  const words = statement.slice(1).filter(({ text }) => text !== "type");
  const open = words.findIndex((token) => isSign(token, "{"));
  if (open !== -1) {
    for (const [name, local] of readNames(words.slice(open))) imports.set(local, { from, name });
  }
  const [first] = words;
  if (first?.kind === "word" && first.text !== "from") imports.set(first.text, { from, name: "default" });
  const star = words.findIndex((token) => isSign(token, "*"));
  if (star !== -1) imports.set(words[star + 2]!.text, { from, name: "*" });
}

/** `export { a, b as c }`, the same `from "d"`, and `export * from "d"` */
function readExports(words: readonly Token[], { exports, passedOn }: Draft): void {
  const end = words.findIndex((token) => isSign(token, "}"));
  const from = words.slice(end + 1).find(({ kind }) => kind === "string")?.text;
  if (isSign(words[0], "*")) {
    if (from !== undefined) passedOn.push(from);
    return;
  }
  for (const [name, as] of readNames(words)) exports.set(as, from === undefined ? name : { from, name });
}

function readDefault(words: readonly Token[], draft: Draft): void {
  const [first] = words;
  if (first === undefined) return;
  if (words.length === 1 && first.kind === "word") return void draft.exports.set("default", first.text);
  draft.declarations.set("default", { name: "default", line: first.line, code: words, member: null });
  draft.exports.set("default", "default");
}

function readDeclaration(words: readonly Token[], draft: Draft, isExported: boolean): void {
  const at = words.findIndex(({ text }) => text !== "async" && text !== "declare");
  const { text = "", line = 0 } = words[at] ?? {};
  const add = (name: string, code: readonly Token[], member: string | null = null) => {
    draft.declarations.set(name, { name, line, code, member });
    if (isExported) draft.exports.set(name, name);
  };
  if (declaring.has(text)) return readConstant(words.slice(at + 1), add);
  if (text !== "function" && text !== "class") return;
  const name = words.slice(at + 1).find(({ kind }) => kind === "word");
  if (name !== undefined) add(name.text, words.slice(words.indexOf(name) + 1));
}

function readConstant(
  words: readonly Token[],
  add: (name: string, code: readonly Token[], member?: string | null) => void,
): void {
  const [first] = words;
  if (first === undefined) return;
  const code = words.slice(findEquals(words) + 1);
  if (first.kind === "word") return add(first.text, code);
  for (const [member, local] of readNames(words)) add(local, code, member);
}

/** The `=` of a declaration, which is none of its type's arrows. */
function findEquals(words: readonly Token[]): number {
  let depth = 0;
  return words.findIndex((token, at) => {
    if (isSign(token, "({[")) depth += 1;
    if (isSign(token, ")}]")) depth -= 1;
    return depth === 0 && isSign(token, "=") && !isSign(words[at + 1], ">");
  });
}

/** `{ a, b as c, d: e }` → a a, b c, d e */
function readNames(words: readonly Token[]): [name: string, local: string][] {
  const end = words.findIndex((token) => isSign(token, "}"));
  const names: [string, string][] = [];
  let item: Token[] = [];
  for (const token of words.slice(1, end + 1)) {
    if (!isSign(token, ",}")) {
      item.push(token);
      continue;
    }
    const [name, sign, local] = item.filter(({ text }) => text !== "type");
    const isRenamed = sign?.text === "as" || isSign(sign, ":");
    if (name !== undefined) names.push([name.text, isRenamed && local !== undefined ? local.text : name.text]);
    item = [];
  }
  return names;
}
