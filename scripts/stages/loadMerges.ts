import { convexToJson, type JSONValue, type Value } from "convex/values";
import type { Document } from "../../convex/shared/document/document.js";
import { isSameValue } from "../../convex/shared/document/hashStored.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { ChangeListWriter } from "../rows/write/changeList.js";
import { decodeDocument, readStrings } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";

/** A row that match merged, as the component records it: what the merge did to the document it became part of. */
export interface Match {
  readonly _creationTime: number;
  readonly run: string;
  readonly table: string;
  readonly id: string;
  readonly legacyKey: string;
  /** The fields it added. */
  readonly filled: readonly string[];
  /** The values it wrote; runs that began before they were recorded have none. */
  readonly wrote?: readonly { readonly field: string; readonly value?: Value }[];
  /** The document's own values that gave way. */
  readonly replaced: readonly { readonly field: string; readonly value: Value }[];
}

/** A document that rows became part of. */
interface Survivor {
  /** In the order of the merges. */
  readonly matches: readonly Match[];
  /** Whether its legacy key is that of a row: an account of the app's own. */
  readonly hasRowsKey: boolean;
}

/** What match has merged in one table. */
export interface Merges {
  /** Legacy keys of the rows. */
  readonly keys: ReadonlySet<string>;
  /** By id. */
  readonly survivors: ReadonlyMap<string, Survivor>;
}

export async function readMerges(snapshot: Snapshot, table: PlannedTable): Promise<Merges> {
  const current = await readCurrentRun(snapshot);
  const matches: Match[] = [];
  for await (const line of snapshot.lines("_components/cutover/matches")) {
    const match = decodeDocument(line, "zip") as unknown as Match;
    if (match.run === current && match.table === table.name) matches.push(match);
  }
  return groupMatches(matches, table.id.field);
}

export function groupMatches(matches: readonly Match[], idField: string): Merges {
  const survivors = new Map<string, Survivor>();
  for (const match of matches.toSorted((left, right) => left._creationTime - right._creationTime)) {
    const { matches: earlier, hasRowsKey } = survivors.get(match.id) ?? { matches: [], hasRowsKey: false };
    const isKey = hasRowsKey || match.filled.includes(idField);
    survivors.set(match.id, { matches: [...earlier, match], hasRowsKey: isKey });
  }
  return { keys: new Set(matches.map(({ legacyKey }) => legacyKey)), survivors };
}

/** Records of an older run may still be waiting to be swept away. */
export async function readCurrentRun(snapshot: Snapshot): Promise<string | null> {
  for await (const line of snapshot.lines("_components/cutover/runs")) {
    const { _id, state } = JSON.parse(line) as { _id: string; state: string };
    if (state === "current") return _id;
  }
  return null;
}

/** Puts every survivor back to what it was before rows became part of it; what people changed in it since stays. */
export async function writeRestores(
  writer: ChangeListWriter,
  table: PlannedTable,
  snapshot: Snapshot,
  { survivors }: Merges,
  rows: ReadonlyMap<string, Document>,
): Promise<void> {
  if (survivors.size === 0) return;
  for await (const line of snapshot.lines(table.name)) {
    const id = readStrings(line)["_id"] as string;
    const survivor = survivors.get(id);
    if (survivor === undefined) continue;
    const fields = restoredFields(table, decodeDocument(line, "zip"), survivor.matches, rows);
    const change = { kind: "restore", table: table.name, id, keep: "theirs" } as const;
    await writer.write({ ...change, fields: JSON.stringify(fields) });
  }
}

type FieldChange = { before?: JSONValue; after?: JSONValue };

/**
 * What each field of a survivor is put back to. `before`, what the merge has written, which the document has until somebody
 * changes it. Of a reference it is what stands there: resolve has written the id since.
 */
export function restoredFields(
  { refs }: PlannedTable,
  stored: Document,
  matches: readonly Match[],
  rows: ReadonlyMap<string, Document>,
): Record<string, FieldChange> {
  const fields: Record<string, FieldChange> = {};
  const ids = new Set(refs.map(({ name }) => name));
  const put = (name: string, after: Value | undefined) => {
    const before = ids.has(name) ? stored[name] : writtenValue(name, stored, matches, rows);
    fields[name] ??= { ...side("before", before), ...side("after", after) };
  };
  for (const name of new Set(matches.flatMap(({ replaced }) => replaced.map(({ field }) => field)))) {
    // The first merge met the document's own value.
    const { value } = matches.flatMap(({ replaced }) => replaced).find(({ field }) => field === name)!;
    put(name, value);
  }
  for (const name of new Set(matches.flatMap(({ filled }) => filled))) put(name, undefined);
  // resolve has written the id beside the key.
  for (const { name, legacyField } of refs) if (legacyField in fields) put(name, undefined);
  return fields;
}

/** The value that the merges have given the field: what the document has, where it is one of theirs. */
function writtenValue(
  name: string,
  stored: Document,
  matches: readonly Match[],
  rows: ReadonlyMap<string, Document>,
): Value | undefined {
  const values = matches.map((match) => valueOf(name, match, rows)).filter((value) => value !== undefined);
  const own = stored[name];
  const isOneOfTheirs = own !== undefined && values.some((value) => isSameValue(value, own));
  return isOneOfTheirs ? own : values.at(-1);
}

function valueOf(name: string, { wrote, legacyKey }: Match, rows: ReadonlyMap<string, Document>): Value | undefined {
  return wrote === undefined ? rows.get(legacyKey)?.[name] : wrote.find(({ field }) => field === name)?.value;
}

function side(name: "before" | "after", value: Value | undefined): FieldChange {
  return value === undefined ? {} : { [name]: convexToJson(value) };
}
