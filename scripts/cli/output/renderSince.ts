import { type Difference, renderDifference } from "../../comparison/difference.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import { readDifferences } from "../../stages/verification.js";
import type { Since, SinceTable } from "../../stages/verifySince.js";
import { renderTable } from "./renderTable.js";

const header = ["table", "documents", "changed by users", "deleted by users", "differences"];

/** A table of counts, the fields that users have changed, and the first differences that are not theirs. */
export async function renderSince(run: RunDirectory, since: Since, limit: number): Promise<string> {
  const { tables, verifiedAt } = since;
  const rows = tables.map((each) => [
    each.table,
    ...[each.documents, each.changedByUsers, each.deletedByUsers, each.differences].map(String),
  ]);
  const changed = tables.flatMap(renderFields);
  const faults = await readFaults(run, since, limit);
  const count = tables.reduce((sum, { differences }) => sum + differences, 0);
  return [
    renderTable(header, rows),
    ...(changed.length === 0 ? [] : ["", "Changed by users, in so many documents:", ...changed]),
    "",
    ...renderVerdict(count, verifiedAt),
    ...faults.map((each) => `  ${each.table}: ${renderDifference(each)}`),
    ...(count > faults.length ? [`  and ${count - faults.length} more: --limit ${count}`] : []),
  ].join("\n");
}

function renderFields({ table, fields }: SinceTable): string[] {
  const counts = Object.entries(fields).toSorted(([, left], [, right]) => right - left);
  return counts.length === 0 ? [] : [`  ${table}: ${counts.map(([name, times]) => `${name} ${times}`).join(", ")}`];
}

function renderVerdict(count: number, verifiedAt: string | null): string[] {
  if (verifiedAt === null)
    return [`No verification holds that says what was right before: all ${count} differences count as faults.`];
  const as = `as it was verified at ${verifiedAt}`;
  return count === 0
    ? [`Every migrated document is ${as}, but for what users have changed or deleted since.`]
    : [`Not ${as}, and not by users:`];
}

async function readFaults(run: RunDirectory, since: Since, limit: number): Promise<Difference[]> {
  const faults: Difference[] = [];
  for await (const difference of readDifferences(run, since))
    if (difference.byUsers !== true && faults.length < limit) faults.push(difference);
  return faults;
}
