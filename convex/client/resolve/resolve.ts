import type { GenericId } from "convex/values";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { mapTogether } from "../../shared/together.js";
import { type Batch, defineStage, type StageFunction } from "../run/batch.js";
import type { Environment, StoredDocument } from "../run/environment.js";
import type { TargetKey } from "../run/keyCaches.js";
import { describeError } from "../run/refuse.js";

type Patch = Record<string, GenericId<string> | undefined>;

/** Writes the Convex id beside each legacy key: `legacyUserId` → `userId`. A target that is missing or not unique becomes an issue. */
export function defineResolve(environment: Environment, table: PlannedTable): StageFunction {
  return defineStage(environment, {
    stage: "resolve",
    table,
    prepare: async (batch, documents) => await prepareReferences([{ batch, documents }]),
    migrateOne: resolveDocument,
  });
}

/** Documents of one table whose references are about to be followed. */
export interface ReferencePage {
  readonly batch: Batch;
  readonly documents: readonly StoredDocument[];
}

/** Reads what the references of these documents lead to, all together. Batches of several tables share their keys. */
export async function prepareReferences(pages: readonly ReferencePage[]): Promise<void> {
  const references = pages.flatMap(({ batch, documents }) =>
    documents.flatMap((document) => referencesOf(batch.table, document).map((each) => ({ ...each, batch }))),
  );
  const batch = references[0]?.batch;
  if (batch === undefined) return;
  if (batch.started.hasAliases) await batch.keys.askAliases(batch, references.map(targetKey));
  const targets = await mapTogether(references, async (each) => await findTargets(each.batch, each.ref, each.key));
  if (!batch.started.hasFormerTargets) return;
  const moved = references.filter(
    ({ stored }, at) => stored !== undefined && !(targets[at]!.length === 1 && targets[at]![0] === stored),
  );
  await batch.keys.askFormer(batch, moved.map(targetKey));
}

/** The references of a migrated document that have a key. */
export function referencesOf({ id, refs }: PlannedTable, document: StoredDocument) {
  if (document[id.field] === undefined) return [];
  return refs.flatMap((ref) => {
    const key = document[ref.legacyField] as string | undefined;
    const stored = (document[ref.name] ?? undefined) as GenericId<string> | undefined;
    return key === undefined ? [] : [{ ref, key, stored }];
  });
}

export function targetKey({ ref, key }: { readonly ref: PlannedRef; readonly key: string }): TargetKey {
  return { table: ref.target, field: ref.lookup.field, key };
}

/** `isLeft`: references without an id that somebody has cleared; they stay so. */
export async function resolveDocument(
  batch: Batch,
  document: StoredDocument,
  isLeft: (ref: PlannedRef) => boolean = () => false,
): Promise<void> {
  const { table, ctx } = batch;
  if (document[table.id.field] === undefined) return;
  const patch: Patch = {};
  let resolved = 0;
  for (const ref of table.refs) {
    const key = document[ref.legacyField] as string | undefined;
    if (key === undefined) continue;
    const stored = (document[ref.name] ?? undefined) as GenericId<string> | undefined;
    if (stored === undefined && isLeft(ref)) {
      batch.count("unresolved");
      continue;
    }
    const targets = await findTargets(batch, ref, key);
    const isDecided = targets.length === 1 && targets[0] === stored;
    if (stored !== undefined && !isDecided && (await isRepointed(batch, ref, key, stored))) {
      resolved++;
      continue;
    }
    const target = decideTarget(batch, document, ref, key, targets);
    if (target !== undefined) resolved++;
    if (target !== stored) patch[ref.name] = target;
  }
  if (Object.keys(patch).length > 0) {
    try {
      await ctx.db.patch(document._id as GenericId<string>, patch);
      batch.changed++;
    } catch (error) {
      const lost = failedWrite(batch, document, patch, error);
      resolved -= lost;
    }
  }
  batch.count("resolved", resolved);
}

/**
 * Whether somebody has pointed the reference elsewhere since it was resolved: the document it leads to is there, and the key
 * neither leads to it now nor did before. Such a reference is theirs.
 */
export async function isRepointed(
  { environment, ctx, keys, started }: Pick<Batch, "environment" | "ctx" | "keys" | "started">,
  ref: PlannedRef,
  key: string,
  stored: GenericId<string>,
): Promise<boolean> {
  const target = await ctx.db.get(stored);
  if (target === null || target[ref.lookup.field] === key) return false;
  const asked = targetKey({ ref, key });
  const alias = started.hasAliases ? await keys.aliasOf({ environment, ctx }, asked) : null;
  if (alias === stored) return false;
  if (!started.hasFormerTargets) return true;
  return !(await keys.formerOf({ environment, ctx }, asked)).includes(stored);
}

/** The id the key maps to; undefined, and an issue, when there is not exactly one. */
function decideTarget(
  batch: Batch,
  document: StoredDocument,
  ref: PlannedRef,
  key: string,
  targets: readonly GenericId<string>[],
): GenericId<string> | undefined {
  if (targets.length === 1) return targets[0];
  batch.count("unresolved");
  const where = `${ref.target} by ${ref.lookup.columns.join(", ")}`;
  if (targets.length === 0) {
    const state = ref.missing === "clear" ? "cleared" : "open";
    const message = `${ref.legacyField} ${JSON.stringify(key)} points to nothing in ${where}`;
    batch.addIssue(document, { field: ref.name, code: "missing_target", message, state });
  } else {
    const message = `${ref.legacyField} ${JSON.stringify(key)} points to more than one document in ${where}`;
    batch.addIssue(document, { field: ref.name, code: "ambiguous_target", message });
  }
  return undefined;
}

/** One document that Convex refuses must not stop the others. Gives how many references it keeps from being resolved. */
function failedWrite(batch: Batch, document: StoredDocument, patch: Patch, error: unknown): number {
  batch.addIssue(document, { code: "write_failed", message: describeError(error) });
  const lost = Object.values(patch).filter((id) => id !== undefined).length;
  batch.count("unresolved", lost);
  return lost;
}

/** The documents a legacy key leads to. Two are enough to say that there is more than one. */
export function findTargets(batch: Batch, ref: PlannedRef, key: string): Promise<GenericId<string>[]> {
  return batch.targets.get(
    `${ref.target}\n${ref.lookup.index}\n${key}`,
    async () => await readTargets(batch, ref, key),
  );
}

/** The same, as it is now. */
export async function readTargets(batch: Batch, ref: PlannedRef, key: string): Promise<GenericId<string>[]> {
  const { index, field } = ref.lookup;
  const targets = await batch.ctx.db
    .query(ref.target)
    .withIndex(index, (q) => q.eq(field, key))
    .take(2);
  const ids = new Set(targets.map(({ _id }) => _id as GenericId<string>));
  const alias = batch.started.hasAliases ? await batch.keys.aliasOf(batch, targetKey({ ref, key })) : null;
  if (alias !== null) ids.add(alias);
  return [...ids];
}
