import type { Phase } from "../../cutover/changeValidators.js";
import { isSameValue } from "../../shared/document/hashStored.js";
import { type PlannedRef, type PlannedTable, getTable } from "../../shared/plan/plan.js";
import { readMatching } from "../match/decide.js";
import { matchImported } from "../match/match.js";
import { resolveDocument } from "../resolve/resolve.js";
import type { StoredDocument } from "../run/environment.js";
import type { Amendment } from "./amendment.js";
import { parseFields } from "./fieldChanges.js";
import { prepareMatches, prepareResolves } from "./preparePage.js";
import type { RowChange } from "./writeChange.js";

/** What may be different when the document that a key leads to was not there before. */
const referenceCodes = ["missing_target", "ambiguous_target", "list_changed"];

/** Decides again whether an imported user is one who has an account, exactly as match does. */
export async function matchAgain(amendment: Amendment, table: PlannedTable, change: RowChange): Promise<void> {
  const { kind, legacyKey } = change;
  if (table.match === undefined || kind === "delete" || kind === "keep" || kind === "resolve") return;
  const { ctx, environment } = amendment;
  const { match: round } = await amendment.roundsOf(table);
  const [document] = await amendment.documentsOf(table, legacyKey);
  if (round === null || document === undefined || amendment.rowOf(table, legacyKey).match !== null) return;
  await amendment.countUnmatched(table, document, null);
  const batch = await amendment.batchOf(table, round);
  await prepareMatches(amendment, batch);
  await matchImported(batch, readMatching(environment.schema, table), document);
  if ((await ctx.db.get(document._id as never)) !== null) return;
  amendment.forgetDocuments();
  const [account] = await amendment.documentsOf(table, legacyKey);
  await amendment.countReferences(table, document, account ?? null);
}

/** Writes the ids of a document's references again, as resolve does; those that somebody has changed or cleared stay. */
export async function resolveAgain(amendment: Amendment, table: PlannedTable, change: RowChange): Promise<void> {
  if (change.kind === "delete" || change.kind === "keep") return;
  const { legacyKey } = change;
  const { resolve: round } = await amendment.roundsOf(table);
  if (round === null) return;
  const [document] = await amendment.documentsOf(table, legacyKey);
  if (document === undefined) return;
  amendment.forgetIssues(round, legacyKey, referenceCodes);
  await amendment.countReferences(table, document, null);
  const { unresolved } = amendment.rowOf(table, legacyKey);
  const of = (ref: PlannedRef) => unresolved.filter(({ field }) => field === ref.name);
  await resolveDocument(await amendment.batchOf(table, round), document, {
    isLeft: (ref) => of(ref).length === 0 && !isWritten(change, ref, document),
    mayLack: (ref, key) => of(ref).some((open) => open.key === key),
  });
  amendment.forgetDocuments(table, legacyKey);
}

/** Whether this change has written the reference's key, without its id. */
function isWritten(change: RowChange, { legacyField }: PlannedRef, document: StoredDocument): boolean {
  if (change.kind === "insert") return true;
  if (change.kind !== "update") return false;
  return parseFields(change.fields).some(
    ({ field, after }) => field === legacyField && isSameValue(after, document[field]),
  );
}

/** Looks again at documents whose reference led to nothing, or to several: new documents may be what it was meant for. */
export async function retryUnresolved(
  amendment: Amendment,
  { table: name, after }: Extract<Phase, { kind: "retry" }>,
  tables: readonly string[],
  numItems: number,
): Promise<{ phase: Phase; processed: number }> {
  const { amend } = amendment.environment.component;
  const table = getTable(amendment.environment.plan, name);
  const { resolve: progress } = await amendment.roundsOf(table);
  if (progress === null) return { phase: phaseAfter(name, tables), processed: 0 };
  const page = { progress, after, numItems, codes: referenceCodes };
  const { legacyKeys, next } = await amendment.ctx.runQuery(amend.issueKeys, page);
  const changes = legacyKeys.map((legacyKey) => ({
    table,
    change: { number: 0, table: name, legacyKey, kind: "resolve" as const },
  }));
  await prepareResolves(amendment, changes);
  for (const { change } of changes) await resolveAgain(amendment, table, change);
  await amendment.flush();
  const phase: Phase = next === null ? phaseAfter(name, tables) : { kind: "retry", table: name, after: next };
  return { phase, processed: legacyKeys.length };
}

function phaseAfter(table: string, tables: readonly string[]): Phase {
  const next = tables[tables.indexOf(table) + 1];
  return next === undefined ? { kind: "sweep" } : { kind: "retry", table: next, after: "" };
}
