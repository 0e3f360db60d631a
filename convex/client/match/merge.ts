import type { GenericId, Value } from "convex/values";
import type { Kept, Match } from "../../cutover/validators.js";
import { isSameValue } from "../../shared/document/hashStored.js";
import { addressKey, matchFields, matchKeyOf } from "../../shared/plan/plan.js";
import { capitalize } from "../../shared/plan/names.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { Amendment } from "../changes/amendment.js";
import { renderDocument } from "../changes/fieldChanges.js";
import { recordMerges } from "../run/batch.js";
import type { Merged } from "../run/merges.js";
import {
  type AnySchema,
  type Environment,
  type MutationCtx,
  type StoredDocument,
  hasField,
} from "../run/environment.js";

export interface Merge extends Pick<Match, "filled" | "wrote" | "kept" | "replaced" | "aliases"> {
  /** What the account gets. */
  readonly patch: Record<string, Value | undefined>;
}

/**
 * The account survives, and with it its id and every reference to it. It gets the legacy fields and each planned field it
 * lacks; where both have a value its own wins unless the plan says `wins: { field: "legacy" }`. What gives way is recorded
 * on either side, so that verification can still account for the row and a further load can put the account back.
 */
export function planMerge(
  table: PlannedTable,
  schema: AnySchema,
  imported: StoredDocument,
  account: StoredDocument,
): Merge {
  const merging = new FieldMerge(table, imported, account);
  for (const { name } of table.fields) merging.mergeField(name);
  for (const ref of table.refs) merging.mergeReference(ref);
  for (const { field } of [table.id, ...table.lookups]) merging.mergeKey(field);
  const formerField = keptAddressField(table, schema);
  if (formerField !== null) merging.keepAddress(matchFields(table)[0]!, formerField);
  const { patch, kept, replaced, aliases } = merging;
  const wrote = Object.entries(patch).map(([field, value]) => withoutUndefined({ field, value }));
  return { patch, filled: Object.keys(patch), wrote, kept: kept.map(withoutUndefined), replaced, aliases };
}

class FieldMerge {
  readonly patch: Record<string, Value | undefined> = {};
  readonly kept: Kept[] = [];
  readonly replaced: Kept[] = [];
  readonly aliases: Match["aliases"] = [];

  constructor(
    private readonly table: PlannedTable,
    private readonly imported: StoredDocument,
    private readonly account: StoredDocument,
  ) {}

  mergeField(name: string): void {
    const own = this.own(name);
    const legacy = this.imported[name];
    if (own === undefined) {
      if (legacy !== undefined) this.patch[name] = legacy;
    } else if (legacy !== undefined && this.doesLegacyWin(name)) {
      this.replaced.push({ field: name, value: own });
      this.patch[name] = legacy;
    } else this.kept.push({ field: name, value: legacy });
  }

  /** With the key goes the id that resolve has written beside it. */
  mergeReference({ name, legacyField }: PlannedTable["refs"][number]): void {
    const key = this.imported[legacyField];
    const own = this.own(name);
    const hasOwn = own !== undefined || this.own(legacyField) !== undefined;
    if (hasOwn && !(key !== undefined && this.doesLegacyWin(name) && this.own(legacyField) === undefined)) {
      this.kept.push({ field: name, value: key });
      return;
    }
    if (key === undefined) return;
    if (own !== undefined) this.replaced.push({ field: name, value: own });
    this.patch[legacyField] = key;
    if (own !== undefined || this.imported[name] !== undefined) this.patch[name] = this.imported[name];
  }

  /** A document carries one row's key; those of further rows lead to it through a record. */
  mergeKey(field: string): void {
    const key = this.imported[field] as string | undefined;
    if (key === undefined) return;
    const own = this.own(field);
    if (own === undefined) this.patch[field] = key;
    else if (own !== key || field === this.table.id.field) this.aliases.push({ field, key });
  }

  keepAddress(field: string, formerField: string): void {
    const legacy = this.imported[field];
    const hasGivenWay = addressKey(legacy) !== null && addressKey(legacy) !== addressKey(this.own(field));
    if (
      hasGivenWay &&
      this.own(field) !== undefined &&
      this.own(formerField) === undefined &&
      this.patch[field] === undefined
    ) {
      this.patch[formerField] = legacy;
    }
  }

  private own(name: string): Value | undefined {
    return this.account[name] ?? undefined;
  }

