import {
  canonicalFields,
  type Document,
  exportedRefKey,
  fingerprintExported,
  fingerprintFields,
  hideSecrets,
} from "../../convex/shared/document/document.js";
import type { PlannedRef, PlannedTable } from "../../convex/shared/plan/plan.js";
import { CarriedKeys } from "./carriedKeys.js";
import { readComponentRecords } from "./componentRecords.js";
import { compareFields, type Difference, type FieldDifference } from "./difference.js";
import { HashMap, isSame, neverZero } from "./hashMap.js";
import type { ComparedTable, Migrated } from "./migrated.js";
import { type MigratedRow, MigratedRows } from "./migratedRows.js";
import { readKeys } from "./references.js";
import { Screening } from "./screening.js";

/** Changed documents of a table that are named field by field; the others by key. Memory: their fields. */
const mostNamed = 10_000;

/**
 * Compares every migrated document of a deployment's export with the one that was exported from the source, by legacy key: at first
 * sight by fingerprints alone, and then what is not equal. Reads both once, those of a table with differences up to three times.
 * Memory: some 10 bytes a document of the largest table, and as many for each document that a reference may lead to; where
 * documents differ, 40 for each of those.
 */
export class ExportComparison {
  readonly tables: ComparedTable[] = [];

  private constructor(
    private readonly migrated: Migrated,
    private readonly rows: MigratedRows,
    private readonly carried: CarriedKeys,
  ) {}

  static async open(migrated: Migrated): Promise<ExportComparison> {
    const { plan, now, tables } = migrated;
    const written = new Map(tables.map((counts) => [counts.table, counts.written]));
    const carried = await CarriedKeys.read(plan, now, (table) => written.get(table) ?? 0);
    return new ExportComparison(migrated, new MigratedRows(plan, carried, await readComponentRecords(now)), carried);
  }

  async *differences(): AsyncGenerator<Difference> {
    for (const counts of this.migrated.tables) {
      const table = this.migrated.plan.tables.get(counts.table)!;
      const compared = { table: table.name, documents: 0, kept: 0 };
      this.tables.push(compared);
      const screening = new Screening(this.migrated, table, counts, this.rows, this.carried);
      await screening.run(compared);
      if (screening.isClean) continue;
      await this.carried.learnIds(table.refs);
      yield* new TableComparison(this.migrated, this.rows, table, screening, compared).differences();
    }
  }
}

/** A row that differs, until the exported one is read again. */
type Suspect = MigratedRow & { readonly id: string };

/** Names what is different about the rows of a table that the first look has found. */
class TableComparison {
  private readonly expected = new HashMap();
  private readonly suspects = new Map<string, Suspect>();
  /** Ids that lead elsewhere, for the keys they stand for. */
  private readonly strangers = new Map<string, Set<string>>();

  constructor(
    private readonly migrated: Migrated,
    private readonly rows: MigratedRows,
    private readonly table: PlannedTable,
    private readonly screening: Screening,
    private readonly compared: ComparedTable,
  ) {}

  async *differences(): AsyncGenerator<Difference> {
    for await (const { key, document } of this.screening.exportedSuspects())
      this.expected.set(key, neverZero(fingerprintExported(this.table, document)));
    for await (const { document, row } of this.screening.deployedSuspects()) yield* this.meet(document, row);
    if (this.suspects.size === 0 && this.expected.missing === 0) return;
    const keys = await this.readStrangers();
    for await (const { key, document } of this.screening.exportedSuspects()) {
      if (this.expected.get(key) !== undefined) yield* this.miss(key);
      const suspect = this.suspects.get(key);
      if (suspect !== undefined) yield this.name(suspect, this.fieldsOf(document), keys);
    }
  }

  private *meet(document: Document, row: MigratedRow): Generator<Difference> {
    const { legacyKey: key } = row;
    if (row.isGone) return;
    const id = document._id as string;
    const difference = { table: this.table.name, key, id, fields: [] } as const;
    const fingerprint = this.expected.meet(key);
    if (fingerprint === "absent") return yield { ...difference, kind: "extra" };
    if (fingerprint === "again") return yield { ...difference, kind: "duplicate" };
    const isEqual = isSame(fingerprint, neverZero(fingerprintFields(row.fields)));
    if (isEqual && row.otherUser === null) return;
    if (this.suspects.size >= mostNamed) return yield { ...difference, kind: "changed" };
    this.suspects.set(key, { ...row, id });
    for (const [name, stranger] of row.strangers)
      this.strangers.set(name, (this.strangers.get(name) ?? new Set()).add(stranger));
  }

  private *miss(key: string): Generator<Difference> {
    if (!this.rows.isGone(this.table.name, key)) yield { table: this.table.name, key, kind: "missing", fields: [] };
    else this.compared.kept += 1;
  }

  private async readStrangers(): Promise<Map<string, ReadonlyMap<string, string>>> {
    const keys = new Map<string, ReadonlyMap<string, string>>();
    for (const [name, ids] of this.strangers) {
      const ref = this.table.refs.find((each) => each.name === name) as PlannedRef;
      keys.set(name, await readKeys(this.migrated.now, ref, ids));
    }
    return keys;
  }

  private name(
    suspect: Suspect,
    exported: ReadonlyMap<string, string>,
    keys: ReadonlyMap<string, ReadonlyMap<string, string>>,
  ): Difference {
    const imported = new Map(suspect.fields);
    for (const [name, id] of suspect.strangers) {
      const key = keys.get(name)?.get(id);
      if (key !== undefined) imported.set(name, JSON.stringify(key));
    }
    const hide = (fields: ReadonlyMap<string, string>) => new Map(hideSecrets(this.table.name, [...fields]));
    const fields = compareFields(hide(exported), hide(imported)).map((field): FieldDifference => ({
      ...field,
      kind: suspect.references.get(field.name) ?? this.kindOf(field),
    }));
    const all = suspect.otherUser === null ? fields : [...fields, suspect.otherUser];
    return { table: this.table.name, key: suspect.legacyKey, id: suspect.id, kind: "changed", fields: all };
  }

  /** What leads somewhere although the source says nothing there leads to another document. */
  private kindOf({ name }: FieldDifference): FieldDifference["kind"] {
    return this.table.refs.some((ref) => ref.name === name) ? "reference" : "value";
  }

  private fieldsOf(exported: Document): Map<string, string> {
    return new Map(canonicalFields(this.table, exported, exportedRefKey(exported)));
  }
}
