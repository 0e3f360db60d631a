import { convexToJson, type Value } from "convex/values";
import type { MissingWrite, Moment } from "./protocol.js";

interface Written {
  readonly table: string;
  readonly isInserted: boolean;
  isDeleted: boolean;
  /** By field: the last value that was acknowledged, as JSON. */
  readonly fields: Map<string, string>;
  moment: Moment;
  at: Date;
}

export interface Write {
  readonly kind: "insert" | "update" | "delete";
  readonly table: string;
  readonly id: string;
  /** What has to be found again. */
  readonly fields: Readonly<Record<string, Value>>;
}

/** What the deployment has acknowledged: the last word on each document and field. */
export class WriteLedger {
  private readonly documents = new Map<string, Written>();
  /** Acknowledged writes, those that a later one has replaced included. */
  count = 0;

  acknowledge({ kind, table, id, fields }: Write, moment: Moment, at = new Date()): void {
    this.count += 1;
    const isInserted = kind === "insert";
    const written = this.documents.get(id) ?? { table, isInserted, isDeleted: false, fields: new Map(), moment, at };
    for (const [name, value] of Object.entries(fields)) written.fields.set(name, render(value));
    written.isDeleted = kind === "delete";
    Object.assign(written, { moment, at });
    this.documents.set(id, written);
  }

  /** Writes that are not there, or not as they were acknowledged. `read`: null where there is no such document. */
  findMissing(read: (table: string, id: string) => Readonly<Record<string, Value>> | null): MissingWrite[] {
    return [...this.documents].flatMap(([id, written]) => findMissingOf(id, written, read(written.table, id)));
  }
}

function findMissingOf(id: string, written: Written, found: Readonly<Record<string, Value>> | null): MissingWrite[] {
  const { table, isInserted, isDeleted, fields, moment, at } = written;
  const common = { table, id, moment, at: at.toISOString() };
  if (isDeleted) return found === null ? [] : [{ ...common, kind: "delete", field: null, values: [] }];
  if (found === null) {
    const kind = isInserted ? "insert" : "update";
    return [{ ...common, kind, field: null, values: [...fields.values()] }];
  }
  return [...fields]
    .filter(([name, value]) => found[name] === undefined || render(found[name]) !== value)
    .map(([field, value]) => ({ ...common, kind: "update", field, values: [value] }));
}

function render(value: Value): string {
  return JSON.stringify(convexToJson(value));
}
