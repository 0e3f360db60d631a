import type { GenericId, Value } from "convex/values";
import type { Change, ChangeOf, NewConflict } from "../../cutover/changeValidators.js";
import { hashStored, isSameValue } from "../../shared/document/hashStored.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";
import { fieldConflict, parseFields, renderDocument } from "./fieldChanges.js";
import { describeError } from "../run/refuse.js";

/** A change of a document, by its id: what a rollback takes back. */
export type DocumentChange = Extract<Change, { id: string }>;

/** Takes back what the migration did to one document. Harmless when done already. */
export async function takeBack(amendment: Amendment, change: DocumentChange): Promise<void> {
  const { kind, table, id } = change;
  try {
    if (kind === "remove") await remove(amendment, change);
    else await restore(amendment, change);
  } catch (error) {
    // One document that Convex, or a trigger of the app, refuses must not stop the others.
    const ours = kind === "restore" ? change.fields : null;
    const reason = `not written: ${describeError(error)}`;
    amendment.conflicts.push({
      kind,
      table,
      id,
      legacyKey: null,
      field: null,
      theirs: null,
      ours,
      kept: "theirs",
      reason,
    });
  }
}

async function find({ ctx }: Amendment, { table, id: text }: DocumentChange): Promise<StoredDocument | null> {
  const id = ctx.db.normalizeId(table, text);
  if (id === null) throw new Error(`${text} is no id of ${table}`);
  return await ctx.db.get(id);
}

async function remove(amendment: Amendment, change: ChangeOf<"remove">): Promise<void> {
  const document = await find(amendment, change);
  if (document === null) return;
  const { table, id, hash } = change;
  const isListed = hash !== undefined && hashStored(document) === hash;
  await amendment.ctx.db.delete(document._id as GenericId<string>);
  if (isListed) return;
  const reason = hash === undefined ? "rolled back" : "rolled back, and changed since the writes were listed";
  amendment.removed.push({ table, id, document: renderDocument(document), reason });
}

/** Every field has the account's own value again, where it is still what the migration wrote; otherwise `keep` decides. */
async function restore(amendment: Amendment, change: ChangeOf<"restore">): Promise<void> {
  const { table, id, keep, fields } = change;
  const of = { kind: "restore", table, id, legacyKey: null } as const;
  const document = await find(amendment, change);
  if (document === null) {
    const gone = {
      field: null,
      theirs: null,
      ours: fields,
      kept: "theirs",
      reason: "deleted in Convex since",
    } as const;
    amendment.conflicts.push({ ...of, ...gone });
    return;
  }
  const patch: Record<string, Value | undefined> = {};
  const conflicts: NewConflict[] = [];
  for (const { field, before, after } of parseFields(fields)) {
    const current = document[field];
    if (isSameValue(current, after)) continue;
    const isOurs = isSameValue(current, before);
    if (isOurs || keep === "backup") patch[field] = after;
    if (isOurs) continue;
    const kept = keep === "backup" ? "ours" : "theirs";
    conflicts.push(fieldConflict(of, { field, theirs: current, ours: after }, kept));
  }
  if (Object.keys(patch).length > 0) await amendment.ctx.db.patch(document._id as GenericId<string>, patch);
  // It may carry another key, or none: rows of the same batch are looked up again.
  amendment.forgetDocuments();
  amendment.conflicts.push(...conflicts);
}
