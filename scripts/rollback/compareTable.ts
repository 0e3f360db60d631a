import type { Value } from "convex/values";
import type { Document } from "../../convex/shared/document/document.js";
import type { PlannedRef, PlannedTable } from "../../convex/shared/plan/plan.js";
import { idsOf } from "../../convex/shared/document/references.js";
import { decodeDocument, readDocumentLines, readStrings } from "../rows/write/documentLines.js";
import type { TableCounts } from "../run/manifest.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Snapshot } from "../run/snapshot.js";
import {
  differingFields,
  type DocumentReader,
  exportedTexts,
  fingerprintTexts,
  ownTexts,
  type Texts,
  withoutFilled,
} from "../comparison/documentTexts.js";
import { readKeys } from "../comparison/references.js";
import { HashMap, isSame } from "../comparison/hashMap.js";
import { isAccount, type ComponentRecords, type Match } from "../comparison/componentRecords.js";
import { withoutSetAside } from "./givenBack.js";
import type { Write } from "./write.js";

/** Where a table's documents come from, and how they are now. */
export interface Compared {
  readonly table: PlannedTable;
  readonly before: Snapshot;
  readonly beforeRecords: ComponentRecords;
  readonly now: Snapshot;
  readonly records: ComponentRecords;
  readonly reader: DocumentReader;
  /** What the migration brought; null where nothing was exported. */
  readonly exported: { readonly run: RunDirectory; readonly counts: TableCounts } | null;
  /** Whether the load is known to have brought it. */
  readonly isLoaded: boolean;
}

interface Changed {
  readonly kind: "inserted" | "changed";
  readonly legacyKey: string | null;
}

/**
 * Everything people did to one table: first what was there before or was brought is learned as hashes, then every document
 * of now is compared, then those that differ are read again. Memory: some 22 bytes a row, and the documents that differ.
 */
export class TableComparison {
  /** By legacy key. */
  private brought = new HashMap();
  /** By id. */
  private own = new HashMap();
  private readonly changed = new Map<string, Changed>();
  private readonly ids = new Map<PlannedRef, Set<string>>();

  constructor(private readonly compared: Compared) {}

  async *writes(): AsyncGenerator<Write> {
    await this.learn();
    await this.compare();
    const isDeletedKnown = this.compared.isLoaded || this.brought.missing < this.brought.size;
    const before = new Map<string, Texts>();
    for await (const [legacyKey, texts] of this.readBrought()) {
      if (this.brought.get(legacyKey) === undefined) before.set(`key ${legacyKey}`, texts);
      else if (isDeletedKnown) yield deleted({ legacyKey });
    }
    for await (const [id, texts, isEarlierLoad] of this.readOwn()) {
      if (this.own.get(id) === undefined) before.set(`id ${id}`, texts);
      // The load itself removes what an earlier one brought.
      else if (!isEarlierLoad || !isDeletedKnown) yield deleted({ id });
    }
    yield* this.readChanged(before);
  }

  private async learn(): Promise<void> {
    const { exported } = this.compared;
    this.brought = new HashMap(exported?.counts.written ?? 0);
    for await (const [key, texts] of this.readBrought(true)) this.brought.set(key, fingerprintTexts(texts));
    for await (const [id, texts] of this.readOwn(true)) this.own.set(id, fingerprintTexts(texts));
  }

  private async compare(): Promise<void> {
    for await (const document of this.documentsNow()) {
      const change = this.compareOne(document);
      if (change === null) continue;
      this.changed.set(document._id as string, change);
      for (const ref of this.compared.table.refs) this.want(ref, idsOf(ref, document));
    }
  }

  private compareOne(document: Document): Changed | null {
    const id = document._id as string;
    const legacyKey = document[this.compared.table.id.field] as string | undefined;
    const isSameRow = legacyKey === undefined ? null : this.meetRows(document, legacyKey);
    const isOwn = isSameRow === null || isAccount(this.compared.table, this.matchesOf(id));
    const isSameOwn = isOwn ? this.meet(this.own, id, this.ownTexts(document)) : null;
    if (isSameRow === null && isSameOwn === null) return { kind: "inserted", legacyKey: null };
    return isSameRow === false || isSameOwn === false ? { kind: "changed", legacyKey: legacyKey ?? null } : null;
  }

  /** Every row that the document stands for: its own, and those that became part of it. */
  private meetRows(document: Document, legacyKey: string): boolean | null {
    const others = this.matchesOf(document._id as string).filter((match) => match.legacyKey !== legacyKey);
    const isSameRow = this.meet(this.brought, legacyKey, this.migrated(document, legacyKey));
    const areSame = others.map((match) =>
      this.meet(this.brought, match.legacyKey, this.migrated(document, match.legacyKey)),
    );
    return isSameRow === null ? null : isSameRow && !areSame.includes(false);
  }

  /** Whether it is as it was; null where it was not there. */
  private meet(map: HashMap, key: string, texts: Texts): boolean | null {
    const expected = map.get(key);
    if (expected === undefined) return null;
    map.markFound(key);
    return isSame(expected, fingerprintTexts(texts));
  }

