import type { AppStatus, MatchClasses } from "../../deployment/answers.js";

const words: Readonly<Record<string, string>> = {
  oneToOne: "one to one",
  settled: "settled by hand",
  claimed: "claimed at sign-in",
  alreadyMigrated: "already migrated",
  severalOld: "several old to one new",
  severalNew: "one old to several new",
  unverified: "unverified",
  changedEmail: "changed address",
  otherOwner: "sign-in method of somebody else",
  noEmail: "no address",
  apart: "documents of their own",
};

/** `matched users: 480 one to one, 2 unverified` for each table that match has looked at. */
export function renderPeople(people: readonly MatchClasses[]): string[] {
  return people.flatMap((classes) => {
    const counted = renderClasses(classes);
    return counted === "" ? [] : [`matched ${classes.table}: ${counted}`];
  });
}

export function renderClasses(classes: Readonly<Record<string, number | string>>): string {
  const counted = Object.entries(words).filter(([name]) => Number(classes[name] ?? 0) > 0);
  return counted.map(([name, word]) => `${classes[name]} ${word}`).join(", ");
}

/** References under way, and what could not be written. */
export function renderMoves({ moves }: AppStatus): string[] {
  return moves.flatMap(({ table, from, to, state, moved, unmoved }) => [
    `references to ${from} of ${table} lead to ${to}: ${moved} so far, ${state}`,
    ...unmoved.map((each) => `  ${each.table} ${each.id} could not be written: ${each.message}`),
  ]);
}
