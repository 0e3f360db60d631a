import type { Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import type { Environment } from "../../../convex/shared/plan/columns.js";
import type { Plan, PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Merge } from "../../../convex/shared/plan/table.js";
import type { Source } from "../../sources/source.js";
import { readPart } from "../convert/readPart.js";
import { compileRow, type ConvertedRow, type ConversionInputs } from "../convert/convertRow.js";
import { compileCorrect, type Corrections } from "../convert/corrections.js";
import { KeyAliases } from "../keys/aliases.js";
import { KeySet } from "../keys/keySet.js";
import { compareRaw, readLookups } from "./lookups.js";

/** What is read before the first row is converted. */
export interface PreparedLookups extends ConversionInputs {
  readonly merges: ReadonlyMap<string, TableMerges>;
}

/**
 * Reads what lookups and merge rules need, and nothing for a plan without them. `tables`: the ones that can be read. `corrections`:
 * those that the rows are read with afterwards.
 */
export async function prepareLookups(
  source: Source,
  plan: Plan,
  env: Environment,
  { tables = [...plan.tables.values()], corrections }: PreparedRows = {},
): Promise<PreparedLookups> {
  const aliases = new KeyAliases();
  const inputs: ConversionInputs = { env, aliases, lookups: await readLookups(source, tables, aliases) };
  const readable = orderForMerging(plan).filter((table) => tables.includes(table));
  return { ...inputs, merges: await findMerges({ source, inputs, corrections }, readable) };
}

interface PreparedRows {
  readonly tables?: readonly PlannedTable[];
  readonly corrections?: Corrections | undefined;
}

/** What reading the rows of a table takes. */
export interface Reading {
  readonly source: Source;
  readonly inputs: ConversionInputs;
  readonly corrections: Corrections | undefined;
}

/** Rows that are merged into one document. */
export interface MergedRows {
  /** The legacy id of the row that is kept. */
  readonly key: string;
  /** The merged document, before its references are repointed. */
  readonly document: Document;
  /** How many rows are merged. */
  readonly rows: number;
  /** Which of them, in reading order, is kept. */
  readonly keptPosition: number;
}

/** By merge key; only rows that have a duplicate. Memory: all of those rows. */
type TableMerges = ReadonlyMap<string, MergedRows>;

type ConvertedDocument = Extract<ConvertedRow, { kind: "document" }>;

/**
 * Merges the duplicate rows of each table and fills `inputs.aliases` with the keys of the rows that are not kept. Reads tables
 * with a merge rule once, and those with duplicates a second time. Rows that do not convert are no duplicates.
 */
async function findMerges(
  reading: Reading,
  tables: readonly PlannedTable[],
): Promise<ReadonlyMap<string, TableMerges>> {
  const merges = new Map<string, TableMerges>();
  for (const table of tables) {
    if (table.merge !== undefined) merges.set(table.name, await mergeDuplicates(reading, table, table.merge));
  }
  return merges;
}

/** A table whose merge rule compares references comes after the tables they refer to. */
function orderForMerging(plan: Plan): PlannedTable[] {
  const ordered = new Map<string, PlannedTable>();
  const visit = (table: PlannedTable) => {
    if (ordered.has(table.name)) return;
    for (const { target } of getComparedRefs(table)) visit(plan.tables.get(target)!);
    ordered.set(table.name, table);
  };
  for (const table of plan.tables.values()) visit(table);
  return [...ordered.values()];
}

function getComparedRefs({ refs, merge }: PlannedTable) {
  return refs.filter(({ name }) => merge?.by.includes(name));
}

async function mergeDuplicates(reading: Reading, table: PlannedTable, merge: Merge): Promise<TableMerges> {
  const duplicates = await findDuplicateKeys(reading, table);
  if (duplicates.size === 0) return new Map();
  const members = new Map<string, ConvertedDocument[]>();
  for await (const row of readConverted(reading, table)) {
    if (row.mergeKey === null || !duplicates.has(row.mergeKey)) continue;
    members.set(row.mergeKey, [...(members.get(row.mergeKey) ?? []), row]);
  }
  return new Map(
    [...members].map(([mergeKey, rows]) => [mergeKey, mergeRows(table, merge, rows, reading.inputs.aliases)]),
  );
}

async function findDuplicateKeys(reading: Reading, table: PlannedTable): Promise<KeySet> {
  const seen = new KeySet();
  const duplicates = new KeySet();
  for await (const { mergeKey } of readConverted(reading, table)) {
    if (mergeKey !== null && !seen.add(mergeKey)) duplicates.add(mergeKey);
  }
  return duplicates;
}

function mergeRows(
  table: PlannedTable,
  merge: Merge,
  rows: readonly ConvertedDocument[],
  aliases: KeyAliases,
): MergedRows {
  const [kept, ...merged] = merge.keep === undefined ? rows : rows.toSorted(compareBy(merge.keep));
  for (const { document } of merged) aliases.add(table, document, kept!.document);
  const document = merged.reduce((all, { document: each }) => mergeDocuments(merge, all, each), kept!.document);
  return { key: kept!.key, document, rows: rows.length, keptPosition: rows.indexOf(kept!) };
}

function mergeDocuments({ fill = false, combine = {} }: Merge, kept: Document, merged: Document): Document {
  const result: Record<string, Value | undefined> = { ...kept };
  for (const [name, value] of Object.entries(fill ? merged : {})) result[name] ??= value;
  for (const [name, combineValues] of Object.entries(combine)) result[name] = combineValues(kept[name], merged[name]);
  return result;
}

/** Rows without the field come last; equal ones keep their reading order. */
function compareBy(field: string): (left: ConvertedDocument, right: ConvertedDocument) => number {
  return (left, right) => compareValues(left.document[field], right.document[field]);
}

function compareValues(left: Value | undefined, right: Value | undefined): number {
  if (left === right) return 0;
  if (left === undefined || left === null) return 1;
  if (right === undefined || right === null) return -1;
  if (typeof left === "string" && typeof right === "string") return compareRaw(left, right);
  return left < right ? -1 : 1;
}

/** Called while rows are read. */
interface RowEvents {
  /** Before a row is converted. */
  readonly onRow?: () => void;
  /** After a page, with the rows read so far. */
  readonly onPage?: (rows: number) => void;
}

/** A table's rows that convert, from all its sources. */
export async function* readConverted(
  { source, inputs, corrections }: Reading,
  table: PlannedTable,
  { onRow, onPage }: RowEvents = {},
): AsyncGenerator<ConvertedDocument> {
  let read = 0;
  for (const part of table.parts) {
    for (const name of part.sources) {
      const stream = await readPart(source, name, part);
      const convert = compileRow(table, part, stream, inputs);
      const correct = compileCorrect(corrections, table.name, part, stream.columns);
      for await (const page of stream.pages) {
        for (const row of page) {
          onRow?.();
          const converted: ConvertedRow = "broken" in row ? { kind: "filtered", key: null } : convert(correct(row));
          if (converted.kind === "document") yield converted;
        }
        read += page.length;
        onPage?.(read);
      }
    }
  }
}
