import path from "node:path";
import { linesUnder } from "../legacyReads/findLegacyReads.js";
import type { Token } from "../legacyReads/tokens.js";
import { AppCode, type Module, type Place } from "./appCode.js";
import { type BuilderKind, Builders, findEnd, readCall } from "./builders.js";
import { isSign } from "./parseModule.js";
import { Writers } from "./writers.js";

/** A way into the app that writes in maintenance mode. */
export interface UnguardedWrite {
  readonly kind: "mutation" | "internal mutation" | "cron" | "HTTP route" | "sign-in";
  /** `notes:add`; a cron's identifier; `POST /hook`. */
  readonly name: string;
  /** From the project's folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Of a cron and an HTTP route: the unguarded mutations that it leads to. */
  readonly through: readonly string[];
}

/** What the code of an app says about its writes in maintenance mode. */
export interface AppWrites {
  readonly unguarded: readonly UnguardedWrite[];
  /** Functions that `guard` lets through. */
  readonly exempt: readonly string[];
  /** Names in `exempt` that no function has. */
  readonly unknown: readonly string[];
  /** Functions whose calls are put off. */
  readonly postponed: readonly string[];
  /** Crons that are refused in maintenance mode, and not put off: `sweep → notes:sweep`. */
  readonly refusedCrons: readonly string[];
}

/** For a function that is known to write. */
const exception = /\bcutover:\s*unguarded\b/i;

interface AppFunction extends Place {
  readonly name: string;
  readonly kind: BuilderKind;
  readonly isUnguarded: boolean;
  readonly references: readonly string[];
}

/**
 * Which functions, crons and HTTP routes of the app write although maintenance mode is on. Reads the code of the app's folder and
 * what it imports by relative paths, and runs nothing: a write inside a package is not seen. `// cutover: unguarded` on
 * a line or above it excepts it.
 */
export async function findUnguardedWrites(appDir: string): Promise<AppWrites> {
  return new Scan(await AppCode.read(appDir), path.dirname(path.resolve(appDir))).run();
}

class Scan {
  private readonly builders: Builders;
  private readonly writers: Writers;
  private readonly functions = new Map<string, AppFunction>();
  private readonly exempt: ReadonlySet<string>;

  constructor(
    private readonly app: AppCode,
    private readonly projectDir: string,
  ) {
    this.builders = new Builders(app);
    this.writers = new Writers(app);
    this.exempt = new Set(this.modules().flatMap((module) => readExempt(module)));
    for (const module of this.modules()) {
      for (const each of this.functionsOf(module)) this.functions.set(each.name, each);
    }
  }

  run(): AppWrites {
    const functions = [...this.functions.values()];
    const crons = this.modules().flatMap(readCrons);
    return {
      unguarded: [
        ...functions.filter(isFirstUnguarded).map((each) => this.describeFunction(each)),
        ...this.modules().flatMap((module) => this.describeSignIn(module)),
        ...crons.flatMap((cron) => this.describeEntry("cron", cron)),
        ...this.modules()
          .flatMap(readRoutes)
          .flatMap((route) => this.describeEntry("HTTP route", route)),
      ],
      exempt: [...this.exempt].filter((name) => this.functions.has(name)),
      unknown: [...this.exempt].filter((name) => !this.functions.has(name)),
      postponed: functions.filter(({ kind }) => kind.guard === "whenWritable").map(({ name }) => name),
      refusedCrons: crons.flatMap((cron) => this.describeRefused(cron)),
    };
  }

  private modules(): Module[] {
    return this.app.modules.filter(({ name }) => name !== null);
  }

  private *functionsOf(module: Module): Generator<AppFunction> {
    const excepted = linesUnder(module.file.tokens, exception);
    for (const [exported] of module.exports) {
      const target = this.app.findExport(module, exported);
      if (target?.kind !== "declaration") continue;
      const found = this.builders.readFunction(target);
      if (found === null) continue;
      const name = `${module.name}:${exported}`;
      const isKnown = excepted.has(target.declaration.line) || this.exempt.has(name);
      const { kind } = found;
      const isOpen = kind.makes !== "other" && kind.guard === "none" && !isKnown;
      const isUnguarded = isOpen && this.writers.writes(target) && !this.writers.asks(target);
      const references = this.writers.references(target.module, target.declaration.code);
      yield { ...target, name, kind, isUnguarded, references };
    }
  }

  private describeFunction({ name, kind, module, declaration }: AppFunction): UnguardedWrite {
    const words = kind.makes === "internalMutation" ? "internal mutation" : "mutation";
    return { kind: words, name, ...this.placeOf(module, declaration.line), through: [] };
  }

