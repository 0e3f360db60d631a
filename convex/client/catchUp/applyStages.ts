import type { Change, Phase } from "../../cutover/validators.js";
import { getTable, type PlannedTable } from "../../shared/plan/plan.js";
import type { Amendment } from "./amendment.js";
import { findByKey, isMerged } from "./applyChange.js";
import { matchImported, readMatching } from "../match/match.js";
import { resolveDocument } from "../resolve/resolve.js";

/** What may be different when the document that a key leads to was not there before. */
const retriedCodes = ["missing_target", "ambiguous_target"];

/** Decides again whether an imported person is one who has an account, exactly as match does. */
export async function matchAgain(amendment: Amendment, table: PlannedTable, change: Change): Promise<void> {
  const { kind, legacyKey } = change;
  if (table.match === undefined || kind === "delete" || kind === "resolve") return;
  const { ctx, environment } = amendment;
  const { match: round } = await amendment.roundsOf(table);
  const [document] = await findByKey(amendment, table, legacyKey);
  if (round === null || document === undefined || (await isMerged(amendment, table, legacyKey))) return;
  await amendment.countPerson(table, document, null);
  await matchImported(amendment.batchOf(table, round), readMatching(environment.schema, table), document);
  if ((await ctx.db.get(document._id as never)) !== null) return;
  const [account] = await findByKey(amendment, table, legacyKey);
  await amendment.countReferences(table, document, account ?? null);
}

/** Writes the ids of a document's references again, exactly as resolve does. */
export async function resolveAgain(amendment: Amendment, table: PlannedTable, change: Change): Promise<void> {
  if (change.kind === "delete") return;
  const { resolve: round } = await amendment.roundsOf(table);
  if (round === null) return;
  const [document] = await findByKey(amendment, table, change.legacyKey);
  if (document === undefined) return;
  await amendment.countReferences(table, document, null);
  await resolveDocument(amendment.batchOf(table, round), document);
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
  const page = { progress, after, numItems, codes: retriedCodes };
  const { legacyKeys, next } = await amendment.ctx.runQuery(amend.issueKeys, page);
  await amendment.ctx.runMutation(amend.dropIssues, { progress, legacyKeys, codes: retriedCodes });
  for (const legacyKey of legacyKeys) {
    await resolveAgain(amendment, table, { number: 0, table: name, legacyKey, kind: "resolve" });
  }
  await amendment.flush();
  const phase: Phase = next === null ? phaseAfter(name, tables) : { kind: "retry", table: name, after: next };
  return { phase, processed: legacyKeys.length };
}

function phaseAfter(table: string, tables: readonly string[]): Phase {
  const next = tables[tables.indexOf(table) + 1];
  return next === undefined ? { kind: "sweep" } : { kind: "retry", table: next, after: "" };
}
