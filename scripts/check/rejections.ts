import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { Reason } from "../rows/convert/convertRow.js";
import { Examples, ExamplesByName, type Finding } from "./finding.js";

/** One code of a table's rejected rows. */
export interface RejectedCode {
  readonly code: string;
  readonly count: number;
  readonly keys: readonly string[];
}

/** The rows of one table that would be rejected, by the code and column of their first reason, as the export counts them. */
export class Rejections {
  count = 0;
  /** Every reason of a column that is about its value, not about other rows. */
  readonly byColumn = new ExamplesByName();
  private readonly byCode = new ExamplesByName();
  private readonly groups = new Map<string, Group>();
  private readonly known: ReadonlySet<string>;

  constructor(private readonly table: PlannedTable) {
    this.known = new Set(table.columns);
  }

  add(key: string, reasons: readonly Reason[]): void {
    this.count += 1;
    const { code, column, message } = reasons[0] ?? { code: "unknown", column: "*", message: "" };
    this.byCode.add(code, key);
    this.group(code, this.placeOf(column), message).add(key);
    for (const reason of reasons) {
      if (relational.has(reason.code)) continue;
      for (const name of this.columnsOf(reason.column)) this.byColumn.add(name, key);
    }
  }

  codes(): RejectedCode[] {
    return this.byCode
      .entries()
      .map(([code, { count, keys }]) => ({ code, count, keys }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1));
  }

  findings(): Finding[] {
    const isAllowed = this.count <= this.table.allow.rejected;
    const knowingly = isAllowed ? "" : ` To leave them behind knowingly: { allow: { rejected: ${this.count} } }.`;
    return [...this.groups.values()].map(({ code, column, examples, firstMessage }) => ({
      code,
      level: "loss",
      table: this.table.name,
      ...(column === "*" ? {} : { column }),
      count: examples.count,
      examples: examples.keys,
      message: sentence(code, column, examples.count, firstMessage),
      remedy: `${remedyOf(code)}${knowingly}`,
      ...(isAllowed ? { isAllowed } : {}),
    }));
  }

  private group(code: string, column: string, firstMessage: string): Examples {
    const name = `${code}\n${column}`;
    const group = this.groups.get(name) ?? { code, column, firstMessage, examples: new Examples() };
    this.groups.set(name, group);
    return group.examples;
  }

  /** A path inside a document holds indexes and keys of the data: its first part says enough. */
  private placeOf(column: string): string {
    return this.columnsOf(column).length > 0 ? column : column.replace(/[.[].*$/s, "");
  }

  private columnsOf(label: string): string[] {
    if (this.known.has(label)) return [label];
    const parts = label.split(", ");
    return parts.every((part) => this.known.has(part)) ? parts : [];
  }
}

interface Group {
  readonly code: string;
  readonly column: string;
  readonly firstMessage: string;
  readonly examples: Examples;
}

/** These are about other rows. */
const relational: ReadonlySet<string> = new Set(["orphan", "duplicate", "duplicate_id"]);

/** Values are not shown, except where naming one is the point: a word an enumeration lacks. */
function sentence(code: string, column: string, count: number, firstMessage: string): string {
  const rows = count === 1 ? "1 row" : `${count} rows`;
  const why = column === "*" ? "" : ` because of ${column}`;
  switch (code) {
    case "orphan":
      return `${rows} would be rejected, because the row ${column} leads to does not move.`;
    case "duplicate":
    case "duplicate_id":
      return `${rows} would be rejected, because another row has the same ${column}.`;
    case "broken_row":
      return `${rows} cannot be read from the source.`;
    case "unknown_value":
      return `${rows} would be rejected as "unknown_value"${why}: ${firstMessage}.`;
    default:
      return `${rows} would be rejected as "${code}"${why}.`;
  }
}

/** What to do about rows rejected under a code. Codes of the plan's own rules have no entry. */
const remedies: Readonly<Record<string, string>> = {
  ambiguous_lookup:
    "Compare more columns in the lookup's { where } or give it { latest } in plan.ts, or settle the rows in the source.",
  broken_row: "Mend the row in the source: it cannot be read as it stands.",
  creation_time:
    "Use timestamp() without .asCreationTime(), or .as(…) another field: Convex takes creation times after 1970 only.",
  duplicate: "Merge the rows in the source, or take the rule out of { unique: … } in plan.ts.",
  duplicate_id:
    "Choose columns that tell the rows apart: id().from(…) in plan.ts, or remove the doubles from the source.",
  email: "Mend the address in the source, or read the column with text().",
  empty: "Mend the rows in the source, or read the column with text().",
  field_name: "Keep the column as text(), or rename the keys while reading: see the options of json() in plan.ts.",
  infinity: "Write a real date in the source, or leave such rows behind with { filter: … }.",
  needs_zip:
    "Take --format jsonl away: the table is then written as a ZIP, which carries int64, bytes and special numbers.",
  no_match:
    'Restore the row the lookup looks for, or say lookup(…, { missing: "null" }) in plan.ts to keep the row without it.',
  null: "Say in plan.ts what NULL becomes: .optional(), .nullable() or .or(…).",
  null_id: "Give the row a key in the source, or choose other columns: id().from(…) in plan.ts.",
  orphan:
    'Restore the target, or choose ref(…, { missing: "issue" }) or "clear" in plan.ts to keep the row without it.',
  rule_failed: "Mend the rule or computed field in plan.ts: it must not throw for any row.",
  schema: "Widen the field in schema.ts, or convert the column by another kind in plan.ts.",
  surrogate: "Mend the text in the source: it holds half a character, which Convex refuses.",
  too_deep: "Flatten the JSON with computed(…), or keep it as text().",
  too_large: "Move the large field into a table or file of its own, or omit(…) it: a document has at most 1 MiB.",
  too_long: "Move the elements into a table of their own, or keep the column as text(): an array has at most 8,192.",
  too_many_fields: "Keep part of the object as text(), or split the table: an object has at most 1,024 fields.",
  unknown_value: "Add the value to oneOf({ … }) in plan.ts, or mend the rows in the source.",
};

export function remedyOf(code: string): string {
  return (
    remedies[code] ??
    "Mend the rows in the source, or choose another kind in plan.ts; `cutover export` writes every one to rejected/<table>.jsonl with the reason."
  );
}
