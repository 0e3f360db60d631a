import { type Fingerprint, fingerprintText } from "../../convex/shared/document/fingerprint.js";
import type { PlannedRef, PlannedTable } from "../../convex/shared/plan/plan.js";
import { neverZero } from "./hashMap.js";
import type { Value } from "convex/values";
import { canonicalValue } from "../../convex/shared/document/canonical.js";
import { canonicalFields, type Document } from "../../convex/shared/document/document.js";
import { idsOf, legacyKeysOf } from "../../convex/shared/document/references.js";
import type { ComponentRecords, Match } from "./componentRecords.js";
import { hashKey, type References } from "./references.js";

/** Canonical text by field. References stand as the hash of the legacy key they lead to. */
export type Texts = ReadonlyMap<string, string>;

export function fingerprintTexts(texts: Texts): Fingerprint {
  const sorted = [...texts].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return neverZero(fingerprintText(JSON.stringify(sorted)));
}

/** The fields in which two documents differ. */
export function differingFields(left: Texts, right: Texts): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

/** What the migration brought. Of a row that became part of an account: only what the account got from it. */
export function exportedTexts(table: PlannedTable, document: Document, match: Match | undefined): Texts {
  const texts = canonicalFields(table, document, ({ legacyField }) => hashKeys(document[legacyField]));
  return onlyFilled(table, texts, match);
}

/** What a document of the app's own holds. Of an account that rows became part of: what it had before. */
export function ownTexts(table: PlannedTable | null, document: Document, matches: readonly Match[]): Texts {
  const left = new Set(["_id", ...matches.flatMap((match) => [...filledFields(table, match)])]);
  return new Map(
    Object.entries(document)
      .filter(([name, value]) => !left.has(name) && value !== undefined)
      .map(([name, value]) => [name, canonicalValue(value)]),
  );
}

/** Reads the documents of a snapshot so that they are comparable with exported ones. */
export class DocumentReader {
  constructor(
    private readonly references: References,
    private readonly records: ComponentRecords,
  ) {}

  /** Equal to `exportedTexts` while nobody has written to the document. */
  migratedTexts(table: PlannedTable, document: Document, match: Match | undefined): Texts {
    const kept = new Map(match?.kept.map(({ field, value }) => [field, value]));
    const restored: Document = { ...document, ...Object.fromEntries(kept) };
    const texts = canonicalFields(table, restored, (ref) =>
      kept.has(ref.name) ? hashKeys(kept.get(ref.name)) : this.hashReference(table, document, ref),
    );
    return onlyFilled(table, match === undefined ? [...texts, ...addedTexts(table, document)] : texts, match);
  }

  private hashReference(table: PlannedTable, document: Document, ref: PlannedRef): Hashes {
    return ref.list === null ? this.refHash(table, document, ref) : this.listHashes(table, document, ref);
  }

  /** The hashes of a list's keys in their order: one without an id counts where it never had one. Other lists are their users'. */
  private listHashes(table: PlannedTable, document: Document, ref: PlannedRef): readonly string[] | undefined {
    const keys = legacyKeysOf(ref, document);
    const ids = idsOf(ref, document);
    const isThere = (document[ref.name] ?? undefined) !== undefined;
    const row = document[table.id.field] as string;
    // It was written once, so somebody has taken it away.
    const isGone = this.records.resolved.has(table.name) && !this.records.isUnresolved(table.name, row, ref.name);
    if (!isThere) return isGone || document[ref.legacyField] === undefined ? undefined : keys.map(hashKey);
    const hashes: string[] = [];
    let at = 0;
    for (const key of keys) {
      const id = ids[at];
      if (id !== undefined && this.leadsTo(ref, key, id)) at++;
      else if (!this.records.isUnresolved(table.name, row, ref.name, key)) continue;
      hashes.push(hashKey(key));
    }
    if (at === ids.length) return hashes;
    return ids.map((id) => this.references.hashOf(ref, id) ?? `document ${id}`);
  }

  /** Somebody may have deleted the document that the key led to: that is a write to that one, not to this. */
  private leadsTo(ref: PlannedRef, key: string, id: string): boolean {
    const { target, lookup } = ref;
    if (this.records.isAlias(target, lookup.field, key, id)) return true;
    const hash = this.references.hashOf(ref, id);
    return hash === undefined ? !this.references.isKnown(ref, key) : hash === hashKey(key);
  }

  /** The hash of the legacy key a reference leads to; undefined where the document has no such reference. */
  private refHash(table: PlannedTable, document: Document, ref: PlannedRef): string | undefined {
    const id = document[ref.name];
    const legacyKey = document[ref.legacyField];
    if (typeof id === "string") {
      const { target, lookup } = ref;
      if (typeof legacyKey === "string" && this.records.isAlias(target, lookup.field, legacyKey, id))
        return hashKey(legacyKey);
      const hash = this.references.hashOf(ref, id);
      // Somebody deleted the document it leads to: that is a write to that one, not to this.
      const isGone = typeof legacyKey === "string" && !this.references.isKnown(ref, legacyKey);
      return hash ?? (isGone ? hashKey(legacyKey) : `document ${id}`);
    }
    if (typeof legacyKey !== "string") return undefined;
    const isWritten =
      this.records.resolved.has(table.name) &&
      !this.records.isUnresolved(table.name, document[table.id.field] as string, ref.name);
    // It was written once, so somebody has taken it away.
    return isWritten ? undefined : hashKey(legacyKey);
  }
}

/** Fields the plan knows nothing of. */
function addedTexts(table: PlannedTable, document: Document): [string, string][] {
  const planned = new Set([
    "_id",
    "_creationTime",
    ...table.fields.map(({ name }) => name),
    ...table.refs.map(({ name }) => name),
    ...table.legacyFields,
  ]);
  return Object.entries(document)
    .filter(([name, value]) => !planned.has(name) && value !== undefined)
    .map(([name, value]) => [name, canonicalValue(value)]);
}

/** Never the creation time: no user can change it, and where the source has, Convex keeps what it had. */
function onlyFilled(table: PlannedTable, texts: readonly [string, string][], match: Match | undefined): Texts {
  if (match === undefined) return new Map(texts.filter(([name]) => name !== "_creationTime"));
  const filled = filledFields(table, match);
  return new Map(texts.filter(([name]) => filled.has(name)));
}

/** A document without what these merges gave it. Keys of the document's own row stay. */
export function withoutFilled(table: PlannedTable, document: Document, matches: readonly Match[]): Document {
  const gone = new Set(matches.flatMap((match) => [...filledFields(table, match)]));
  return Object.fromEntries(Object.entries(document).filter(([name]) => !gone.has(name)));
}

/** With a reference's legacy field comes the reference. */
export function filledFields(table: PlannedTable | null, { filled }: Match): Set<string> {
  const refs = table?.refs.filter(({ legacyField }) => filled.includes(legacyField)) ?? [];
  return new Set([...filled, ...refs.map(({ name }) => name)]);
}

type Hashes = string | readonly string[] | undefined;

/** Of a legacy key, or of each in a list. */
function hashKeys(legacy: Value | undefined): Hashes {
  if (Array.isArray(legacy)) return legacy.map((key) => hashKey(key as string));
  return typeof legacy === "string" ? hashKey(legacy) : undefined;
}
