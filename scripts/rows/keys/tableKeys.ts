import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { type Document, storedName } from "../../../convex/shared/document/document.js";
import { legacyKeysOf } from "../../../convex/shared/document/references.js";
import type { Plan, PlannedRef, PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { RejectReason } from "../convert/rejectReason.js";
import { KeySet } from "./keySet.js";

/**
 * The keys of the tables already read: the ids of all, since a key that the source declares may still be there twice (a damaged
 * index, a dump of such a database), and the keys that references and rules about duplicates look for.
 */
export class TableKeys {
  private readonly sets = new Map<string, KeySet>();

  /** `refsOf`: the references whose targets' keys are needed. */
  constructor(plan: Plan, refsOf = getRejectingRefs) {
    for (const table of plan.tables.values()) {
      this.track(table.name, table.id.field);
      for (const ref of refsOf(table)) this.track(ref.target, ref.lookup.field);
      for (const fields of table.unique ?? []) this.track(table.name, fields.join("|"));
    }
  }

  /** The keys of this table and field, or undefined if they are not tracked. */
  get(table: string, field: string): KeySet | undefined {
    return this.sets.get(`${table}.${field}`);
  }

  /** For an export that reads the table again. */
  clear(table: string): void {
    for (const name of this.sets.keys()) if (name.startsWith(`${table}.`)) this.sets.set(name, new KeySet());
  }

  private track(table: string, field: string): void {
    this.sets.set(`${table}.${field}`, new KeySet());
  }
}

/** References that reject the row if the target is missing: the target's table is read first. */
export function getRejectingRefs(table: PlannedTable): PlannedRef[] {
  return table.refs.filter(({ missing }) => missing === "reject");
}

/** The tables that must be read before this one. */
export function getRequiredParents(plan: Plan, table: string): string[] {
  return [...new Set(getRejectingRefs(plan.tables.get(table)!).map(({ target }) => target))];
}

/** Reject reasons that come from the rows already read: a missing parent, a key that is taken. */
export function findKeyFaults(table: PlannedTable, keys: TableKeys, document: Document): RejectReason[] {
  return [...findOrphans(table, keys, document), ...findDuplicates(table, keys, document)];
}

/** Call it only for a document that is written: a rejected one must not affect its duplicates or children. */
export function rememberKeys(table: PlannedTable, keys: TableKeys, document: Document): void {
  for (const { field } of [table.id, ...table.lookups]) {
    const key = document[field];
    if (typeof key === "string") keys.get(table.name, field)?.add(key);
  }
  for (const fields of table.unique ?? []) {
    const values = joinValues(table, document, fields);
    if (values !== null) keys.get(table.name, fields.join("|"))?.add(values);
  }
}

function findOrphans(table: PlannedTable, keys: TableKeys, document: Document): RejectReason[] {
  return getRejectingRefs(table).flatMap(({ legacyField, columns, target, lookup }) => {
    const known = keys.get(target, lookup.field);
    return legacyKeysOf({ legacyField }, document)
      .filter((key) => known?.has(key) !== true)
      .map((key) => ({
        column: columns.join(", "),
        code: "orphan",
        message: `${target} has no row ${JSON.stringify(key)} that is migrated.`,
      }));
  });
}

function findDuplicates(table: PlannedTable, keys: TableKeys, document: Document): RejectReason[] {
  const reasons = (table.unique ?? []).flatMap((fields) => {
    const values = joinValues(table, document, fields);
    const isKnown = values !== null && keys.get(table.name, fields.join("|"))?.has(values) === true;
    return isKnown ? [duplicate("duplicate", fields.join(", "))] : [];
  });
  const id = document[table.id.field];
  const isKnown = typeof id === "string" && keys.get(table.name, table.id.field)?.has(id) === true;
  return isKnown ? [duplicate("duplicate_id", table.id.columns.join(", ")), ...reasons] : reasons;
}

function duplicate(code: string, column: string): RejectReason {
  return { column, code, message: `Another row has the same ${column}.` };
}

/** The values as one text; null if one is missing: as in SQL, NULL equals nothing. */
function joinValues(table: PlannedTable, document: Document, fields: readonly string[]): string | null {
  const values = fields.map((field) => document[storedName(table, field)] ?? null);
  return values.includes(null) ? null : canonicalValue(values);
}
