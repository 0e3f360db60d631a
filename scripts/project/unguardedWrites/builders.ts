import type { Token } from "../legacyReads/tokens.js";
import type { AppCode, Module, Place, Target } from "./appCode.js";
import { isSign } from "./parseModule.js";

/** What a builder such as `mutation` makes. `unknown`: it is called like one, and nobody knows. */
export interface BuilderKind {
  readonly makes: "mutation" | "internalMutation" | "other" | "unknown";
  /** whenWritable: what it makes is put off. */
  readonly guard: "none" | "guarded" | "whenWritable";
}

const kinds: Readonly<Record<string, BuilderKind["makes"]>> = {
  mutation: "mutation",
  internalMutation: "internalMutation",
  query: "other",
  internalQuery: "other",
  action: "other",
  internalAction: "other",
  httpAction: "other",
};

/** A chain of names that is called: `cutover.whenWritable(…)`. */
export interface Call {
  readonly path: readonly string[];
  readonly args: readonly Token[];
  /** What follows: the arguments of what the call gave, as in `whenWritable(a)({ … })`. */
  readonly rest: readonly Token[];
}

/** The call that an expression begins with; null where it begins with something else. */
export function readCall(code: readonly Token[]): Call | null {
  const path: string[] = [];
  let at = code[0]?.text === "await" ? 1 : 0;
  while (code[at]?.kind === "word" && code[at]!.text !== "new" && code[at]!.text !== "async") {
    path.push(code[at]!.text);
    at += 1;
    if (!isSign(code[at], ".")) break;
    at += 1;
  }
  if (path.length === 0) return null;
  const open = isSign(code[at], "<") ? code.findIndex((token, index) => index > at && isSign(token, "(")) : at;
  if (!isSign(code[open], "(")) return null;
  const end = findEnd(code, open);
  return { path, args: code.slice(open + 1, end), rest: code.slice(end + 1) };
}

/** Where the bracket at `open` is closed. */
export function findEnd(code: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (isSign(code[at], "({[")) depth += 1;
    if (isSign(code[at], ")}]")) depth -= 1;
    if (depth === 0) return at;
  }
  return code.length;
}

/** Which builders the app's names are, whatever they are called and wherever they come from. */
export class Builders {
  private readonly known = new Map<Place["declaration"], BuilderKind | null>();

  constructor(private readonly app: AppCode) {}

  /** What the expression makes when it is a call of a builder, and the definition it is given. */
  readFunction({ module, declaration }: Place): { kind: BuilderKind; definition: readonly Token[] } | null {
    const call = readCall(declaration.code);
    if (call === null) return null;
    const isCalledAgain = isSign(call.rest[0], "(");
    const kind = isCalledAgain ? this.ofCall(module, call) : this.ofPath(module, call.path);
    const definition = isCalledAgain ? call.rest.slice(1, findEnd(call.rest, 0)) : call.args;
    if (kind !== null) return { kind, definition };
    return isDefinition(definition) ? { kind: { makes: "unknown", guard: "none" }, definition } : null;
  }

  /** `mutation`, `server.mutation`, `guarded.mutation` */
  private ofPath(module: Module, [name = "", ...members]: readonly string[]): BuilderKind | null {
    const target = this.app.find(module, name);
    if (target === null) return null;
    const [member] = members;
    if (target.kind === "module") {
      const exported = member === undefined ? null : this.app.findExport(target.module, member);
      return exported === null ? null : this.ofTarget(exported, members[1] ?? null);
    }
    return this.ofTarget(target, member ?? null);
  }

  private ofTarget(target: Target, member: string | null): BuilderKind | null {
    if (target.kind === "module") return null;
    if (target.kind === "declaration") return this.ofDeclaration(target, member);
    const name = member ?? target.name;
    const makes = kinds[name.replace(/Generic$/, "")];
    const isConvex = target.from === "convex/server" || target.from.includes("_generated/server");
    return isConvex && makes !== undefined ? { makes, guard: "none" } : null;
  }

  private ofDeclaration(place: Place, member: string | null): BuilderKind | null {
    const { declaration } = place;
    const known = member === null ? this.known.get(declaration) : undefined;
    if (known !== undefined) return known;
    // A builder made of itself is none.
    this.known.set(declaration, null);
    const kind = this.make(place, declaration.member ?? member);
    if (member === null) this.known.set(declaration, kind);
    else this.known.delete(declaration);
    return kind;
  }

  private make({ module, declaration: { code } }: Place, member: string | null): BuilderKind | null {
    const call = readCall(code);
    if (call !== null && !isSign(call.rest[0], "(")) {
      const kind = this.ofCall(module, call, member);
      if (kind !== null) return kind;
    }
    const alias = readPath(code);
    if (alias !== null) return this.ofPath(module, member === null ? alias : [...alias, member]);
    const inside = this.firstOf(module, code);
    return inside === null || member === null ? inside : { ...inside, makes: kinds[member] ?? inside.makes };
  }

  /** What a call gives that makes builders of builders: the guard's, a library's, an app's own. */
  private ofCall(module: Module, { path, args }: Call, member: string | null = null): BuilderKind | null {
    const verb = path.at(-1);
    if (verb === "guard" && member !== null) return { makes: kinds[member] ?? "other", guard: "guarded" };
    if (verb === "whenWritable") return { makes: "internalMutation", guard: "whenWritable" };
    const inside = this.firstOf(module, args);
    if (inside === null) return null;
    return member === null ? inside : { makes: kinds[member] ?? inside.makes, guard: inside.guard };
  }

  /** The first builder among the names of some code that makes mutations; else the first at all. */
  private firstOf(module: Module, code: readonly Token[]): BuilderKind | null {
    let first: BuilderKind | null = null;
    for (const [at, { kind, text }] of code.entries()) {
      if (kind !== "word" || isSign(code[at - 1], ".")) continue;
      const member = isSign(code[at + 1], ".") && code[at + 2]?.kind === "word" ? [code[at + 2]!.text] : [];
      const found = this.ofPath(module, [text]) ?? this.ofPath(module, [text, ...member]);
      if (found !== null && found.makes !== "other") return found;
      first ??= found;
    }
    return first;
  }
}

/** `a.b` and nothing else. */
function readPath(code: readonly Token[]): string[] | null {
  const names = code.filter(({ kind }) => kind === "word").map(({ text }) => text);
  const isPath = code.every((token, at) => (at % 2 === 0 ? token.kind === "word" : isSign(token, ".")));
  return isPath && names.length > 0 ? names : null;
}

/** `{ …, handler … }` or a function: what Convex's builders take. */
function isDefinition(args: readonly Token[]): boolean {
  const isFunction = args[0]?.text === "async" || isSign(args[0], "(");
  return isFunction || args.some(({ kind, text }) => kind === "word" && text === "handler");
}
