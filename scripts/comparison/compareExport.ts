import {
  canonicalFields,
  type Document,
  exportedRefKey,
  fingerprintExported,
  fingerprintFields,
  hideSecrets,
} from "../../convex/shared/document/document.js";
import { Checksums } from "../../convex/shared/document/fingerprint.js";
import type { Plan, PlannedRef, PlannedTable } from "../../convex/shared/plan/plan.js";
import { decodeDocument, readDocumentLines } from "../rows/write/documentLines.js";
import type { TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Snapshot } from "../run/snapshot.js";
import { CutoverError } from "../errors.js";
import { readComponentRecords } from "./componentRecords.js";
import { compareFields, type Difference, type FieldDifference } from "./difference.js";
import { rowFailures } from "../rows/failures.js";
import { HashMap, isSame, neverZero } from "./hashMap.js";
import { type MigratedRow, MigratedRows } from "./migratedRows.js";
import { readKeys, References } from "./references.js";

/** What was migrated, and a `convex export` of where it went. */
export interface Migrated {
  readonly plan: Plan;
  /** Where the exported documents lie. */
  readonly run: RunDirectory;
  readonly tables: readonly TableCounts[];
  readonly now: Snapshot;
  /** How many documents of a table are read, every few thousand. */
  readonly noteRows?: (table: string, rows: number) => void;
}

/** What reading a table came to. */
export interface ComparedTable {
  readonly table: string;
  /** Documents of the export that stand for a row. */
  documents: number;
  /** Values and documents that are users' own: known from a catch-up, and no difference. */
  kept: number;
}

/** Changed documents of a table that are named field by field; the others by key. Memory: their fields. */
const mostNamed = 10_000;
const rowsPerNote = 5_000;

/**
 * Compares every migrated document of a deployment's export with the one that was exported from the source, by legacy key.
 * Reads both once, those of a table with differences twice. Memory: some 22 bytes a document of the largest table, and as
 * many for each document that a reference may lead to.
 */
export class ExportComparison {
  readonly tables: ComparedTable[] = [];

  private constructor(
    private readonly migrated: Migrated,
    private readonly rows: MigratedRows,
  ) {}

  static async open(migrated: Migrated): Promise<ExportComparison> {
    const { plan, now, tables } = migrated;
    const written = new Map(tables.map((counts) => [counts.table, counts.written]));
    const expected = (table: string) => written.get(table) ?? 0;
    const references = await References.read(plan, now, { expected, withKeys: false });
    return new ExportComparison(migrated, new MigratedRows(plan, references, await readComponentRecords(now)));
  }

  async *differences(): AsyncGenerator<Difference> {
    for (const counts of this.migrated.tables) {
      const table = this.migrated.plan.tables.get(counts.table)!;
      yield* new TableComparison(this.migrated, this.rows, table, counts, this.begin(table.name)).differences();
    }
  }

  private begin(table: string): ComparedTable {
    const compared = { table, documents: 0, kept: 0 };
    this.tables.push(compared);
    return compared;
  }
}

/** A row that differs, until the exported one is read again. */
type Suspect = MigratedRow & { readonly id: string };

class TableComparison {
  private readonly expected: HashMap;
  private readonly suspects = new Map<string, Suspect>();
  /** Ids that lead elsewhere, for the keys they stand for. */
  private readonly strangers = new Map<string, Set<string>>();

  constructor(
    private readonly migrated: Migrated,
    private readonly rows: MigratedRows,
    private readonly table: PlannedTable,
    private readonly counts: TableCounts,
    private readonly compared: ComparedTable,
  ) {
    this.expected = new HashMap(counts.written);
  }

  async *differences(): AsyncGenerator<Difference> {
    await this.learn();
    for await (const line of this.migrated.now.lines(this.table.name)) {
      const document = decodeDocument(line, "zip");
      for (const row of this.rows.read(this.table, document)) yield* this.meet(document, row);
      if (this.compared.documents % rowsPerNote === 0) this.noteRows();
    }
    this.noteRows();
    if (this.suspects.size === 0 && this.expected.missing === 0) return;
    const keys = await this.readStrangers();
    for await (const { key, document } of this.exported()) {
      if (this.expected.get(key) !== undefined) yield* this.miss(key);
      const suspect = this.suspects.get(key);
      if (suspect !== undefined) yield this.name(suspect, this.fieldsOf(document), keys);
    }
  }

  private noteRows(): void {
    this.migrated.noteRows?.(this.table.name, this.compared.documents);
  }

  /** The exported documents as hashes; they must be those that were counted. */
  private async learn(): Promise<void> {
    const sums = new Checksums();
    for await (const { key, document } of this.exported()) {
      const fingerprint = fingerprintExported(this.table, document);
      sums.add(key, fingerprint);
      this.expected.set(key, neverZero(fingerprint));
    }
    const rendered = sums.render();
    if (this.counts.sums.every((sum, bucket) => sum === rendered[bucket])) return;
    throw new CutoverError(rowFailures.exportedFileChanged, {
      what: "The exported documents are not those that were counted",
      where: this.migrated.run.documents(this.table.name, this.counts.format),
      next: "Put the file back as it was. Without it: cutover verify --in-convex, which compares with the counts.",
    });
  }

  private *meet(document: Document, row: MigratedRow): Generator<Difference> {
    const { legacyKey: key } = row;
    this.compared.documents += 1;
    this.compared.kept += row.keptInConvex;
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

  private async *exported(): AsyncGenerator<{ key: string; document: Document }> {
    const { table, counts } = this;
    for await (const line of readDocumentLines(this.migrated.run, counts)) {
      const document = decodeDocument(line, counts.format);
      yield { key: document[table.id.field] as string, document };
    }
  }
}