  /** Convex Auth writes users, accounts and sessions; `authCallbacks` holds back what maintenance mode forbids. */
  private describeSignIn(module: Module): UnguardedWrite[] {
    const excepted = linesUnder(module.file.tokens, exception);
    const store = module.declarations.get("store");
    if (store === undefined || readCall(store.code)?.path.at(-1) !== "convexAuth" || excepted.has(store.line))
      return [];
    if (store.code.some(({ kind, text }) => kind === "word" && text === "authCallbacks")) return [];
    return [{ kind: "sign-in", name: `${module.name}:store`, ...this.placeOf(module, store.line), through: [] }];
  }

  private describeEntry(kind: UnguardedWrite["kind"], { module, line, name, code }: Entry): UnguardedWrite[] {
    const through = this.reach(this.writers.references(module, code)).filter((each) => each.isUnguarded);
    if (through.length === 0) return [];
    return [{ kind, name, ...this.placeOf(module, line), through: through.map((each) => each.name) }];
  }

  private describeRefused({ module, name, code }: Entry): string[] {
    return this.writers
      .references(module, code)
      .filter((each) => this.functions.get(each)?.kind.guard === "guarded" && !this.exempt.has(each))
      .map((each) => `${name} → ${each}`);
  }

  /** The functions that these names lead to, by calls and by the scheduler. */
  private reach(names: readonly string[]): AppFunction[] {
    const found = new Set<AppFunction>();
    const open = [...names];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const each = this.functions.get(name);
      if (each === undefined || found.has(each)) continue;
      found.add(each);
      open.push(...each.references);
    }
    return [...found];
  }

  private placeOf({ file }: Module, line: number): { file: string; line: number } {
    return { file: path.relative(this.projectDir, file.file).replaceAll(path.sep, "/"), line };
  }
}

/** A function that is exported under two names is listed once. */
function isFirstUnguarded({ isUnguarded, declaration }: AppFunction, at: number, all: readonly AppFunction[]): boolean {
  return isUnguarded && all.findIndex((each) => each.declaration === declaration) === at;
}

/** A cron or an HTTP route. */
interface Entry {
  readonly module: Module;
  readonly name: string;
  readonly line: number;
  readonly code: readonly Token[];
}

/** `exempt: ["sessions:touch"]` in a call of `guard`, or the list's name. */
function readExempt({ code, declarations }: Module): string[] {
  return code.flatMap(({ kind, text }, at) => {
    if (kind !== "word" || text !== "guard" || !isSign(code[at + 1], "(")) return [];
    const args = code.slice(at + 1, findEnd(code, at + 1));
    const word = args.findIndex((token) => token.text === "exempt");
    if (word === -1) return [];
    const value = args.slice(isSign(args[word + 1], ":") ? word + 2 : word);
    const list = isSign(value[0], "[")
      ? value.slice(0, findEnd(value, 0))
      : declarations.get(value[0]?.text ?? "")?.code;
    return (list ?? []).filter((token) => token.kind === "string").map((token) => token.text);
  });
}

function readCrons(module: Module): Entry[] {
  return readCallsOn(module, "cronJobs").flatMap(({ at, args }) => {
    const name = args.find(({ kind }) => kind === "string")?.text;
    return name === undefined ? [] : [{ module, name, line: module.code[at]!.line, code: args }];
  });
}

function readRoutes(module: Module): Entry[] {
  return readCallsOn(module, "httpRouter").map(({ at, args }) => {
    const textOf = (...keys: string[]) =>
      args.find((token, index) => token.kind === "string" && keys.includes(args[index - 2]?.text ?? ""))?.text;
    const name = `${textOf("method") ?? ""} ${textOf("path", "pathPrefix") ?? ""}`.trim();
    return { module, name, line: module.code[at]!.line, code: args };
  });
}

/** Calls of methods of what `maker()` gave: `crons.interval(…)`. */
function readCallsOn({ code, declarations }: Module, maker: string): { at: number; args: readonly Token[] }[] {
  const names = new Set(
    [...declarations.values()].filter((each) => readCall(each.code)?.path.at(-1) === maker).map(({ name }) => name),
  );
  return code.flatMap(({ kind, text }, at) => {
    const isCall = kind === "word" && names.has(text) && isSign(code[at + 1], ".") && isSign(code[at + 3], "(");
    return isCall ? [{ at, args: code.slice(at + 4, findEnd(code, at + 3)) }] : [];
  });
}
