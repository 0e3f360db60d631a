import type { Value } from "convex/values";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";

/** An imported row that became part of an account, as the component records it. */
export interface Match {
  readonly legacyKey: string;
  readonly id: string;
  /** Fields the account got. */
  readonly filled: readonly string[];
  /** The account's own values that gave way to the row's. */
  readonly replaced: readonly { readonly field: string; readonly value?: Value }[];
  /** Legacy values that gave way to the account's own. */
  readonly kept: readonly { readonly field: string; readonly value?: Value }[];
  /** Keys of the row that lead to the account although the account carries another row's. */
  readonly aliases: readonly { readonly field: string; readonly key: string }[];
}

/** What the component of a deployment knew when it was exported, as far as it tells people's writes from the migration's. */
export interface LoadedRecords {
  /** null: no run has begun. */
  readonly runId: string | null;
  /** Whether the legacy fields were being removed. */
  readonly isCleaned: boolean;
  /** Tables whose references are all written, except those that are issues. */
  readonly resolved: ReadonlySet<string>;
  /** `key`: of a list of references. */
  isUnresolved(table: string, legacyKey: string, field: string, key?: string): boolean;
  /** Whether a document that carries another key stands for this one, too. */
  isAlias(table: string, field: string, key: string, id: string): boolean;
  /** By table, by id: the rows that are part of a document. As many as people that were matched. */
  readonly matches: ReadonlyMap<string, ReadonlyMap<string, readonly Match[]>>;
}

/** An account got its legacy key from a row; an imported document that others became part of has its own. */
export function isAccount({ id }: PlannedTable, matches: readonly Match[]): boolean {
  return matches.some(({ filled }) => filled.includes(id.field));
}

type Line = Readonly<Record<string, Value | undefined>>;

export async function readLoadedRecords(snapshot: Snapshot): Promise<LoadedRecords> {
  const runs = await readAll(snapshot, "runs");
  const current = runs.find(({ state }) => state === "current" || state === "rollingBack");
  const progress = (await readAll(snapshot, "progress")).filter(({ run }) => run === current?._id);
  const unresolved = await readUnresolved(snapshot, current?._id);
  const matches = await readMatches(snapshot, current?._id);
  const aliases = collectAliases(matches);
  return {
    runId: (current?.runId ?? null) as string | null,
    isCleaned: progress.some(({ stage, processed }) => stage === "cleanup" && Number(processed) > 0),
    resolved: new Set(progress.filter(isDone("resolve")).map(({ table }) => table as string)),
    isUnresolved: (table, legacyKey, field, key) =>
      unresolved.has(issueName(table, legacyKey, field, key)) || unresolved.has(issueName(table, legacyKey)),
    isAlias: (...alias) => aliases.has(JSON.stringify(alias)),
    matches,
  };
}

function isDone(wanted: string): (line: Line) => boolean {
  return ({ stage, done }) => stage === wanted && done === true;
}

async function readUnresolved(snapshot: Snapshot, current: Value | undefined): Promise<KeySet> {
  const unresolved = new KeySet();
  for await (const { run, stage, ...issue } of readLines(snapshot, "issues")) {
    if (run !== current || stage !== "resolve") continue;
    const { table, legacyKey, field, key } = issue as Record<string, string>;
    unresolved.add(issueName(table!, legacyKey!, field, key));
  }
  return unresolved;
}

async function readMatches(snapshot: Snapshot, current: Value | undefined): Promise<Map<string, Map<string, Match[]>>> {
  const matches = new Map<string, Map<string, Match[]>>();
  for await (const line of readLines(snapshot, "matches")) {
    if (line.run !== current) continue;
    const { table, ...match } = line as unknown as Match & { table: string };
    const byId = matches.get(table) ?? new Map<string, Match[]>();
    matches.set(table, byId.set(match.id, [...(byId.get(match.id) ?? []), match]));
  }
  return matches;
}

function collectAliases(matches: LoadedRecords["matches"]): KeySet {
  const found = new KeySet();
  for (const [table, byId] of matches) {
    for (const { id, aliases } of [...byId.values()].flat())
      for (const { field, key } of aliases) found.add(JSON.stringify([table, field, key, id]));
  }
  return found;
}

/** An issue without a field is about the whole document. */
function issueName(table: string, legacyKey: string, field?: string, key?: string): string {
  return JSON.stringify([table, legacyKey, field ?? null, ...(key === undefined ? [] : [key])]);
}

async function readAll(snapshot: Snapshot, table: string): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(snapshot, table)) lines.push(line);
  return lines;
}

async function* readLines(snapshot: Snapshot, table: string): AsyncGenerator<Line> {
  for await (const line of snapshot.lines(`_components/cutover/${table}`)) yield decodeDocument(line, "zip");
}
