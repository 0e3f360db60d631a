import type { Plan } from "../../../convex/shared/plan/plan.js";
import { CutoverError } from "../../errors.js";
import { PlanFile } from "../../project/code/planFile.js";
import { loadProjectFiles, type ProjectFiles } from "../../project/project.js";
import type { RejectGroup } from "../../rows/rejectedRows.js";
import type { Finding, PlanChange } from "../finding.js";
import { placeOfLabel } from "../rejections.js";
import { remedyOf } from "../remedies.js";
import { rowCodes } from "../rowCodes.js";
import { addPlanChanges } from "./addPlanChanges.js";

/** What is counted under one code, with what settles it: the same that `cutover check` says. */
export type Settling<Group> = Group & {
  /** What to do. */
  readonly remedy: string;
  /** Lines of plan.ts that settle it, the best first; none where none does, or plan.ts does not load. */
  readonly plan: readonly PlanChange[];
};

/** `rejected`: the rejected rows of each table, waived ones included. */
export async function settleRejects(
  planFile: string,
  groups: readonly RejectGroup[],
  rejected: ReadonlyMap<string, number>,
): Promise<Settling<RejectGroup>[]> {
  return await settleGroups(planFile, groups, { issues: new Map(), rejected }, (plan, group) => {
    const { table, code, column, count, waived } = group;
    const planned = plan.tables.get(table);
    const place = planned === undefined ? column : placeOfLabel(planned, column);
    const isAllowed = waived === count || (rejected.get(table) ?? 0) <= (planned?.allow.rejected ?? 0);
    return {
      ...findingOf(group, place === "*" ? undefined : place),
      level: "loss",
      code,
      isRejection: true,
      ...(isAllowed ? { isAllowed } : {}),
    };
  });
}

/** Open issues; `issues`: those of each table. */
export async function settleIssues<Group extends Counted & { readonly field?: string }>(
  planFile: string,
  groups: readonly Group[],
  issues: ReadonlyMap<string, number>,
): Promise<Settling<Group>[]> {
  return await settleGroups(planFile, groups, { issues, rejected: new Map() }, (plan, group) => {
    const planned = plan.tables.get(group.table);
    const field = [...(planned?.refs ?? []), ...(planned?.fields ?? [])].find(({ name }) => name === group.field);
    const isAllowed = (issues.get(group.table) ?? 0) <= (planned?.allow.issues ?? 0);
    return {
      ...findingOf(group, field?.columns.join(", ")),
      level: "warning",
      ...(isAllowed ? { isAllowed } : {}),
    };
  });
}

interface Counted {
  readonly table: string;
  readonly code: string;
  readonly count: number;
}

function findingOf({ table, code, count }: Counted, column: string | undefined): Omit<Finding, "level"> {
  const words = { message: "", remedy: "", examples: [] };
  return { table, code, count, ...(column === undefined ? {} : { column }), ...words };
}

/** A plan that does not load settles nothing, and hinders nobody who reads a list. */
async function settleGroups<Group extends Counted>(
  planFile: string,
  groups: readonly Group[],
  counts: { readonly issues: ReadonlyMap<string, number>; readonly rejected: ReadonlyMap<string, number> },
  toFinding: (plan: Plan, group: Group) => Finding,
): Promise<Settling<Group>[]> {
  const files = groups.length === 0 ? null : await loadQuietly(planFile);
  if (files === null) return groups.map((group) => ({ ...group, remedy: remedyOfRow(group.code), plan: [] }));
  const { plan, schema } = files;
  const findings = groups.map((group) => toFinding(plan, group));
  const file = await PlanFile.read(planFile);
  const settled = await addPlanChanges(findings, { plan, schema, file, sourceTables: [], ...counts });
  return groups.map((group, at) => ({ ...group, remedy: remedyOfRow(group.code), plan: settled[at]!.plan ?? [] }));
}

async function loadQuietly(planFile: string): Promise<ProjectFiles | null> {
  try {
    return await loadProjectFiles(planFile);
  } catch (error) {
    if (error instanceof CutoverError) return null;
    throw error;
  }
}

function remedyOfRow(code: string): string {
  return rowCodes.get(code)?.next ?? remedyOf(code);
}
