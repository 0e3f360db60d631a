import { rowCounts } from "../../../examples/thywill/generator/dirt.js";
import { knownBadId } from "../../../examples/thywill/generator/people.js";
import type { TableName } from "../../../examples/thywill/generator/schema.js";
import { readRows, type SourceRow } from "./source.js";

/** The source as a careful person would read it, with none of the plan's code. */
export class Facts {
  readonly tables: Readonly<Record<TableName, readonly SourceRow[]>>;
  /** Id of every sound account → the name its person goes by. */
  readonly people: ReadonlyMap<string, string>;
  /** Ids of the sound prayers. */
  readonly prayers: ReadonlySet<string>;

  constructor(path: string) {
    const names = Object.keys(rowCounts) as TableName[];
    this.tables = Object.fromEntries(names.map((name) => [name, readRows(path, name)])) as Facts["tables"];
    this.people = new Map(this.tables.user.filter(isSoundUser).map((row) => [text(row, "id"), nameOf(row)]));
    this.prayers = new Set(this.tables.prayer.filter(isSoundPrayer).map((row) => text(row, "id")));
  }

  count(table: TableName, holds: (row: SourceRow) => boolean): number {
    return this.tables[table].filter(holds).length;
  }

  leadsToNobody(row: SourceRow, column: string): boolean {
    return row[column] !== null && row[column] !== undefined && !this.people.has(text(row, column));
  }

  leadsToNoPrayer(row: SourceRow): boolean {
    return !this.prayers.has(text(row, "prayer_id"));
  }

  /** The person, whichever of their accounts it is; for somebody unknown the id. */
  personOf(row: SourceRow, column: string): string {
    return this.people.get(text(row, column)) ?? text(row, column);
  }

  /** Person, prayer and minute. */
  markGroup(row: SourceRow): string {
    return [this.personOf(row, "user_id"), row["prayer_id"], minuteOf(row)].join(" ");
  }

  /** The ids of all accounts of a person, the oldest first. */
  accountsOf(name: string): readonly string[] {
    const rows = this.tables.user.filter((row) => isSoundUser(row) && nameOf(row) === name);
    return rows
      .toSorted((a, b) => (text(a, "created_at") < text(b, "created_at") ? -1 : 1))
      .map((row) => text(row, "id"));
  }
}

export function text(row: SourceRow, column: string): string {
  return row[column] ?? "";
}

export function nameOf(row: SourceRow): string {
  return text(row, "display_name").trim().split(/\s+/).join(" ").toLowerCase();
}

export function isSoundUser(row: SourceRow): boolean {
  return isId(row) && text(row, "id") !== knownBadId && !["", "<not utf-8>"].includes(nameOf(row));
}

export function isSoundPrayer(row: SourceRow): boolean {
  const isReadable = !["", "<not UTF-8>", "<blob>"].includes(text(row, "text"));
  return isId(row) && isReadable && hasDate(row);
}

export function isId(row: SourceRow): boolean {
  return /^[0-9a-f]{32}$/.test(text(row, "id"));
}

export function hasDate(row: SourceRow): boolean {
  return text(row, "created_at") > "1970";
}

export function minuteOf(row: SourceRow): string {
  return text(row, "created_at").slice(0, 16);
}

export function isWholeMinute(row: SourceRow): boolean {
  return text(row, "created_at").slice(16) === ":00.000000";
}

/** How many rows there are beyond one per group. */
export function repeated(rows: readonly SourceRow[], groupOf: (row: SourceRow) => string): number {
  return rows.length - new Set(rows.map(groupOf)).size;
}
