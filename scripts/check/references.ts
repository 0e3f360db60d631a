import type { Document } from "../../convex/shared/document/document.js";
import { legacyKeysOf } from "../../convex/shared/document/references.js";
import type { PlannedRef, PlannedTable } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import type { TableKeys } from "../rows/keys/tableKeys.js";
import { Examples, type Finding } from "./finding.js";
import { type Fingerprint, fingerprintText } from "../../convex/shared/document/fingerprint.js";
import type { DirectDocument } from "../rows/direct/directDocument.js";

/** Row keys kept beside references that wait for the rest of a table, so that orphans among them can be named. */
const namedAtMost = 50_000;

/** The orphans of one reference. */
export interface ReferenceCount {
  readonly field: string;
  readonly target: string;
  readonly orphans: number;
  /** Of those, the ones whose target is in the source and is rejected itself. */
  readonly ofRejected: number;
  /** And of those whose target the plan's filter leaves out. */
  readonly ofFiltered: number;
}

/** Of one table: the ids of its rows that are in the source and are not migrated. */
export interface UnmigratedKeys {
  readonly rejected: KeySet;
  readonly filtered: KeySet;
}

/** A reference, and the keys whose target rows had not been read yet when their own rows were. */
interface PendingReference {
  readonly ref: PlannedRef;
  /** Keys of the target's rows, as far as they were read. */
  readonly known: KeySet | undefined;
  readonly targets: HashList;
  readonly rows: string[];
}

/** Counts a table's orphans once every table is read. A reference that rejects its row is counted row by row instead. */
export class ReferenceCheck {
  private readonly pending: PendingReference[];

  constructor(
    private readonly table: PlannedTable,
    keys: TableKeys,
  ) {
    this.pending = table.refs
      .filter(({ missing }) => missing !== "reject")
      .map((ref) => ({ ref, known: keys.get(ref.target, ref.lookup.field), targets: new HashList(), rows: [] }));
  }

  take(key: string, document: Document): void {
    for (const { ref, known, targets, rows } of this.pending) {
      for (const target of legacyKeysOf(ref, document)) {
        if (known?.has(target)) continue;
        targets.add(target);
        if (rows.length < namedAtMost) rows.push(key);
      }
    }
  }

  takeDirect(document: DirectDocument): void {
    for (const { ref, known, targets, rows } of this.pending) {
      for (const hash of hashKeys(ref, document)) {
        if (known?.hasHash(hash)) continue;
        targets.addHash(hash);
        if (rows.length < namedAtMost) rows.push(document.key);
      }
    }
  }

  /** References to a table that was not read are not counted. */
  countOrphans(unmigrated: ReadonlyMap<string, UnmigratedKeys>): { counts: ReferenceCount[]; findings: Finding[] } {
    const counted = this.pending
      .filter(({ ref }) => unmigrated.has(ref.target))
      .map((pending) => ({ ref: pending.ref, ...this.countUnmatched(pending, unmigrated.get(pending.ref.target)!) }));
    return {
      counts: counted.map(({ ref, missing, ofRejected, ofFiltered }) => ({
        field: ref.name,
        target: ref.target,
        orphans: missing.count + ofRejected.count + ofFiltered.count,
        ofRejected: ofRejected.count,
        ofFiltered: ofFiltered.count,
      })),
      findings: counted.flatMap(({ ref, missing, ofRejected, ofFiltered }) => [
        ...orphanFinding(this.table, ref, "orphan", missing),
        ...orphanFinding(this.table, ref, "rejected_target", ofRejected),
        ...orphanFinding(this.table, ref, "filtered_target", ofFiltered),
      ]),
    };
  }

  private countUnmatched({ ref, known, targets, rows }: PendingReference, { rejected, filtered }: UnmigratedKeys) {
    const byId = ref.lookup.field === "legacyId";
    const missing = new Examples();
    const ofRejected = new Examples();
    const ofFiltered = new Examples();
    let at = 0;
    for (const hash of targets) {
      const row = rows[at++];
      if (known?.hasHash(hash)) continue;
      const isOf = (keys: KeySet) => byId && keys.hasHash(hash);
      const group = isOf(rejected) ? ofRejected : isOf(filtered) ? ofFiltered : missing;
      if (row === undefined) group.count += 1;
      else group.add(row);
    }
    return { missing, ofRejected, ofFiltered };
  }
}

