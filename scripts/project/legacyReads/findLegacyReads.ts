import path from "node:path";
import { type Plan, matchFields, matchIndexName } from "../../../convex/shared/plan/plan.js";
import { type AppFile, readAppFiles } from "./appFiles.js";
import type { Token } from "./tokens.js";

/** A line of the app's code that does not work any more once the legacy fields and their indexes are gone. */
export interface LegacyRead {
  /** From the project's folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line, without the space around it. */
  readonly text: string;
  /** `// cutover: until clean-up` is on the line or above it: known, and to be removed. */
  readonly isMarked: boolean;
  /** A legacy field or index by name, a look-up by either id, or the schema's wrapper. */
  readonly kind: "name" | "lookup" | "wrapper";
}

export interface LegacyReadOptions {
  /** The plan's file; default `plan.ts` in `appDir`. */
  readonly planFile?: string;
  /** Further folders to look into, such as `src`. */
  readonly folders?: readonly string[];
}

const marker = /\bcutover:\s*until clean-?up\b/i;
/** For a name that only looks like a legacy field. */
const exception = /\bcutover:\s*not legacy\b/i;

const wrappers = new Set(["duringCutover", "withLegacyFields", "legacyIndexes"]);
const longestText = 160;

/**
 * Which code of the app still depends on legacy fields: names of the plan's legacy fields and indexes as words or whole
 * strings, calls of `getByEitherId`, and the schema's wrappers. Comments do not count, and see `readAppFiles` for the files
 * that do not. At most one a line, in the order of files and lines.
 *
 * `getByEitherId(ctx, "cases", key)` may stay where the plan says `keepIdMap` of that table; `cutover.getByEitherId` goes with
 * the module it comes from. `// cutover: not legacy` excepts a line.
 */
export async function findLegacyReads(
  appDir: string,
  plan: Plan,
  { planFile = path.join(appDir, "plan.ts"), folders = [] }: LegacyReadOptions = {},
): Promise<LegacyRead[]> {
  const root = path.resolve(appDir);
  const files = await readAppFiles(path.resolve(planFile), [root, ...folders.map((folder) => path.resolve(folder))]);
  const names = namesThatGo(plan);
  const kept = new Set([...plan.tables.values()].filter(({ keepIdMap }) => keepIdMap).map(({ name }) => name));
  return files.flatMap((file) => readsOf(file, path.dirname(root), names, kept));
}

/** Of fields and indexes that `duringCutover` adds. */
function namesThatGo(plan: Plan): Set<string> {
  const tables = [...plan.tables.values()];
  return new Set(
    tables.flatMap((table) => [
      ...table.legacyFields,
      ...[table.id, ...table.lookups].map(({ index }) => index),
      ...(matchFields(table).length === 0 ? [] : [matchIndexName(table)]),
    ]),
  );
}

function readsOf(
  { file, lines, tokens }: AppFile,
  projectDir: string,
  names: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): LegacyRead[] {
  const code = tokens.filter(({ kind }) => kind !== "comment");
  const marked = linesUnder(tokens, marker);
  const excepted = linesUnder(tokens, exception);
  const found = new Map<number, LegacyRead>();
  for (const [at, { line }] of code.entries()) {
    const kind = kindOf(code, at, names, kept);
    if (kind === null || excepted.has(line) || found.has(line)) continue;
    const text = lines[line - 1]!.trim().slice(0, longestText);
    const where = path.relative(projectDir, file).replaceAll(path.sep, "/");
    found.set(line, { file: where, line, text, isMarked: marked.has(line), kind });
  }
  return [...found.values()];
}

function kindOf(
  code: readonly Token[],
  at: number,
  names: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): LegacyRead["kind"] | null {
  const { kind, text } = code[at]!;
  if (kind === "sign") return null;
  if (names.has(text)) return "name";
  if (kind !== "word" || code[at + 1]?.text !== "(") return null;
  if (wrappers.has(text)) return "wrapper";
  if (text !== "getByEitherId") return null;
  return code[at - 1]?.text !== "." && kept.has(tableOfCall(code, at) ?? "") ? null : "lookup";
}

/** The first text among the call's arguments. */
function tableOfCall(code: readonly Token[], at: number): string | undefined {
  const end = code.findIndex(({ text }, index) => index > at && text === ")");
  return code.slice(at, end).find(({ kind }) => kind === "string")?.text;
}

/** The lines a comment is about: its own and, where it is alone on its line (in JSX between braces), the next one with code. */
export function linesUnder(tokens: readonly Token[], pattern: RegExp): Set<number> {
  const lines = new Set<number>();
  for (const [at, { kind, text, line }] of tokens.entries()) {
    if (kind !== "comment" || !pattern.test(text)) continue;
    lines.add(line);
    const isAlone = tokens.every((token) => token.line !== line || token.kind === "comment" || isBrace(token));
    const lastLine = line + text.split("\n").length - 1;
    const next = tokens.slice(at).find((token) => token.kind !== "comment" && token.line > lastLine);
    if (isAlone && next !== undefined) lines.add(next.line);
  }
  return lines;
}

function isBrace({ kind, text }: Token): boolean {
  return kind === "sign" && (text === "{" || text === "}");
}
