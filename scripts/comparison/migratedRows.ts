import { canonicalValue } from "../../convex/shared/document/canonical.js";
import type { Document } from "../../convex/shared/document/document.js";
import { idsOf, legacyKeysOf } from "../../convex/shared/document/references.js";
import { type OwnValue, ownRefs, type Row, rowFields, rowsOf } from "../../convex/shared/document/rows.js";
import {
  matchFields,
  matchKeyOf,
  type Plan,
  type PlannedRef,
  type PlannedTable,
} from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import type { CarriedKeys } from "./carriedKeys.js";
import type { ComponentRecords, Match } from "./componentRecords.js";
import type { FieldDifference } from "./difference.js";

/** A row as a document of a deployment's export has it. */
export interface MigratedRow {
  readonly legacyKey: string;
  /** Canonical text by field, ids as the legacy keys they lead to: as an exported document gives them, while nothing differs. */
  readonly fields: readonly [name: string, text: string][];
  /** What is wrong about its references, by field. */
  readonly references: ReadonlyMap<string, Exclude<FieldDifference["kind"], "value" | "user">>;
  /** Ids of the references that lead to another document than they should, by field. */
  readonly strangers: ReadonlyMap<string, string>;
  /** The row became part of an account whose address is another one. */
  readonly otherUser: FieldDifference | null;
  readonly keptInConvex: number;
  readonly isGone: boolean;
}

const nobody: readonly Match[] = [];
const nothingOwn: readonly OwnValue[] = [];

/** Reads documents of a deployment's export as the rows they stand for. */
export class MigratedRows {
  private readonly gone = new KeySet();

  constructor(
    private readonly plan: Plan,
    private readonly carried: Pick<CarriedKeys, "carries">,
    private readonly records: ComponentRecords,
  ) {
    for (const [table, byId] of records.ownValues)
      for (const { legacyKey } of byId.get("") ?? nothingOwn) this.gone.add(nameOf(table, legacyKey));
  }

  /** Whether people have deleted the row's document, and a catch-up has left it so. */
  isGone(table: string, legacyKey: string): boolean {
    return this.gone.has(nameOf(table, legacyKey));
  }

  /** Tells the documents of which the component has more to say than they do; null: there are none. */
  recordedIn(table: string): ((id: string) => boolean) | null {
    const [matches, own] = [this.records.matches.get(table), this.records.ownValues.get(table)];
    if (matches === undefined && own === undefined) return null;
    return (id) => matches?.has(id) === true || own?.has(id) === true;
  }

  /** None for a document of the app's own. */
  read(table: PlannedTable, document: Document): MigratedRow[] {
    if (document[table.id.field] === undefined) return [];
    const id = document._id as string;
    const matches = this.records.matches.get(table.name)?.get(id) ?? nobody;
    const own = this.records.ownValues.get(table.name)?.get(id) ?? nothingOwn;
    return rowsOf(table, document, matches, own).map((row) => {
      const match = matches.find(({ legacyKey }) => legacyKey === row.legacyKey);
      return this.readRow(table, document, row, match);
    });
  }

  private readRow(table: PlannedTable, document: Document, row: Row, match: Match | undefined): MigratedRow {
    const faults = new Map<string, "reference" | "dangling" | "unresolved">();
    const strangers = new Map<string, string>();
    const keys = new Map<string, string | readonly string[]>();
    for (const ref of ownRefs(table, row)) {
      const followed = ref.list === null ? this.follow(table, document, ref) : this.followList(table, document, ref);
      if (followed.key !== undefined) keys.set(ref.name, followed.key);
      if (followed.fault !== undefined) faults.set(ref.name, followed.fault);
      if (followed.fault === "reference" && ref.list === null) strangers.set(ref.name, document[ref.name] as string);
    }
    const { legacyKey, keptInConvex, isGone } = row;
    const fields = rowFields(table, document, row, (ref) => keys.get(ref.name));
    const otherUser = findOtherUser(table, document, match);
    return { legacyKey, fields, references: faults, strangers, otherUser, keptInConvex, isGone };
  }

  /** A reference's key is the one its target carries, not the one the document says it should be. */
  private follow(table: PlannedTable, document: Document, ref: PlannedRef): Followed {
    const id = document[ref.name];
    const key = document[ref.legacyField] as string | undefined;
    if (id === undefined || id === null) {
      if (key === undefined) return {};
      return this.isExplained(table, document, ref) ? { key } : { fault: "unresolved" };
    }
    return typeof id === "string"
      ? this.followId(ref, id, key)
      : { key: `dangling:${canonicalValue(id)}`, fault: "dangling" };
  }

  /** Each key of a list in its order has the next id, where that one leads to it, or none where that is an issue. */
  private followList(table: PlannedTable, document: Document, ref: PlannedRef): Followed {
    const ids = idsOf(ref, document);
    if ((document[ref.name] ?? undefined) === undefined && document[ref.legacyField] === undefined) return {};
    const keys: string[] = [];
    let [at, isUnexplained] = [0, false];
    for (const key of legacyKeysOf(ref, document)) {
      const id = ids[at];
      if (id !== undefined && this.followId(ref, id, key).fault === undefined) at++;
      else if (!this.isExplained(table, document, ref, key)) {
        isUnexplained = true;
        continue;
      }
      keys.push(key);
    }
    if (at === ids.length) return isUnexplained ? { key: keys, fault: "unresolved" } : { key: keys };
    const found = ids.map((id) => this.followId(ref, id, undefined));
    const isDangling = found.some(({ fault }) => fault === "dangling");
    return { key: found.map(({ key }) => key as string), fault: isDangling ? "dangling" : "reference" };
  }

  private followId(ref: PlannedRef, id: string, key: string | undefined): Followed {
    const { target, lookup } = ref;
    const carries = this.carried.carries(ref, id, key ?? "");
    if (key !== undefined && carries === true) return { key };
    if (key !== undefined && this.records.isAlias(target, lookup.field, key, id)) return { key };
    if (carries !== null) return { key: `document ${id}`, fault: "reference" };
    const isRowKey = lookup.field === this.plan.tables.get(target)?.id.field;
    if (key !== undefined && isRowKey && this.isGone(target, key)) return { key };
    return { key: `dangling:${id}`, fault: "dangling" };
  }

  private isExplained(table: PlannedTable, document: Document, ref: PlannedRef, key?: string): boolean {
    return this.records.isUnresolved(table.name, document[table.id.field] as string, ref.name, key);
  }
}

interface Followed {
  /** Of a list its keys, in their order. */
  readonly key?: string | readonly string[];
  readonly fault?: "reference" | "dangling" | "unresolved";
}

function nameOf(table: string, legacyKey: string): string {
  return JSON.stringify([table, legacyKey]);
}

/** Whom a row was matched to by its address has that address; whom somebody chose may have any. */
function findOtherUser(table: PlannedTable, document: Document, match: Match | undefined): FieldDifference | null {
  if (match === undefined || match.class !== "one_to_one" || match.value === null) return null;
  const imported = matchKeyOf(table, document);
  if (imported === match.value) return null;
  return { name: matchFields(table).join(", "), kind: "user", exported: match.value, imported };
}
