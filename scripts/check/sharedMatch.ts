import type { Document } from "../../convex/shared/document/document.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { Examples, type Finding } from "./finding.js";

/** Rows that several fields match to accounts, such as those of a sign-in method: two of the same values are one account's. */
export class SharedMatch {
  private readonly seen = new KeySet();
  private readonly twice = new KeySet();
  private readonly shared = new Examples();

  private constructor(
    private readonly table: PlannedTable,
    readonly fields: readonly string[],
  ) {}

  /** null where the table is matched by one field, or not at all. */
  static of(table: PlannedTable): SharedMatch | null {
    const { match } = table;
    return match === undefined || typeof match === "string" ? null : new SharedMatch(table, match);
  }

  take(key: string, document: Document): void {
    const values = this.fields.map((field) => document[field]);
    if (values.some((value) => typeof value !== "string" || value === "")) return;
    const joined = JSON.stringify(values);
    if (this.seen.add(joined)) return;
    // Both rows of a pair count, although only the second one's key is known by then.
    if (this.twice.add(joined)) this.shared.count += 1;
    this.shared.add(key);
  }

  findings(): Finding[] {
    const { table, fields, shared } = this;
    if (shared.count === 0) return [];
    return [
      {
        code: "shared_match",
        level: "warning",
        table: table.name,
        column: fields.join(", "),
        count: shared.count,
        examples: shared.keys,
        message: `${shared.count} rows have the ${fields.join(" and ")} of another row (of each pair, the keys name the later one): who signs in so cannot be told apart.`,
        remedy:
          "Merge these rows in plan.ts or in the source: one way to sign in belongs to one user. Merged users go on with the password of the row that is kept.",
      },
    ];
  }
}
