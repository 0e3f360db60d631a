import { convexToJson, type JSONValue, jsonToConvex } from "convex/values";
import { canonicalValue } from "../../convex/shared/document/canonical.js";
import type { Document } from "../../convex/shared/document/document.js";
import { CutoverError } from "../errors.js";
import { rollbackFailures } from "./failures.js";
import { KeySet } from "../rows/keys/keySet.js";
import { Snapshot } from "../run/snapshot.js";
import { findTouchedTables } from "../project/touchedTables.js";
import type { Context } from "../stages/stage.js";
import { type Conflict, readConflicts } from "../stages/downloadRecords.js";
import { EarlierDocuments, readDocuments } from "../comparison/earlierDocuments.js";
import { changesFile, type FieldChange, readChanges } from "./changeFile.js";

/** What a comparison found that is no failure: somebody wrote it meanwhile, and it stays. */
export interface Comparison {
  readonly documents: number;
  readonly notes: readonly string[];
}

/** What the rollback has done, as its list of changes says. */
interface Expected {
  /** `table/id` */
  readonly removed: KeySet;
  /** By `table/id`; as many as accounts that rows became part of. */
  readonly restored: ReadonlyMap<string, Readonly<Record<string, FieldChange>>>;
  /** `table/id/field` */
  readonly conflicts: ReadonlySet<string>;
}

/**
 * Compares the deployment with what it held when the later writes were listed, less what the rollback took back. Migrated
 * tables and those that refer to them must be so; a document that somebody wrote meanwhile is noted, and so is every other
 * table that changed: sessions, tokens, other components.
 */
export async function compareAfter(context: Context, nowFile: string, afterFile: string): Promise<Comparison> {
  const now = await Snapshot.open(nowFile);
  const after = await Snapshot.open(afterFile);
  try {
    const expected = await readExpected(context);
    const strict = findTouchedTables(context.project);
    const faults: string[] = [];
    const notes: string[] = [];
    let documents = 0;
    for (const table of [...new Set([...now.allTables, ...after.allTables])].toSorted()) {
      if (isOurs(table)) continue;
      const compared = await compareTable(table, now, after, expected);
      documents += compared.documents;
      notes.push(...compared.notes);
      if (strict.has(table)) faults.push(...compared.faults);
      else notes.push(...compared.faults);
    }
    if (faults.length > 0) throw createMismatch(context, faults);
    return { documents, notes };
  } finally {
    now.close();
    after.close();
  }
}

function createMismatch({ app }: Context, faults: readonly string[]): CutoverError {
  const next =
    "cutover rollback lists and takes back once more. Hold off whoever still writes to the deployment first.";
  const what = "The migration is not taken back as it was listed";
  return new CutoverError(rollbackFailures.notAsBefore, [
    { what, where: app.convex.deploymentName, next },
    ...faults.map((each) => ({ what: each })),
  ]);
}

/** Records of the migration itself. */
export function isOurs(table: string): boolean {
  return /^_components\/(?:cutover|migrations)\//.test(table);
}

async function readExpected({ run }: Context): Promise<Expected> {
  const removed = new KeySet();
  const restored = new Map<string, Readonly<Record<string, FieldChange>>>();
  for await (const change of readChanges(changesFile(run))) {
    const name = `${change.table}/${change.id}`;
    if (change.kind === "remove") removed.add(name);
    else restored.set(name, JSON.parse(change.fields) as Record<string, FieldChange>);
  }
  const conflicts = (await readConflicts(run)).map(nameConflict);
  return { removed, restored, conflicts: new Set(conflicts) };
}

function nameConflict({ table, id, field }: Conflict): string {
  return `${table}/${id}/${field}`;
}

interface TableComparison {
  readonly documents: number;
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

async function compareTable(
  table: string,
  now: Snapshot,
  after: Snapshot,
  expected: Expected,
): Promise<TableComparison> {
  const listed = await EarlierDocuments.read(now, table, (id) => !expected.removed.has(`${table}/${id}`));
  const found = { documents: 0, left: 0, unrestored: [] as string[], newer: 0, changed: 0 };
  for await (const document of readDocuments(after, table)) {
    const name = `${table}/${document._id as string}`;
    found.documents += 1;
    const standing = listed.meet(document);
    if (expected.removed.has(name)) found.left += 1;
    else if (standing === "new") found.newer += 1;
    else if (expected.restored.has(name)) found.unrestored.push(...findUnrestored(name, document, expected));
    else if (standing === "changed") found.changed += 1;
  }
  return { documents: found.documents, ...describe(table, found, listed.missing) };
}

function describe(
  table: string,
  { left, unrestored, newer, changed }: { left: number; unrestored: string[]; newer: number; changed: number },
  missing: number,
): Omit<TableComparison, "documents"> {
  const lines = (pairs: readonly (readonly [number, string])[]) =>
    pairs.filter(([count]) => count > 0).map(([count, what]) => `${table}: ${count} ${what}`);
  return {
    faults: [
      ...lines([
        [left, "document(s) of the migration are still there"],
        [missing, "document(s) that were to stay are gone"],
      ]),
      ...unrestored.map((name) => `${name} has not the account's own value`),
    ],
    notes: lines([
      [newer, "document(s) came during the rollback and stay"],
      [changed, "document(s) were changed during the rollback and stay as they are"],
    ]),
  };
}

/** Fields that are neither restored nor a conflict on record. */
function findUnrestored(name: string, document: Document, { restored, conflicts }: Expected): string[] {
  return Object.entries(restored.get(name)!)
    .filter(([field, { after }]) => !isEqualJson(document[field], after) && !conflicts.has(`${name}/${field}`))
    .map(([field]) => `${name}/${field}`);
}

function isEqualJson(value: Document[string], json: unknown): boolean {
  if (value === undefined || json === undefined) return value === json;
  return canonicalValue(jsonToConvex(convexToJson(value))) === canonicalValue(jsonToConvex(json as JSONValue));
}
