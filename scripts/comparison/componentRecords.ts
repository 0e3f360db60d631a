import type { Value } from "convex/values";
import type { OwnValue } from "../../convex/shared/document/rows.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { decodeDocument } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";

/** An imported row that became part of an account, as the component records it. */
export interface Match {
  readonly legacyKey: string;
  readonly id: string;
  readonly class: "one_to_one" | "settled" | "claimed";
  /** What the row was matched by; null where it had nothing. */
  readonly value: string | null;
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
export interface ComponentRecords {
  /** null: no run has begun. */
  readonly runId: string | null;
  /** How often the migration had written in it. */
  readonly generation: number;
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
  /** By table, by id: what somebody has changed and the migration has left. The id is empty where the document is deleted. */
  readonly ownValues: ReadonlyMap<string, ReadonlyMap<string, readonly OwnValue[]>>;
}

/** An account got its legacy key from a row; an imported document that others became part of has its own. */
export function isAccount({ id }: PlannedTable, matches: readonly Match[]): boolean {
  return matches.some(({ filled }) => filled.includes(id.field));
}

type Line = Readonly<Record<string, Value | undefined>>;

const ownFolder = "_components/cutover/";
/** The component's tables in an export that these records are read from. */
export const recordTables = ["runs", "progress", "issues", "matches", "conflicts"].map((name) => ownFolder + name);

export async function readComponentRecords(snapshot: Snapshot): Promise<ComponentRecords> {
  const runs = await readAll(snapshot, "runs");
  const current = runs.find(({ state }) => state === "current" || state === "rollingBack");
  const progress = (await readAll(snapshot, "progress")).filter(({ run }) => run === current?._id);
  const unresolved = await readUnresolved(snapshot, current?._id);
  const matches = await readMatches(snapshot, current?._id);
  const aliases = collectAliases(matches);
  return {
    runId: (current?.runId ?? null) as string | null,
    generation: (current?.generation ?? 0) as number,
    isCleaned: progress.some(({ stage, processed }) => stage === "cleanup" && Number(processed) > 0),
    resolved: new Set(progress.filter(isDone("resolve")).map(({ table }) => table as string)),
    isUnresolved: (table, legacyKey, field, key) =>
      unresolved.has(issueName(table, legacyKey, field, key)) || unresolved.has(issueName(table, legacyKey)),
    isAlias: (...alias) => aliases.has(JSON.stringify(alias)),
    matches,
    ownValues: await readOwnValues(snapshot, (current?.runId ?? null) as string | null),
  };
}

interface ConflictLine {
  readonly kind: string;
  readonly table: string;
  readonly id: string;
  readonly legacyKey: string | null;
  readonly field: string | null;
  readonly ours: string | null;
  readonly number: number;
  readonly part: number;
}

/** The latest word on each field, as the component reads it (convex/cutover/kept.ts). A long value stands in several parts. */
async function readOwnValues(snapshot: Snapshot, runId: string | null): Promise<ComponentRecords["ownValues"]> {
  const conflicts: ConflictLine[] = [];
  for await (const line of readLines(snapshot, "conflicts")) {
    const { id, legacyKey, field, kind } = line as unknown as ConflictLine;
    const kindOfKept = field === null ? (id === "" ? "keep" : "delete") : "update";
    const isOfRow = line["runId"] === runId && line["kept"] === "theirs" && legacyKey !== null;
    if (isOfRow && kind === kindOfKept) conflicts.push(line as unknown as ConflictLine);
  }
  const latest = new Map<string, ConflictLine>();
  for (const each of conflicts.toSorted((left, right) => left.number - right.number || left.part - right.part)) {
    const name = JSON.stringify([each.table, each.id, each.legacyKey, each.field]);
    const known = each.part === 0 ? undefined : latest.get(name);
    latest.set(name, known === undefined ? each : { ...known, ours: `${known.ours ?? ""}${each.ours ?? ""}` });
  }
  const values = new Map<string, Map<string, OwnValue[]>>();
  for (const { table, id, legacyKey, field, ours } of latest.values()) {
    const byId = values.get(table) ?? new Map<string, OwnValue[]>();
    values.set(table, byId.set(id, [...(byId.get(id) ?? []), { legacyKey: legacyKey!, field, ours }]));
  }
  return values;
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

function collectAliases(matches: ComponentRecords["matches"]): KeySet {
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
  for await (const line of snapshot.lines(ownFolder + table)) yield decodeDocument(line, "zip");
}
