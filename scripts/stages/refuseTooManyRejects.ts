import { CutoverError } from "../errors.js";
import type { Context } from "./stage.js";
import type { Manifest, TableCounts } from "../run/manifest.js";

/** Throws for every table with more rejected rows than the plan allows. `next`: what that means where it is asked. */
export function refuseTooManyRejects(
  { project, run }: Pick<Context, "project" | "run">,
  manifest: Manifest,
  next: (books: TableCounts) => string,
): void {
  const faults = manifest.tables.flatMap((books) => {
    const { table, rejected, rejectedByCode } = books;
    const allowed = project.plan.tables.get(table)!.allow.rejected;
    if (rejected <= allowed) return [];
    const codes = Object.entries(rejectedByCode).map(([code, count]) => `${count} ${code}`);
    const what = `${table}: ${rejected} rows rejected (${codes.join(", ")}), the plan allows ${allowed}`;
    return [{ what, where: run.rejected(table), next: next(books) }];
  });
  if (faults.length > 0) throw new CutoverError("gate", faults);
}
