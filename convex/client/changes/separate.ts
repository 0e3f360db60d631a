import type { GenericId, Value } from "convex/values";
import type { ChangeOf } from "../../cutover/changeValidators.js";
import type { Match } from "../../cutover/validators.js";
import { isSameValue } from "../../shared/document/hashStored.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";
import { fieldConflict } from "./fieldChanges.js";
import { isReferenceChanged } from "./isReferenceChanged.js";

type Patch = Record<string, Value | undefined>;
type Separated = Pick<ChangeOf<"insert"> | ChangeOf<"delete">, "kind" | "legacyKey">;

/**
 * An account that the row became part of is again what it was before: it keeps its id, loses what the row had given it and
 * has back what had given way. What somebody has changed since stays theirs.
 */
export async function separate(amendment: Amendment, table: PlannedTable, change: Separated): Promise<void> {
  const { legacyKey } = change;
  refuseShared(amendment, table, legacyKey);
  const known = amendment.rowOf(table, legacyKey);
  if (known.match === null) return;
  const { ctx } = amendment;
  // What the account keeps of its users it keeps as its own: the row comes anew, as the source has it.
  for (const field of known.keptFields) amendment.noteAgreement(table, legacyKey, known.match.id, field);
  amendment.removeMatch(table, legacyKey);
  const { match: round } = await amendment.roundsOf(table);
  if (round !== null) amendment.add(round, { matched: -1 });
  noteFormerTargets(amendment, table, known.match);
  const id = known.match.id as GenericId<string>;
  const account = await ctx.db.get(id);
  // Deleted since it was matched.
  if (account === null) return;
  await ctx.db.patch(id, await planSeparation(amendment, table, account, known.match, change));
  amendment.forgetDocuments();
  await amendment.countReferences(table, account, null);
}

/** References to the row led to the account until now: those that still do are led to the row's own document. */
function noteFormerTargets(amendment: Amendment, table: PlannedTable, { id, legacyKey, wrote, aliases }: Match): void {
  const own = { field: table.id.field, key: legacyKey };
  const lookups = table.lookups.flatMap(({ field }) => {
    const key = wrote?.find((each) => each.field === field)?.value as unknown;
    return typeof key === "string" ? [{ field, key }] : [];
  });
  for (const each of [own, ...lookups, ...aliases]) amendment.formerTargets.push({ table: table.name, ...each, id });
}

async function planSeparation(
  amendment: Amendment,
  table: PlannedTable,
  account: StoredDocument,
  { id, filled, wrote, replaced }: Match,
  { kind, legacyKey }: Separated,
): Promise<Patch> {
  const own = new Map(replaced.map(({ field, value }) => [field, value as Value | undefined]));
  const given = new Map(wrote?.map(({ field, value }) => [field, value as Value | undefined]));
  const patch: Patch = {};
  const give = (field: string, isOurs: boolean) => {
    const [theirs, ours] = [account[field], own.get(field)];
    if (isSameValue(theirs, ours)) return;
    const of = { kind, table: table.name, id, legacyKey };
    if (isOurs) patch[field] = ours;
    else amendment.conflicts.push(fieldConflict(of, { field, theirs, ours }, "theirs"));
  };
  const ids = new Set(table.refs.map(({ name }) => name));
  for (const field of new Set([...filled, ...own.keys()])) {
    // Runs that began before values were recorded know none.
    const isOurs = !given.has(field) || isSameValue(account[field], given.get(field));
    if (!ids.has(field)) give(field, isOurs);
  }
  for (const ref of table.refs) {
    if (!filled.includes(ref.legacyField)) continue;
    give(ref.name, !(await isReferenceChanged(amendment, table, account, ref, legacyKey)));
  }
  return patch;
}

/** A document that carries this row's key, and that others became part of by a person's word, cannot be taken apart here. */
export function refuseShared(amendment: Amendment, table: PlannedTable, legacyKey: string): void {
  const { others } = amendment.rowOf(table, legacyKey);
  if (others.length === 0) return;
  throw new Error(
    `row ${others.join(", ")} was settled into the same document: cutover export and load bring all anew`,
  );
}