  /** Over what the account brought along; not over what another row has given it. */
  private doesLegacyWin(name: string): boolean {
    return this.table.wins?.[name] === "legacy" && this.own(this.table.id.field) === undefined;
  }
}

/** `legacyEmail`, where the schema has a field for the address that gave way and the plan writes nothing else into it. */
function keptAddressField(table: PlannedTable, schema: AnySchema): string | null {
  const [field, second] = matchFields(table);
  if (field === undefined || second !== undefined) return null;
  const name = `legacy${capitalize(field)}`;
  const isPlanned = [...table.fields, ...table.refs].some((each) => each.name === name);
  return !isPlanned && hasField(schema, table.name, name) ? name : null;
}

export interface Merging {
  readonly table: PlannedTable;
  /** The document that goes. */
  readonly imported: StoredDocument;
  /** The one that stays. */
  readonly id: GenericId<string>;
  readonly why: Match["class"];
}

/**
 * Carries a merge out: the account is patched, the imported row deleted. What comes back is to be recorded in the same
 * transaction. References follow by themselves only before resolve.
 */
export async function merge(
  { schema }: Pick<Environment, "schema">,
  ctx: MutationCtx,
  { table, imported, id, why }: Merging,
): Promise<Merged> {
  const account = (await ctx.db.get(id))!;
  const { patch, ...record } = planMerge(table, schema, imported, account);
  const { given, givesWay } = readUsersFields(table, imported, account);
  await ctx.db.patch(id, { ...given, ...patch });
  await ctx.db.delete(imported._id as GenericId<string>);
  const legacyKey = imported[table.id.field];
  const of = { id, class: why, value: matchKeyOf(table, imported), imported: imported._id as string };
  return {
    match: typeof legacyKey === "string" ? { legacyKey, ...of, ...record } : null,
    removed: givesWay.length === 0 ? null : removedDocument(table, imported, id, givesWay),
  };
}

/**
 * What users have written into the row's document since it came, in fields the plan does not know: no part of the row. The
 * account gets what it lacks; what it has another value for gives way.
 */
function readUsersFields(table: PlannedTable, imported: StoredDocument, account: StoredDocument) {
  const planned = new Set([...[...table.fields, ...table.refs].map(({ name }) => name), ...table.legacyFields]);
  const written = Object.entries(imported).filter(([name]) => !name.startsWith("_") && !planned.has(name));
  const given = Object.fromEntries(written.filter(([name]) => account[name] === undefined)) as Record<string, Value>;
  const givesWay = written
    .filter(([name, value]) => account[name] !== undefined && !isSameValue(account[name], value))
    .map(([name]) => name);
  return { given, givesWay };
}

function removedDocument({ name }: PlannedTable, imported: StoredDocument, id: string, fields: readonly string[]) {
  const reason = `merged into ${id}, which has its own ${fields.join(", ")}`;
  return { table: name, id: imported._id as string, document: renderDocument(imported), reason };
}

/** A single merge, recorded. */
export async function mergeRecorded(environment: Environment, ctx: MutationCtx, merging: Merging): Promise<void> {
  const { match, removed } = await merge(environment, ctx, merging);
  await recordMerges(environment, ctx, merging.table.name, {
    matches: match === null ? [] : [match],
    removed: removed === null ? [] : [removed],
  });
}

function withoutUndefined({ field, value }: Kept): Kept {
  return value === undefined ? { field } : { field, value };
}

/**
 * A merge outside of the stages: what match and resolve have counted stays true, and verification has to look again.
 * `forgets`: what match found wrong with the row is no question any more.
 */
export async function mergeAmending(
  environment: Environment,
  ctx: MutationCtx,
  merging: Merging,
  { forgets = false } = {},
): Promise<void> {
  const { table, imported, id } = merging;
  const amendment = new Amendment(environment, ctx);
  const { match: round } = await amendment.roundsOf(table);
  const account = await ctx.db.get(id);
  await amendment.countUnmatched(table, imported, null);
  await mergeRecorded(environment, ctx, merging);
  if (round !== null) {
    amendment.add(round, { matched: 1 });
    if (forgets) amendment.forgetIssues(round, imported[table.id.field] as string);
  }
  await amendment.countReferences(table, imported, null);
  await amendment.countReferences(table, account, await ctx.db.get(id));
  await amendment.flush();
  await ctx.runMutation(environment.component.progress.drop, { stage: "verify" });
}
