import type { Token } from "../legacyReads/tokens.js";
import type { AppCode, Module, Place } from "./appCode.js";
import { isSign } from "./parseModule.js";

/** Only the database has these. */
const plainVerbs = new Set(["insert", "patch"]);
/** Texts, maps and sets have these too: they count after something that is called like a database. */
const sharedVerbs = new Set(["replace", "delete"]);
const database = /(?:db|database|writer)$/i;

/** What the code of a declaration does, the app's own helpers that it names included. */
export class Writers {
  private readonly known = new Map<Place["declaration"], readonly Place[]>();

  constructor(private readonly app: AppCode) {}

  /** Whether it writes to the database. */
  writes(place: Place): boolean {
    return this.reached(place).some(({ declaration }) => hasWrite(declaration.code));
  }

  /** Whether it asks `assertWritable` itself, or by a helper that it calls. */
  asks({ module, declaration: { code } }: Place): boolean {
    if (hasQuestion(code)) return true;
    return this.named(module, code, true).some((place) => hasQuestion(place.declaration.code));
  }

  /** Functions named by `internal.…` and `api.…`, as `notes:add`, in this code and the helpers it names. */
  references(module: Module, code: readonly Token[]): string[] {
    const helpers = this.named(module, code).flatMap((place) => this.reached(place));
    return [...new Set([code, ...helpers.map(({ declaration }) => declaration.code)].flatMap(readReferences))];
  }

  /** The declaration, and every one that it names, directly or not. */
  private reached(place: Place): Place[] {
    const found = new Map([[place.declaration, place]]);
    for (const { module, declaration } of found.values()) {
      const named = this.known.get(declaration) ?? this.named(module, declaration.code);
      this.known.set(declaration, named);
      for (const each of named) if (!found.has(each.declaration)) found.set(each.declaration, each);
    }
    return [...found.values()];
  }

  /** Declarations of the app that the code names. */
  private named(module: Module, code: readonly Token[], onlyCalled = false): Place[] {
    const places: Place[] = [];
    for (const [at, { kind, text }] of code.entries()) {
      if (kind !== "word" || isSign(code[at - 1], ".") || isKey(code, at)) continue;
      const target = this.app.find(module, text);
      if (target?.kind === "declaration" && (!onlyCalled || isSign(code[at + 1], "("))) places.push(target);
      if (target?.kind !== "module" || !isSign(code[at + 1], ".")) continue;
      const exported = this.app.findExport(target.module, code[at + 2]?.text ?? "");
      if (exported?.kind === "declaration" && (!onlyCalled || isSign(code[at + 3], "("))) places.push(exported);
    }
    return places;
  }
}

function hasWrite(code: readonly Token[]): boolean {
  return code.some(({ kind, text }, at) => {
    const isCall = kind === "word" && isSign(code[at - 1], ".") && isSign(code[at + 1], "(<");
    if (!isCall) return false;
    return plainVerbs.has(text) || (sharedVerbs.has(text) && database.test(code[at - 2]?.text ?? ""));
  });
}

function hasQuestion(code: readonly Token[]): boolean {
  return code.some(({ kind, text }, at) => kind === "word" && text === "assertWritable" && isSign(code[at + 1], "("));
}

/** `remove:` in an object is no call of `remove`. */
function isKey(code: readonly Token[], at: number): boolean {
  return isSign(code[at + 1], ":") && isSign(code[at - 1], "{,");
}

/** `internal.model.users.create` → `model/users:create` */
function readReferences(code: readonly Token[]): string[] {
  return code.flatMap(({ kind, text }, start) => {
    const isRoot = kind === "word" && (text === "internal" || text === "api") && !isSign(code[start - 1], ".");
    if (!isRoot) return [];
    const names: string[] = [];
    for (let at = start; isSign(code[at + 1], ".") && code[at + 2]?.kind === "word"; at += 2)
      names.push(code[at + 2]!.text);
    return names.length < 2 ? [] : [`${names.slice(0, -1).join("/")}:${names.at(-1)}`];
  });
}
