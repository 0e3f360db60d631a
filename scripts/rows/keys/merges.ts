import type { Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import type { Plan, PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Merge } from "../../../convex/shared/plan/table.js";
import type { Source } from "../../sources/source.js";
import type { Aliases } from "../convert/aliases.js";
import { compileRow, type Converted, type Learned } from "../convert/convertRow.js";
import { KeySet } from "./keySet.js";
import { compareRaw } from "../lookups/lookupIndex.js";

/** Rows that are one and the same. */
export interface MergedRows {
  /** The legacy id of the row that stays. */
  readonly key: string;
  /** What becomes of all of them, before its references are repointed. */
  readonly document: Document;
  /** How many rows they are, and which of them, in the order of reading, is the one that stays. */
  readonly rows: number;
  readonly place: number;
}

/** By the text that says which rows are the same; only those that have a twin. Memory: the rows that have one. */
export type Merges = ReadonlyMap<string, MergedRows>;

type Member = Extract<Converted, { kind: "document" }>;

/**
 * Finds the rows of each table that are the same, and fills `learned.aliases` with the keys of those that do not stay. Reads
 * the tables that have a merge rule once, and those that have twins a second time. Rows that do not convert are no twins.
 */
export async function findMerges(
  source: Source,
  tables: readonly PlannedTable[],
  learned: Learned,
): Promise<ReadonlyMap<string, Merges>> {
  const merges = new Map<string, Merges>();
  for (const table of tables) {
    if (table.merge !== undefined) merges.set(table.name, await findTwins(source, table, table.merge, learned));
  }
  return merges;
}

/** Tables in an order in which the rows a merge rule compares references to are merged before. */
export function mergeOrder(plan: Plan): PlannedTable[] {
  const ordered = new Map<string, PlannedTable>();
  const visit = (table: PlannedTable) => {
    if (ordered.has(table.name)) return;
    for (const { target } of comparedRefs(table)) visit(plan.tables.get(target)!);
    ordered.set(table.name, table);
  };
  for (const table of plan.tables.values()) visit(table);
  return [...ordered.values()];
}

function comparedRefs({ refs, merge }: PlannedTable) {
  return refs.filter(({ name }) => merge?.by.includes(name));
}

async function findTwins(source: Source, table: PlannedTable, merge: Merge, learned: Learned): Promise<Merges> {
  const twins = await findTwinKeys(source, table, learned);
  if (twins.size === 0) return new Map();
  const members = new Map<string, Member[]>();
  for await (const row of readConverted(source, table, learned)) {
    if (row.mergeKey === null || !twins.has(row.mergeKey)) continue;
    members.set(row.mergeKey, [...(members.get(row.mergeKey) ?? []), row]);
  }
  return new Map([...members].map(([mergeKey, rows]) => [mergeKey, mergeRows(table, merge, rows, learned.aliases)]));
}

async function findTwinKeys(source: Source, table: PlannedTable, learned: Learned): Promise<KeySet> {
  const seen = new KeySet();
  const twins = new KeySet();
  for await (const { mergeKey } of readConverted(source, table, learned)) {
    if (mergeKey !== null && !seen.add(mergeKey)) twins.add(mergeKey);
  }
  return twins;
}

function mergeRows(table: PlannedTable, merge: Merge, rows: readonly Member[], aliases: Aliases): MergedRows {
  const [kept, ...lost] = merge.keep === undefined ? rows : rows.toSorted(leastFirst(merge.keep));
  for (const { document } of lost) aliases.add(table, document, kept!.document);
  const document = lost.reduce((all, { document: each }) => mergeDocuments(merge, all, each), kept!.document);
  return { key: kept!.key, document, rows: rows.length, place: rows.indexOf(kept!) };
}

function mergeDocuments({ fill = false, combine = {} }: Merge, kept: Document, lost: Document): Document {
  const merged: Record<string, Value | undefined> = { ...kept };
  for (const [name, value] of Object.entries(fill ? lost : {})) merged[name] ??= value;
  for (const [name, together] of Object.entries(combine)) merged[name] = together(kept[name], lost[name]);
  return merged;
}

/** Rows that lack the field come last; equal ones stay in the order in which they were read. */
function leastFirst(field: string): (left: Member, right: Member) => number {
  return (left, right) => compareValues(left.document[field], right.document[field]);
}

function compareValues(left: Value | undefined, right: Value | undefined): number {
  if (left === right) return 0;
  if (left === undefined || left === null) return 1;
  if (right === undefined || right === null) return -1;
  if (typeof left === "string" && typeof right === "string") return compareRaw(left, right);
  return left < right ? -1 : 1;
}

/** A table's rows that convert, from all its sources. */
async function* readConverted(source: Source, table: PlannedTable, learned: Learned): AsyncGenerator<Member> {
  for (const part of table.parts) {
    for (const name of part.sources) {
      const { columns, pages } = await source.read(name, part.columns);
      const convert = compileRow(table, part, columns, learned);
      for await (const page of pages) {
        for (const row of page) {
          const converted: Converted = "broken" in row ? { kind: "filtered" } : convert(row);
          if (converted.kind === "document") yield converted;
        }
      }
    }
  }
}
