import type { GenericId } from "convex/values";
import type { PlannedRef, PlannedTable } from "../../shared/plan/plan.js";
import { countReference, idsOf, legacyKeysOf } from "../../shared/document/references.js";
import { mapTogether } from "../../shared/together.js";
import { type Batch, defineStage, type StageFunction } from "../run/batch.js";
import type { Environment, StoredDocument } from "../run/environment.js";
import type { TargetKey } from "../run/keyCaches.js";
import { describeError } from "../run/refuse.js";

type Patch = Record<string, GenericId<string> | GenericId<string>[] | undefined>;

/** Writes the Convex id beside each legacy key: `legacyUserId` → `userId`. A target that is missing or not unique becomes an issue. */
export function defineResolve(environment: Environment, table: PlannedTable): StageFunction {
  return defineStage(environment, {
    stage: "resolve",
    table,
    listTargets: (document) => referencesOf(table, document).map(({ ref, key }) => targetName(ref, key)),
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

/** The references of a migrated document that have a key. Of a list, `stored` is the id in the key's place. */
export function referencesOf({ id, refs }: PlannedTable, document: StoredDocument) {
  if (document[id.field] === undefined) return [];
  return refs.flatMap((ref) => {
    const ids = idsOf(ref, document);
    return legacyKeysOf(ref, document).map((key, at) => ({ ref, key, stored: ids[at] }));
  });
}

export function targetKey({ ref, key }: { readonly ref: PlannedRef; readonly key: string }): TargetKey {
  return { table: ref.target, field: ref.lookup.field, key };
}

/** What may be written of a reference that lacks an id: `isLeft` where somebody has cleared it. */
export interface Left {
  readonly isLeft: (ref: PlannedRef) => boolean;
  /** Of a list: whether the id of this key was never there, so that nobody can have taken it out. */
  readonly mayLack: (ref: PlannedRef, key: string) => boolean;
}

const nothingLeft: Left = { isLeft: () => false, mayLack: () => true };

export async function resolveDocument(batch: Batch, document: StoredDocument, left = nothingLeft): Promise<void> {
  const { table, ctx } = batch;
  if (document[table.id.field] === undefined) return;
  const patch: Patch = {};
  let resolved = 0;
  for (const ref of table.refs) {
    const resolve = ref.list === null ? resolveReference : resolveList;
    const outcome = await resolve(batch, document, ref, left);
    resolved += outcome.resolved;
    if (outcome.isNew) patch[ref.name] = outcome.value;
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

/** How many keys have their ids, and what is to be written. */
interface Outcome {
  readonly resolved: number;
  readonly isNew: boolean;
  readonly value?: GenericId<string> | GenericId<string>[] | undefined;
}

async function resolveReference(
  batch: Batch,
  document: StoredDocument,
  ref: PlannedRef,
  { isLeft }: Left,
): Promise<Outcome> {
  const key = document[ref.legacyField] as string | undefined;
  if (key === undefined) return { resolved: 0, isNew: false };
  const stored = (document[ref.name] ?? undefined) as GenericId<string> | undefined;
  if (stored === undefined && isLeft(ref)) {
    batch.count("unresolved");
    return { resolved: 0, isNew: false };
  }
  const targets = await findTargets(batch, ref, key);
  const isDecided = targets.length === 1 && targets[0] === stored;
  if (stored !== undefined && !isDecided && (await isRepointed(batch, ref, key, stored)))
    return { resolved: 1, isNew: false };
  const value = decideTarget(batch, document, ref, key, targets);
  return { resolved: value === undefined ? 0 : 1, isNew: value !== stored, value };
}

/** The ids of a list, in the order of its keys; a key without one document is an issue, and the list goes without it. */
async function resolveList(batch: Batch, document: StoredDocument, ref: PlannedRef, left: Left): Promise<Outcome> {
  if (document[ref.legacyField] === undefined) return { resolved: 0, isNew: false };
  const keys = legacyKeysOf(ref, document);
  const isThere = (document[ref.name] ?? undefined) !== undefined;
  const stored = idsOf(ref, document);
  const targets = await mapTogether(keys, async (key) => await findTargets(batch, ref, key));
  const value = targets.flatMap((found) => (found.length === 1 ? found : []));
  const isDecided = isThere && isSameList(value, stored);
  const mayLack = (key: string) => left.mayLack(ref, key);
  const isTheirs = isThere ? !isDecided && (await isListEdited(batch, ref, keys, stored, mayLack)) : left.isLeft(ref);
  if (isTheirs) {
    if (isThere)
      addMissed(
        batch,
        document,
        ref,
        keys.filter((key, at) => mayLack(key) && isMissed(targets[at]!, stored)),
      );
    const { resolved, unresolved } = countReference(ref, document);
    batch.count("unresolved", unresolved);
    return { resolved, isNew: false };
  }
  for (const [at, key] of keys.entries()) decideTarget(batch, document, ref, key, targets[at]!);
  return { resolved: value.length, isNew: !isDecided, value };
}

/** Whether a key leads to a document that the list does not hold. */
function isMissed(targets: readonly string[], stored: readonly string[]): boolean {
  return targets.length === 1 && !stored.includes(targets[0]!);
}

/** What had no document and has one now does not go unlisted where the list is its users'. */
function addMissed(batch: Batch, document: StoredDocument, ref: PlannedRef, missed: readonly string[]): void {
  for (const key of new Set(missed)) {
    const message = `${ref.legacyField} ${JSON.stringify(key)} points to a document that ${ref.name} does not have, and users have changed ${ref.name}: add it there, or waive this`;
    batch.addIssue(document, { field: ref.name, key, code: "list_changed", message });
  }
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, at) => each === right[at]);
}

/**
 * Whether somebody has changed the list since it was resolved: it holds an id that no key in its place leads to, or lacks one that
 * was there. Ids stand in the order of the keys, and keys without a document have none.
 */
export async function isListEdited(
  batch: Resolving,
  ref: PlannedRef,
  keys: readonly string[],
  stored: readonly GenericId<string>[],
  mayLack: (key: string) => boolean,
): Promise<boolean> {
  const found = await mapTogether(keys, async (key) => await findTargets(batch, ref, key));
  let at = 0;
  for (const [place, key] of keys.entries()) {
    const id = stored[at];
    const targets = found[place]!;
    if (id !== undefined && (targets.includes(id) || !(await isRepointed(batch, ref, key, id)))) at++;
    else if (targets.length === 1 && !mayLack(key)) return true;
  }
  return at < stored.length;
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
    batch.addIssue(document, { field: ref.name, ...listed(ref, key), code: "missing_target", message, state });
  } else {
    const message = `${ref.legacyField} ${JSON.stringify(key)} points to more than one document in ${where}`;
    batch.addIssue(document, { field: ref.name, ...listed(ref, key), code: "ambiguous_target", message });
  }
  return undefined;
}

/** Which item of a list it is about. */
function listed({ list }: PlannedRef, key: string): { key?: string } {
  return list === null ? {} : { key };
}

/** One document that Convex refuses must not stop the others. Gives how many references it keeps from being resolved. */
function failedWrite(batch: Batch, document: StoredDocument, patch: Patch, error: unknown): number {
  batch.addIssue(document, { code: "write_failed", message: describeError(error) });
  const lost = Object.values(patch)
    .flat()
    .filter((id) => id !== undefined).length;
  batch.count("unresolved", lost);
  return lost;
}

/** What looking keys up takes. */
type Resolving = Pick<Batch, "environment" | "ctx" | "keys" | "started" | "targets">;

/** The documents a legacy key leads to. Two are enough to say that there is more than one. */
export function findTargets(batch: Resolving, ref: PlannedRef, key: string): Promise<GenericId<string>[]> {
  return batch.targets.get(targetName(ref, key), async () => await readTargets(batch, ref, key));
}

function targetName({ target, lookup }: PlannedRef, key: string): string {
  return `${target}\n${lookup.index}\n${key}`;
}

/** The same, as it is now. */
export async function readTargets(
  batch: Omit<Resolving, "targets">,
  ref: PlannedRef,
  key: string,
): Promise<GenericId<string>[]> {
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