  private async *readChanged(before: ReadonlyMap<string, Texts>): AsyncGenerator<Write> {
    if (this.changed.size === 0) return;
    const keys = new Map<string, ReadonlyMap<string, string>>();
    for (const [ref, ids] of this.ids) keys.set(ref.name, await readKeys(this.compared.now, ref, ids));
    for await (const line of this.compared.now.lines(this.compared.table.name)) {
      const change = this.changed.get(readStrings(line)._id as string);
      if (change === undefined) continue;
      const document = withoutSetAside(this.compared.table.name, decodeDocument(line, "zip"));
      const names = change.kind === "inserted" ? fieldNames(document) : this.differing(document, change, before);
      yield this.toWrite(document, change, names, keys);
    }
  }

  private differing(document: Document, { legacyKey }: Changed, before: ReadonlyMap<string, Texts>): string[] {
    const id = document._id as string;
    const own = before.get(`id ${id}`);
    const keys = [legacyKey, ...this.matchesOf(id).map((match) => match.legacyKey)];
    const rows = [...new Set(keys)].flatMap((key) => {
      const row = key === null ? undefined : before.get(`key ${key}`);
      return row === undefined ? [] : differingFields(row, this.migrated(document, key!));
    });
    const names = [...rows, ...(own === undefined ? [] : differingFields(own, this.ownTexts(document)))];
    return [...new Set(names)];
  }

  private toWrite(
    document: Document,
    { kind, legacyKey }: Changed,
    names: readonly string[],
    keys: ReadonlyMap<string, ReadonlyMap<string, string>>,
  ): Write {
    const present = names.filter((name) => document[name] !== undefined);
    const refs = present.filter((name) => keys.has(name) && document[name] !== null);
    return {
      kind,
      legacyKey,
      id: document._id as string,
      fields: Object.fromEntries(present.map((name) => [name, document[name]])),
      removed: names.filter((name) => document[name] === undefined),
      references: Object.fromEntries(refs.map((name) => [name, keysFor(document[name], keys.get(name)!)])),
      own: this.matchesOf(document._id as string).flatMap(({ kept }) => kept.map(({ field }) => field)),
    };
  }

  /** What the document has of one of the rows it stands for. */
  private migrated(document: Document, legacyKey: string): Texts {
    const { reader, table } = this.compared;
    const all = this.matchesOf(document._id as string);
    const match = all.find((each) => each.legacyKey === legacyKey);
    const others = all.filter((each) => each !== match);
    return reader.migratedTexts(table, withoutFilled(table, document, others), match);
  }

  private ownTexts(document: Document): Texts {
    return ownTexts(this.compared.table, document, this.matchesOf(document._id as string));
  }

  private matchesOf(id: string): readonly Match[] {
    return this.compared.records.matches.get(this.compared.table.name)?.get(id) ?? [];
  }

  private want(ref: PlannedRef, ids: readonly string[]): void {
    const wanted = this.ids.get(ref) ?? new Set();
    for (const id of ids) this.ids.set(ref, wanted.add(id));
  }

  private async *documentsNow(): AsyncGenerator<Document> {
    const { now, table } = this.compared;
    for await (const line of now.lines(table.name)) yield withoutSetAside(table.name, decodeDocument(line, "zip"));
  }

  /** What was brought, by legacy key; the second time only what is deleted or changed. */
  private async *readBrought(all = false): AsyncGenerator<[legacyKey: string, texts: Texts]> {
    const { table, exported, records } = this.compared;
    if (exported === null) return;
    const matches = new Map(
      [...(records.matches.get(table.name)?.values() ?? [])].flat().map((each) => [each.legacyKey, each]),
    );
    const changed = new Set([...this.changed.values()].map(({ legacyKey }) => legacyKey));
    if (!all && changed.size === 0 && this.brought.missing === 0) return;
    for await (const line of readDocumentLines(exported.run, exported.counts)) {
      const key = readStrings(line)[table.id.field] as string;
      if (!all && !changed.has(key) && this.brought.get(key) === undefined) continue;
      yield [key, exportedTexts(table, decodeDocument(line, exported.counts.format), matches.get(key))];
    }
  }

  /** The app's own documents from before, by id, as the load put them back; the second time as above. */
  private async *readOwn(all = false): AsyncGenerator<[id: string, texts: Texts, isEarlierLoad: boolean]> {
    const { table, before, beforeRecords } = this.compared;
    if (!all && this.changed.size === 0 && this.own.missing === 0) return;
    for await (const line of before.lines(table.name)) {
      const id = readStrings(line)._id as string;
      if (!all && !this.changed.has(id) && this.own.get(id) === undefined) continue;
      const document = decodeDocument(line, "zip");
      const earlier = beforeRecords.matches.get(table.name)?.get(id) ?? [];
      const isEarlierLoad = document[table.id.field] !== undefined && !isAccount(this.compared.table, earlier);
      const matches = [...earlier, ...this.matchesOf(id)];
      yield [id, ownTexts(table, document, matches), isEarlierLoad];
    }
  }
}

/** The legacy keys that ids lead to, in their order. */
function keysFor(value: Value | undefined, keys: ReadonlyMap<string, string>): Write["references"][string] {
  if (Array.isArray(value)) return value.map((id) => keys.get(id as string) ?? null);
  return keys.get(value as string) ?? null;
}

function fieldNames(document: Document): string[] {
  return Object.keys(document).filter((name) => name !== "_id");
}

function deleted({ legacyKey = null, id = null }: { legacyKey?: string | null; id?: string | null }): Write {
  return { kind: "deleted", legacyKey, id, fields: {}, removed: [], references: {}, own: [] };
}
