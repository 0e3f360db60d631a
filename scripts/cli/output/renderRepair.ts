import type { Repair } from "../../stages/repair.js";

/** How much is written, and the first of what is not, each with its reason. */
export function renderRepair({ changes, inserts, unrepaired }: Repair, limit: number): string {
  const rest = unrepaired.length - limit;
  const rows = unrepaired.slice(0, limit).map(({ table, key, field, why }) => {
    const place = field === null ? "" : `, ${field}`;
    return `  ${table}: row ${JSON.stringify(key)}${place}: ${why}`;
  });
  return [
    `Rows to repair: ${changes}${inserts === 0 ? "" : `, ${inserts} of them by an import`}`,
    ...(unrepaired.length === 0 ? [] : [`Not repaired: ${unrepaired.length}`, ...rows]),
    ...(rest > 0 ? [`  and ${rest} more: --limit ${unrepaired.length}`] : []),
  ].join("\n");
}
