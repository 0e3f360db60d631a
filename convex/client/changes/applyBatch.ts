import type { Change, ChangeList, Phase, Purpose } from "../../cutover/changeValidators.js";
import { cancelTasks } from "../tasks/scheduleTasks.js";
import type { Environment, MutationCtx } from "../run/environment.js";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { Amendment } from "./amendment.js";
import { matchAgain, resolveAgain, retryUnresolved } from "./lookAgain.js";
import { prepareResolves, prepareRowsOf, prepareWrites } from "./preparePage.js";
import { type DocumentChange, takeBack } from "./takeBack.js";
import { repairRow } from "./repairRow.js";
import { type RowChange, writeChange } from "./writeChange.js";

export interface BatchResult {
  readonly phase: Phase;
  readonly processed: number;
}

/** Calls of the component after which a batch ends early, where rows of many tables are matched: each takes milliseconds of its second. */
const mostCalls = 12;

export async function runBatch(environment: Environment, ctx: MutationCtx, list: ChangeList): Promise<BatchResult> {
  const { phase, batchSize, retry, purpose } = list;
  const { component } = environment;
  switch (phase.kind) {
    case "write":
    case "match":
    case "resolve":
      return await runPage(new Amendment(environment, ctx), phase, list);
    case "retry":
      return await retryUnresolved(new Amendment(environment, ctx), phase, retry, batchSize);
    case "sweep": {
      const isMore = await ctx.runMutation(component.changes.sweep, {});
      if (purpose !== "rollback") return { phase: { kind: isMore ? "sweep" : "done" }, processed: 0 };
      if (isMore || (await ctx.runMutation(component.claims.takeBack, {}))) return { phase, processed: 0 };
      await cancelTasks(environment, ctx, "the rollback");
      return { phase: { kind: "done" }, processed: 0 };
    }
    case "done":
      return { phase, processed: 0 };
    default:
      return phase satisfies never;
  }
}

type PagedPhase = Extract<Phase, { after: number }>;

async function runPage(amendment: Amendment, phase: PagedPhase, list: ChangeList): Promise<BatchResult> {
  const { environment, ctx } = amendment;
  const page = { after: phase.after, numItems: list.batchSize };
  const { items, isDone } = await ctx.runQuery(environment.component.changes.page, page);
  await prepare(amendment, items, phase, list.purpose);
  let processed = 0;
  for (const change of items) {
    if (amendment.calls >= mostCalls && processed > 0) break;
    await applyChange(amendment, change, phase, list.purpose);
    processed += 1;
  }
  await amendment.flush();
  const isAll = isDone && processed === items.length;
  const next: Phase = isAll ? phaseAfter(phase.kind, list) : { kind: phase.kind, after: items[processed - 1]!.number };
  return { phase: next, processed };
}

/** A rollback's list takes documents back; every other one is about rows, but for what a load puts back. What an abandoned list of another sort left does nothing. */
function isRowChange(change: Change, purpose: Purpose): change is RowChange {
  return "legacyKey" in change && purpose !== "rollback";
}

async function prepare(
  amendment: Amendment,
  items: readonly Change[],
  { kind }: PagedPhase,
  purpose: Purpose,
): Promise<void> {
  const { plan } = amendment.environment;
  const changes = items
    .filter((change) => isRowChange(change, purpose))
    .filter((change) => hasWork(change, kind))
    .flatMap((change) => {
      const table = plan.tables.get(change.table);
      return table === undefined ? [] : [{ table, change }];
    });
  if (kind === "write") await prepareWrites(amendment, changes);
  else if (kind === "match") await prepareRowsOf(amendment, changes);
  else await prepareResolves(amendment, changes);
}

/** Whether the phase looks at changes of this kind. */
function hasWork({ kind }: RowChange, phase: PagedPhase["kind"]): boolean {
  switch (phase) {
    case "write":
      return kind !== "match" && kind !== "resolve";
    case "match":
      return kind !== "delete" && kind !== "keep" && kind !== "resolve";
    case "resolve":
      return kind !== "delete" && kind !== "keep";
    default:
      return phase satisfies never;
  }
}

async function applyChange(
  amendment: Amendment,
  change: Change,
  { kind }: PagedPhase,
  purpose: Purpose,
): Promise<void> {
  if (!isRowChange(change, purpose)) {
    if ("id" in change && mayTakeBack(change, purpose)) await takeBack(amendment, change);
    return;
  }
  const table = amendment.environment.plan.tables.get(change.table);
  if (table !== undefined) await workOn(amendment, table, change, kind, purpose);
}

/** A load puts accounts back that an earlier load's rows were merged into, and removes nothing by id. */
function mayTakeBack({ kind }: DocumentChange, purpose: Purpose): boolean {
  return purpose === "rollback" || (purpose === "load" && kind === "restore");
}

async function workOn(
  amendment: Amendment,
  table: PlannedTable,
  change: RowChange,
  phase: PagedPhase["kind"],
  purpose: Purpose,
): Promise<void> {
  switch (phase) {
    case "write":
      if (purpose === "repair") return await repairRow(amendment, table, change);
      return await writeChange(amendment, table, change, purpose);
    case "match":
      return await matchAgain(amendment, table, change);
    case "resolve":
      return await resolveAgain(amendment, table, change);
    default:
      return phase satisfies never;
  }
}

/** After a load, match and resolve are stages of their own; a repair writes references, too. */
function phaseAfter(kind: PagedPhase["kind"], { purpose, retry: [firstRetry] }: ChangeList): Phase {
  if (purpose !== "catchUp") return { kind: "sweep" };
  switch (kind) {
    case "write":
      return { kind: "match", after: -1 };
    case "match":
      return { kind: "resolve", after: -1 };
    case "resolve":
      return firstRetry === undefined ? { kind: "sweep" } : { kind: "retry", table: firstRetry, after: "" };
    default:
      return kind satisfies never;
  }
}
