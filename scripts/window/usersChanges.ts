import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { UsersChanges } from "../catchUp/writeChanges.js";
import { Snapshot } from "../run/snapshot.js";
import type { Context } from "../stages/stage.js";
import { TableComparison } from "../rollback/compareTable.js";
import { preparePlanned } from "../rollback/findWrites.js";
import { type Match, readComponentRecords } from "../comparison/componentRecords.js";
import type { Write } from "../rollback/write.js";

/**
 * Compares the window's backup with what the preload and the catch-ups since have brought: what people did to migrated documents
 * before maintenance mode was on. Memory: their changes.
 */
export async function findUsersChanges(context: Context): Promise<UsersChanges> {
  const before = await Snapshot.open(context.run.backup);
  const now = await Snapshot.open(context.run.windowBackup);
  try {
    const records = await readComponentRecords(now);
    const prepare = await preparePlanned(context, before, now, records);
    const changes = new Map<string, Map<string, Set<string> | null>>();
    for (const [name, table] of context.project.plan.tables) {
      const rows = new Map<string, Set<string> | null>();
      for await (const write of new TableComparison(prepare(name)!).writes())
        addWrite(rows, table, write, records.matches.get(name)?.get(write.id ?? "") ?? []);
      if (rows.size > 0) changes.set(name, rows);
    }
    return changes;
  } finally {
    before.close();
    now.close();
  }
}

function addWrite(
  rows: Map<string, Set<string> | null>,
  table: PlannedTable,
  { kind, legacyKey, fields, removed }: Write,
  matches: readonly Match[],
): void {
  if (kind === "deleted" && legacyKey !== null) rows.set(legacyKey, null);
  if (kind !== "changed") return;
  const names = plannedNames(table);
  for (const name of [...Object.keys(fields), ...removed].filter((each) => names.has(each))) {
    for (const key of rowsWith(name, legacyKey, matches)) rows.set(key, (rows.get(key) ?? new Set()).add(name));
  }
}

/** Fields as the export has them; of references the id, since no user sees their legacy field. An import alone sets `_creationTime`. */
function plannedNames({ fields, refs }: PlannedTable): ReadonlySet<string> {
  return new Set([...fields, ...refs].map(({ name }) => name).filter((name) => !name.startsWith("_")));
}

/** The rows that the document stands for, but those whose own value has given way in this field already. */
function rowsWith(name: string, legacyKey: string | null, matches: readonly Match[]): string[] {
  const merged = matches.filter(({ kept }) => !kept.some(({ field }) => field === name));
  const isOwnRow = legacyKey !== null && !matches.some((match) => match.legacyKey === legacyKey);
  return [...(isOwnRow ? [legacyKey] : []), ...merged.map((match) => match.legacyKey)];
}
