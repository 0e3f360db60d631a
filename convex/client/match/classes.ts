import { matchFields } from "../../shared/plan/plan.js";
import type { Plan } from "../../shared/plan/plan.js";
import type { RunStatus } from "../run/stages.js";

/** What match made of the rows of a table, in rows. Of those in doubt, the issues say which are still open. */
export interface MatchClasses {
  readonly table: string;
  /** Merged by rule. */
  readonly oneToOne: number;
  /** Merged by a person's word, and by their owner's sign-in. */
  readonly settled: number;
  readonly claimed: number;
  /** Found merged already when match ran once more. */
  readonly alreadyMigrated: number;
  /** In doubt: rows that share their address with another row. */
  readonly severalOld: number;
  /** In doubt: rows whose address more than one account has. */
  readonly severalNew: number;
  /** In doubt: rows whose address the account, or the old system, never proved. */
  readonly unverified: number;
  /** In doubt: rows whose former address an account has. */
  readonly changedEmail: number;
  /** In doubt: rows whose sign-in method leads to somebody else. */
  readonly otherOwner: number;
  readonly noEmail: number;
  /** Documents of their own: nobody has their address. Those in doubt are none of them. */
  readonly apart: number;
}

/** The classes of every table whose match has begun. */
export function readMatchClasses(plan: Plan, run: RunStatus | null): MatchClasses[] {
  const tables = [...plan.tables.values()].filter((table) => matchFields(table).length > 0);
  return tables.flatMap(({ name }) => {
    const round = run?.progress.find(({ stage, table }) => stage === "match" && table === name);
    if (round === undefined) return [];
    const by = run?.tables.find(({ table }) => table === name)?.matchedBy ?? {};
    return [classesOf(name, round, by)];
  });
}

function classesOf(
  table: string,
  { counts, codes }: RunStatus["progress"][number],
  by: Readonly<Record<string, number>>,
): MatchClasses {
  const of = (code: string) => codes[code] ?? 0;
  const inDoubt = {
    severalOld: of("several_old"),
    severalNew: of("several_new"),
    unverified: of("unverified_account") + of("unverified_legacy"),
    changedEmail: of("changed_email"),
    otherOwner: of("other_owner"),
  };
  const doubts = Object.values(inDoubt).reduce((sum, rows) => sum + rows, 0);
  return {
    table,
    oneToOne: by["one_to_one"] ?? 0,
    settled: by["settled"] ?? 0,
    claimed: by["claimed"] ?? 0,
    alreadyMigrated: counts["alreadyMigrated"] ?? 0,
    ...inDoubt,
    noEmail: counts["noMatchValue"] ?? 0,
    // Match leaves those in doubt apart, too, until they are settled.
    apart: Math.max((counts["unmatched"] ?? 0) - doubts, 0),
  };
}
