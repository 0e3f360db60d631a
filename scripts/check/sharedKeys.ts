import type { Document } from "../../convex/shared/document/document.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { Examples } from "./examples.js";
import type { Finding } from "./finding.js";

/** Keys other than the id by which references lead here: two rows with the same one leave a reference without an answer. */
export class SharedKeys {
  private readonly lookups;

  constructor(private readonly table: PlannedTable) {
    this.lookups = table.lookups.map((lookup) => ({ lookup, seen: new KeySet(), examples: new Examples() }));
  }

  take(key: string, document: Document): void {
    for (const { lookup, seen, examples } of this.lookups) {
      const value = document[lookup.field];
      if (typeof value === "string" && !seen.add(value)) examples.add(key);
    }
  }

  findings(): Finding[] {
    return this.lookups
      .filter(({ examples }) => examples.count > 0)
      .map(({ lookup, examples: { count, keys } }) => ({
        code: "ambiguous_key",
        level: "warning",
        table: this.table.name,
        column: lookup.columns.join(", "),
        count,
        examples: keys,
        message: `${count === 1 ? "1 row has" : `${count} rows have`} a key that an earlier row has too, and references lead here by it: they stay open issues.`,
        remedy: `Make ${lookup.columns.join(", ")} unique in the source, or let the references lead to the id.`,
      }));
  }
}
