import type { TriedSignIns } from "../../deployment/answers.js";
import { countOutcomes } from "../../window/gates/signIn.js";
import { renderTable } from "./renderTable.js";

/** One line per kind of account and hash, then the users who would not get in by themselves, at most `limit` for each reason. */
export function renderTriedSignIns(tried: TriedSignIns, limit: number): string {
  const kinds = groupBy(tried, ({ kind }) => kind);
  const rows = [...kinds].map(([kind, of]) => {
    const { opens, resets, shutOut } = countOutcomes(of);
    return [kind, String(of.length), String(opens), String(resets), String(shutOut)];
  });
  const stuck = tried.filter(({ outcome }) => outcome !== "opens");
  const reasons = groupBy(
    stuck,
    ({ outcome, why }) => `${outcome === "shutOut" ? "shut out" : "after a reset"}: ${why}`,
  );
  return [
    renderTable(["kind of sign-in", "tried", "get in", "after a reset", "shut out"], rows),
    ...[...reasons].map(([reason, of]) => `${reason} (${of.length}): ${nameSome(of, limit)}`),
  ].join("\n");
}

function nameSome(users: TriedSignIns, limit: number): string {
  const named = users.slice(0, limit).map(({ legacyId, user }) => legacyId ?? user ?? "an account without a user");
  return [...named, ...(users.length > limit ? [`${users.length - limit} more (--limit)`] : [])].join(", ");
}

function groupBy(all: TriedSignIns, keyOf: (one: TriedSignIns[number]) => string): Map<string, TriedSignIns[number][]> {
  const groups = new Map<string, TriedSignIns[number][]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
