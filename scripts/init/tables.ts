import type { SourceTable } from "../sources/source.js";
import type { Working } from "./draft.js";
import { findKey } from "./keys.js";
import { niceName, relationOf, schemaOf, takeName } from "./names.js";
import type { Users } from "./users.js";

/** Gives every table its name in Convex and its key. */
export function startTables(
  kept: readonly SourceTable[],
  all: readonly SourceTable[],
  users: Users | null,
): Map<string, Working> {
  const taken = new Set<string>();
  const wanted = new Map(kept.map((table) => [table.name, niceName(relationOf(table.name), "table")]));
  const isUsersFree = ![...wanted.values()].includes("users");
  if (users !== null && isUsersFree) wanted.set(users.table, "users");
  const counts = new Map<string, number>();
  for (const name of wanted.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ordered = kept.toSorted((a, b) => rank(a, users) - rank(b, users));
  return new Map(
    ordered.map((source): [string, Working] => {
      const plain = wanted.get(source.name)!;
      const isShared = counts.get(plain)! > 1;
      const name = takeName(isShared ? withSchema(source.name, plain) : plain, taken);
      const isRenamed = source.name === users?.table && plain !== niceName(relationOf(source.name), "table");
      const nameComment = isRenamed
        ? `Convex Auth keeps people in a table called "users".`
        : name === plain
          ? null
          : `"${plain}" is the name of another table, too.`;
      const open = { creation: null, refs: [], choices: new Map(), notes: new Map() };
      return [source.name, { source, name, nameComment, key: findKey(source, all), ...open }];
    }),
  );
}

/** The users first; of tables that share a name, the one in `public` keeps it. The sort is stable otherwise. */
function rank(table: SourceTable, users: Users | null): number {
  return table.name === users?.table ? 0 : 1;
}

function withSchema(table: string, plain: string): string {
  const schema = schemaOf(table);
  return schema === "" || schema === "public" ? plain : niceName(`${schema}_${relationOf(table)}`, "table");
}
