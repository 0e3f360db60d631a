import type { Plan } from "../../../convex/shared/plan/plan.js";
import { finalTableOf, type SchemaShape, type TableShape } from "../../../convex/shared/plan/schemaFaults.js";
import type { Project } from "../../project/project.js";
import type { PlanFile } from "../../project/code/planFile.js";
import { renderKey } from "../../project/code/render.js";
import type { SourceTable } from "../../sources/source.js";
import type { Finding, PlanChange, PlanPlace } from "../finding.js";

/** What is known when a change of the plan is written. */
export interface Surroundings {
  readonly plan: Plan;
  /** null where it does not load, or does not fit the plan. */
  readonly schema: Project["schema"] | null;
  /** null where plan.ts cannot be read: then nothing can be said of what stands in it. */
  readonly file: PlanFile | null;
  readonly sourceTables: readonly SourceTable[];
  /** Issues that stay open, by table: they are allowed together. */
  readonly issues: ReadonlyMap<string, number>;
  /** Rejected rows by table. */
  readonly rejected: ReadonlyMap<string, number>;
}

/** The changes that settle a finding, the best first; each does alone. */
export type Rule = (finding: Finding, around: Surroundings) => Promise<readonly PlanChange[]> | readonly PlanChange[];

/** `key: code,` as it is pasted. */
export function planChange(does: string, at: PlanPlace, code: string): PlanChange {
  return { does, at, code: `${renderKey(at.key)}: ${code},` };
}

/** The table as the final schema has it. */
export function tableShapeOf({ schema }: Surroundings, table: string): TableShape | undefined {
  const found = (schema as SchemaShape | null)?.tables[table];
  return found === undefined ? undefined : finalTableOf(found);
}
