import { quote } from "../../convex/shared/kinds/kind.js";

/** loss: rows or values would not arrive, or nothing would. warning: review it first. info: good to know. */
export type Level = "loss" | "warning" | "info";

export interface Finding {
  /** Stable: for scripts, and for counting. A rejected row is counted under each of its reasons. */
  readonly code: string;
  readonly level: Level;
  readonly table?: string;
  readonly column?: string;
  /** Rows, or what the message says is counted. */
  readonly count: number;
  /** Keys of rows, never their values. */
  readonly examples: readonly string[];
  /** What was found, in one sentence. */
  readonly message: string;
  /** What to type or change. */
  readonly remedy: string;
  /** Lines of plan.ts that settle it, ready to paste, the best first: each alone is enough. Absent where none does. */
  readonly plan?: readonly PlanChange[];
  /** The Convex table whose keys it is about. */
  readonly target?: string;
  /** Plan, schema and source do not fit together: no row can be read. Like every other command, `check` then exits with 1. */
  readonly isConfiguration?: true;
  /** Values that an enumeration of the plan lacks, each with the number of its rows, the most frequent first. */
  readonly words?: readonly { readonly text: string; readonly count: number }[];
  /** Rows that the export would reject. */
  readonly isRejection?: true;
  /** The plan expects it: `{ allow: … }` covers all of its kind in this table. */
  readonly isAllowed?: true;
}

/** An entry of plan.ts: it replaces the one of this key, or is added. */
export interface PlanChange {
  /** What it does with the rows: `keeps the rows without the value`. */
  readonly does: string;
  readonly at: PlanPlace;
  /** `name: text().optional(),` */
  readonly code: string;
}

/** An object in plan.ts, and the key in it. */
export interface PlanPlace {
  /**
   * `columns`: the second argument of `table`. `options`: its third one, or the second one of `union`. `derived`: `columns` in its
   * options. `plan`: the second argument of `definePlan`. `omit`: `omit` in that.
   */
  readonly in: "columns" | "options" | "derived" | "plan" | "omit";
  /** Its name in Convex; absent for the plan as a whole. */
  readonly table?: string;
  /** Which of a union's sources. */
  readonly source?: string;
  readonly key: string;
}

export const exampleCount = 5;

const issueCodes: ReadonlySet<string> = new Set([
  "ambiguous_key",
  "case_variant_email",
  "duplicate_email",
  "filtered_target",
  "orphan",
  "rejected_target",
  "shared_match",
]);

/** Whether match or resolve will leave its rows as open issues. */
export function isIssue({ code, level }: Finding): boolean {
  return level === "warning" && issueCodes.has(code);
}

/** By table: what match and resolve will leave open. */
export function countIssues(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings.filter(isIssue))
    counts.set(finding.table!, (counts.get(finding.table!) ?? 0) + finding.count);
  return counts;
}

const levels: readonly Level[] = ["loss", "warning", "info"];

/** The gravest first; within a level by table, code and column, so that two runs say the same. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      Number(a.isAllowed ?? false) - Number(b.isAllowed ?? false) ||
      compare(a.table, b.table) ||
      compare(a.code, b.code) ||
      compare(a.column, b.column) ||
      compare(a.message, b.message),
  );
}

/** Where it is: `cases.user_id`. */
export function placeOf({ table, column }: Pick<Finding, "table" | "column">): string {
  return [table, column].filter((part) => part !== undefined).join(".");
}

function compare(a = "", b = ""): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** How many rows, and the keys of the first few. */
export class Examples {
  count = 0;
  readonly keys: string[] = [];

  add(key: string): void {
    this.count += 1;
    if (this.keys.length < exampleCount) this.keys.push(printable(key));
  }
}

/** Examples under a name, made when the first one comes. */
export class ExamplesByName {
  private readonly groups = new Map<string, Examples>();

  add(name: string, key: string): void {
    const group = this.groups.get(name) ?? new Examples();
    this.groups.set(name, group);
    group.add(key);
  }

  get(name: string): Examples | undefined {
    return this.groups.get(name);
  }

  entries(): [name: string, examples: Examples][] {
    return [...this.groups];
  }
}

const longestKey = 100;

/** Keys are printed on terminals and into files: control characters are escaped, and a very long key is cut. */
function printable(key: string): string {
  return key.length > longestKey || /[\p{Cc}\p{Cf}]/u.test(key) ? quote(key) : key;
}
