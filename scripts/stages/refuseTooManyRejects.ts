import { CutoverError } from "../errors.js";
import type { Context } from "./stage.js";
import type { Manifest, TableCounts } from "../run/manifest.js";

/** Throws for every table with more rejected rows than the plan allows. `next`: what that means where it is asked. */
export function refuseTooManyRejects(
  { project, run }: Pick<Context, "project" | "run">,
  manifest: Manifest,
  next: (counts: TableCounts) => string,
): void {
  const faults = manifest.tables.flatMap((counts) => {
    const { table, rejected, rejectedByCode } = counts;
    const allowed = project.plan.tables.get(table)!.allow.rejected;
    if (rejected <= allowed) return [];
    const codes = Object.entries(rejectedByCode).map(([code, count]) => `${count} ${code}`);
    const what = `${table}: ${rejected} rows rejected (${codes.join(", ")}), the plan allows ${allowed}`;
    return [{ what, where: run.rejected(table), next: next(counts) }];
  });
  if (faults.length > 0) throw new CutoverError("gate", faults);
}
