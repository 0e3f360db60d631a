import { type GenericId, jsonToConvex, type JSONValue, type Value } from "convex/values";
import type { ChangeOf } from "../../cutover/changeValidators.js";
import { isSameValue } from "../../shared/document/hashStored.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import type { StoredDocument } from "../run/environment.js";
import { describeError } from "../run/refuse.js";
import type { Amendment } from "./amendment.js";
import { fieldConflict, parseFields } from "./fieldChanges.js";
import { removeCopies, type RowChange } from "./writeChange.js";

/**
 * Makes a document again what was exported, references included, where it is still as the command saw it; what somebody has
 * changed since stays, and is a conflict. Match and resolve know the row already: their counts and issues stay.
 */
export async function repairRow(amendment: Amendment, table: PlannedTable, change: RowChange): Promise<void> {
  try {
    if (change.kind === "update") await repairFields(amendment, table, change);
    else if (change.kind === "insert") await insertAgain(amendment, table, change);
  } catch (error) {
    // One document that Convex, or a trigger of the app, refuses must not stop the others.
    const of = { table: table.name, id: "", legacyKey: change.legacyKey, field: null, theirs: null, ours: null };
    const reason = `not written: ${describeError(error)}`;
    amendment.conflicts.push({ ...of, kind: "update", kept: "theirs", reason });
  } finally {
    amendment.forgetDocuments(table, change.legacyKey);
  }
}

async function repairFields(amendment: Amendment, table: PlannedTable, change: ChangeOf<"update">): Promise<void> {
  const { legacyKey, fields } = change;
  const [stored, ...others] = await amendment.documentsOf(table, legacyKey);
  if (stored === undefined) throw new Error("its document is not here any more");
  if (others.length > 0) throw new Error("there are several documents with its key");
  const patch: Record<string, Value | undefined> = {};
  const of = { kind: "update" as const, table: table.name, id: stored._id as string, legacyKey };
  for (const { field, before, after } of parseFields(fields)) {
    if (isSameValue(stored[field], after)) continue;
    if (isSameValue(stored[field], before)) patch[field] = after;
    else {
      const values = { field, theirs: stored[field], ours: keyOf(table, stored, field) ?? after };
      amendment.conflicts.push(fieldConflict(of, values, "theirs"));
    }
  }
  if (Object.keys(patch).length > 0) await amendment.ctx.db.patch(stored._id as GenericId<string>, patch);
}

/** Of a reference, what the source has there: verification compares by the key. */
function keyOf({ refs }: PlannedTable, stored: StoredDocument, field: string): Value | undefined {
  const ref = refs.find(({ name }) => name === field);
  return ref === undefined ? undefined : stored[ref.legacyField];
}

/** Where the plan sets the creation time an import has appended it, once for each time that it was killed. */
async function insertAgain(amendment: Amendment, table: PlannedTable, change: ChangeOf<"insert">): Promise<void> {
  const { legacyKey, document: text, creationTime } = change;
  const documents = await amendment.documentsOf(table, legacyKey);
  const appended = documents.filter((each) => creationTime !== undefined && each._creationTime === creationTime);
  const kept = documents.find((each) => !appended.includes(each)) ?? appended[0];
  const copies = appended.filter((each) => each !== kept);
  if (kept !== undefined) return await removeCopies(amendment, table, copies, kept);
  if (text === undefined) throw new Error("the import of the inserted rows has not brought this one");
  const { _creationTime, _id, ...document } = jsonToConvex(JSON.parse(text) as JSONValue) as Record<string, Value>;
  await amendment.ctx.db.insert(table.name, document);
}
