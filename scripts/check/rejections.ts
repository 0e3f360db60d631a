import { quote, type Raw } from "../../convex/shared/kinds/kind.js";
import type { PlannedTable } from "../../convex/shared/plan/plan.js";
import type { RejectReason } from "../rows/convert/rejectReason.js";
import { Examples, ExamplesByName, type Finding } from "./finding.js";
import { remedyOf } from "./remedies.js";

/** More different words than this are no enumeration. */
const mostWords = 100;
const listedWords = 10;

/** One code of a table's rejected rows. */
export interface RejectedCode {
  readonly code: string;
  readonly count: number;
  readonly keys: readonly string[];
}

/** The rows of one table that would be rejected: codes as the export counts them, by each row's first reason; findings by every reason. */
export class Rejections {
  count = 0;
  /** Every reason of a column that is about its value, not about other rows. */
  readonly byColumn = new ExamplesByName();
  private readonly byCode = new ExamplesByName();
  private readonly groups = new Map<string, Group>();
  /** By column. */
  private readonly words = new Map<string, Map<string, number>>();

  constructor(private readonly table: PlannedTable) {}

  /** `textOf`: what the row has in a column. */
  add(key: string, reasons: readonly RejectReason[], textOf: (column: string) => Raw): void {
    this.count += 1;
    this.byCode.add(reasons[0]?.code ?? "unknown", key);
    const found = reasons.length > 0 ? reasons : [{ code: "unknown", column: "*", message: "" }];
    // A row is fixed once: all that is wrong with it is said at once.
    const groups = new Set(
      found.map(({ code, column, message }) => this.group(code, placeOfLabel(this.table, column), message)),
    );
    for (const group of groups) group.add(key);
    for (const { code, column } of reasons) if (code === "unknown_value") this.addWord(column, textOf(column));
    for (const reason of reasons) {
      if (relational.has(reason.code)) continue;
      for (const name of columnsOfLabel(this.table, reason.column)) this.byColumn.add(name, key);
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
    return [...this.groups.values()].map(({ code, column, examples, firstMessage }) => ({
      ...this.describeWords(code, column),
      code,
      level: "loss",
      table: this.table.name,
      ...(column === "*" ? {} : { column }),
      count: examples.count,
      examples: examples.keys,
      message: sentence(code, column, examples.count, this.listWords(code, column) ?? firstMessage),
      remedy: remedyOf(code),
      isRejection: true,
      ...(isAllowed ? { isAllowed } : {}),
    }));
  }

  private addWord(column: string, text: Raw): void {
    if (text === null) return;
    const words = this.words.get(column) ?? new Map<string, number>();
    this.words.set(column, words);
    if (words.has(text) || words.size < mostWords) words.set(text, (words.get(text) ?? 0) + 1);
  }

  private wordsOf(column: string): { text: string; count: number }[] {
    const found = [...(this.words.get(column) ?? [])].map(([text, count]) => ({ text, count }));
    return found.toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  }

  private describeWords(code: string, column: string): Pick<Finding, "words"> {
    const words = code === "unknown_value" ? this.wordsOf(column) : [];
    return words.length === 0 ? {} : { words };
  }

  /** `"Client" (5), "client " (2)`: what to map; null where a list holds the words, or none was kept. */
  private listWords(code: string, column: string): string | null {
    const words = code === "unknown_value" ? this.wordsOf(column) : [];
    if (words.length === 0) return null;
    const listed = words.slice(0, listedWords).map(({ text, count }) => `${quote(text)} (${count})`);
    const more = words.length - listed.length;
    return `the plan has no ${listed.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  }

  private group(code: string, column: string, firstMessage: string): Examples {
    const name = `${code}\n${column}`;
    const group = this.groups.get(name) ?? { code, column, firstMessage, examples: new Examples() };
    this.groups.set(name, group);
    return group.examples;
  }
}

/** A path inside a document holds indexes and keys of the data: its first part says enough. */
export function placeOfLabel(table: PlannedTable, label: string): string {
  return columnsOfLabel(table, label).length > 0 ? label : label.replace(/[.[].*$/s, "");
}

function columnsOfLabel({ columns }: PlannedTable, label: string): string[] {
  if (columns.includes(label)) return [label];
  const parts = label.split(", ");
  return parts.every((part) => columns.includes(part)) ? parts : [];
}

interface Group {
  readonly code: string;
  readonly column: string;
  readonly firstMessage: string;
  readonly examples: Examples;
}

/** These are about other rows. */
const relational: ReadonlySet<string> = new Set(["orphan", "duplicate", "duplicate_id"]);

/** Values are not shown (nor does the message of a broken row hold any), except where naming one is the point: a word an enumeration lacks. */
function sentence(code: string, column: string, count: number, firstMessage: string): string {
  const rows = count === 1 ? "1 row" : `${count} rows`;
  const why = column === "*" ? "" : ` because of ${column}`;
  switch (code) {
    case "orphan":
      return `${rows} would be rejected, because the row ${column} points to is not migrated.`;
    case "duplicate":
    case "duplicate_id":
      return `${rows} would be rejected, because another row has the same ${column}.`;
    case "broken_row":
      return `${rows} cannot be read from the source: ${firstMessage.replace(/\.$/, "")}.`;
    case "rule_failed":
    case "unknown_column":
      return `${rows} would be rejected as "${code}": ${firstMessage.replace(/\.$/, "")}.`;
    case "unknown_value":
      return `${rows} would be rejected as "unknown_value"${why}: ${firstMessage}.`;
    default:
      return `${rows} would be rejected as "${code}"${why}.`;
  }
}