/** Of the keys that a document has for a reference. */
function hashKeys({ legacyField, list }: PlannedRef, document: DirectDocument): readonly Fingerprint[] {
  if (list !== null) return legacyKeysOf({ legacyField }, document.pick([legacyField])).map(fingerprintText);
  const hash = document.hashKey(legacyField);
  return hash === null ? [] : [hash];
}

type OrphanCode = "orphan" | "rejected_target" | "filtered_target";

const targets: Readonly<Record<OrphanCode, (table: string) => string>> = {
  orphan: (table) => `no migrated row of ${table}`,
  rejected_target: (table) => `a row of ${table} that would itself be rejected`,
  filtered_target: (table) => `a row of ${table} that the plan's filter leaves out`,
};

function orphanFinding(
  { name }: PlannedTable,
  ref: PlannedRef,
  code: OrphanCode,
  { count, keys }: Examples,
): Finding[] {
  if (count === 0) return [];
  const isCleared = ref.missing === "clear";
  const what = isCleared ? "the plan clears them" : "they stay open issues after resolve";
  return [
    {
      code,
      level: isCleared ? "info" : "warning",
      table: name,
      column: ref.columns.join(", "),
      count,
      examples: keys,
      message: `${count === 1 ? "1 reference points" : `${count} references point`} to ${targets[code](ref.target)}; ${what}.`,
      remedy: remedyFor(ref, code),
    },
  ];
}

function remedyFor({ target, missing, list }: PlannedRef, code: OrphanCode): string {
  const render = (word: string) => (list === null ? word : `list(${word})`);
  if (code === "rejected_target") return `Fix the rejected rows of ${target}, and these references resolve.`;
  const migrate = code === "filtered_target" ? `Widen the filter of ${target}` : "Restore the targets";
  return missing === "clear"
    ? `${migrate} if they should be migrated; otherwise there is nothing to do.`
    : `${migrate}, or choose in plan.ts: ${render(`ref("${target}", { missing: "clear" })`)} or "reject".`;
}

/** Keys in the order they came, as 64 bits each: 8 bytes a key, whatever its length. */
export class HashList {
  private words = new Uint32Array(1 << 10);
  private used = 0;

  add(key: string): void {
    this.addHash(fingerprintText(key));
  }

  addHash({ high, low }: Fingerprint): void {
    if (this.used + 2 > this.words.length) this.grow();
    this.words[this.used++] = high;
    this.words[this.used++] = low;
  }

  *[Symbol.iterator](): Generator<Fingerprint> {
    for (let at = 0; at < this.used; at += 2) yield { high: this.words[at]!, low: this.words[at + 1]! };
  }

  private grow(): void {
    const grown = new Uint32Array(this.words.length * 2);
    grown.set(this.words);
    this.words = grown;
  }
}

/** Keys other than the id that references use: two rows with the same key make a reference ambiguous. */
export class DuplicateKeys {
  private readonly lookups;

  constructor(private readonly table: PlannedTable) {
    this.lookups = table.lookups.map((lookup) => ({ lookup, seen: new KeySet(), examples: new Examples() }));
  }

  take(key: string, document: Document): void {
    for (const { lookup, seen, examples } of this.lookups) {
      const value = document[lookup.field];
      if (typeof value === "string" && !seen.add(value)) examples.add(key);
    }
  }

  takeDirect(document: DirectDocument): void {
    for (const { lookup, seen, examples } of this.lookups) {
      const hash = document.hashKey(lookup.field);
      if (hash !== null && !seen.addHash(hash)) examples.add(document.key);
    }
  }

  findings(): Finding[] {
    return this.lookups
      .filter(({ examples }) => examples.count > 0)
      .map(({ lookup, examples: { count, keys } }) => ({
        code: "ambiguous_key",
        level: "warning",
        table: this.table.name,
        column: lookup.columns.join(", "),
        count,
        examples: keys,
        message: `${count === 1 ? "1 row has" : `${count} rows have`} the same key as an earlier row, and references use that key: they stay open issues.`,
        remedy: `Make ${lookup.columns.join(", ")} unique in the source, or let the references point to the id.`,
      }));
  }
}
