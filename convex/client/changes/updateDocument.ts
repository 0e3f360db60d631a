import type { GenericId, Value } from "convex/values";
import type { ChangeOf } from "../../cutover/changeValidators.js";
import { isSameValue } from "../../shared/document/hashStored.js";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { signInMethods } from "../../shared/users/setAside.js";
import { toProof } from "../signIn/proof.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";
import { type FieldChange, fieldConflict, parseFields } from "./fieldChanges.js";
import { isReferenceChanged } from "./isReferenceChanged.js";
import { refuseShared } from "./separate.js";

export const creationTimeStays = "Convex sets the creation time of a document once";

type Patch = Record<string, Value | undefined>;

/**
 * A three-way merge of each field that changed in the source: what is still as it came gets the new value; what has it already
 * stays; what somebody has changed in Convex stays theirs, and is a conflict. So is a creation time: a new document, which an
 * import could give it, would have another id than the one that users' documents refer to.
 */
export async function updateDocument(
  amendment: Amendment,
  table: PlannedTable,
  change: ChangeOf<"update">,
): Promise<void> {
  const { legacyKey } = change;
  const [stored] = await amendment.documentsOf(table, legacyKey);
  if (stored === undefined) throw new Error("the row changed, but its document is not here");
  refuseShared(amendment, table, legacyKey);
  if (amendment.rowOf(table, legacyKey).match !== null)
    throw new Error("the row has become part of an account meanwhile");
  const id = stored._id as GenericId<string>;
  const patch = await planUpdate(amendment, table, stored, change);
  noteFormerTargets(amendment, table, stored, patch);
  if (Object.keys(patch).length === 0) return;
  await amendment.ctx.db.patch(id, patch);
  const after = await amendment.ctx.db.get(id);
  await amendment.countReferences(table, stored, after);
  await amendment.countUnmatched(table, stored, after);
}

async function planUpdate(
  amendment: Amendment,
  table: PlannedTable,
  stored: StoredDocument,
  { fields, legacyKey }: ChangeOf<"update">,
): Promise<Patch> {
  const patch: Patch = {};
  const refs = new Map(table.refs.map((ref) => [ref.legacyField, ref]));
  for (const change of parseFields(fields)) {
    const { field, before, after } = change;
    const ref = refs.get(field);
    const current = stored[field];
    const of = { kind: "update" as const, table: table.name, id: stored._id as string, legacyKey };
    const agree = () => amendment.noteAgreement(table, legacyKey, stored._id as string, ref?.name ?? field);
    if (isSameValue(current, after)) {
      agree();
      continue;
    }
    if (field === "_creationTime") {
      const conflict = fieldConflict(of, { field, theirs: current, ours: after }, "theirs");
      amendment.conflicts.push({ ...conflict, reason: creationTimeStays });
      continue;
    }
    const isTheirs =
      (!isSameValue(current, before) && !(await isUpgraded(amendment, table, stored, change))) ||
      (ref !== undefined && (await isReferenceChanged(amendment, table, stored, ref, legacyKey)));
    if (isTheirs) {
      amendment.conflicts.push(fieldConflict(of, describeValues(stored, change, ref), "theirs"));
      continue;
    }
    agree();
    patch[field] = after;
    // The id goes with its key, for resolve to write.
    if (ref !== undefined) patch[ref.name] = undefined;
  }
  return patch;
}

/** A sign-in replaces an old hash by one of the same password: nobody has changed it. */
async function isUpgraded(
  { ctx, environment }: Amendment,
  { name }: PlannedTable,
  { _id: account, secret }: StoredDocument,
  { field, before }: FieldChange,
): Promise<boolean> {
  if (name !== signInMethods || field !== "secret" || typeof before !== "string" || typeof secret !== "string")
    return false;
  const upgrade = { account: account as string, from: toProof(before), to: toProof(secret) };
  return await ctx.runQuery(environment.component.upgrades.isUpgrade, upgrade);
}

/** Of a reference, what its readers see: the id it has now, and the key it would have led to. */
function describeValues(stored: StoredDocument, { field, after }: FieldChange, ref: PlannedRef | undefined) {
  if (ref === undefined) return { field, theirs: stored[field], ours: after };
  return { field: ref.name, theirs: stored[ref.name], ours: after };
}

/** The keys that references find the document by: what they find from now on is another document. */
function noteFormerTargets(
  amendment: Amendment,
  { name, lookups }: PlannedTable,
  stored: StoredDocument,
  patch: Patch,
) {
  for (const { field } of lookups) {
    const key = stored[field];
    if (!(field in patch) || typeof key !== "string") continue;
    amendment.formerTargets.push({ table: name, field, key, id: stored._id as string });
  }
}
