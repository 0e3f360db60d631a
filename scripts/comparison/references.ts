import { fingerprintText, renderFingerprint } from "../../convex/shared/document/fingerprint.js";
import type { Plan, PlannedRef } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { readStrings } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";
import { HashMap, isSame, neverZero } from "./hashMap.js";

interface Target {
  /** Ids → the hash of the legacy key their document carries. */
  readonly keys: HashMap;
  /** Those legacy keys; null where nobody asks for them. */
  readonly known: KeySet | null;
}

export interface ReferenceOptions {
  /** About how many documents a table has. */
  readonly expected?: (table: string) => number;
  /** Whether `isKnown` is asked. */
  readonly withKeys?: boolean;
}

/** Leads ids of a snapshot back to the legacy keys they stand for, as hashes: flat in what a key or a document holds. */
export class References {
  private constructor(private readonly targets: ReadonlyMap<string, Target>) {}

  static async read(plan: Plan, snapshot: Snapshot, options: ReferenceOptions = {}): Promise<References> {
    const targets = new Map<string, Target>();
    const refs = [...plan.tables.values()].flatMap((table) => table.refs);
    for (const ref of refs) {
      const name = nameOf(ref);
      if (!targets.has(name)) targets.set(name, await readTarget(snapshot, ref, options));
    }
    return new References(targets);
  }

  /** The hash of the key this id's document carries; undefined where it carries none, or is not there. */
  hashOf(ref: PlannedRef, id: string): string | undefined {
    const hash = this.targets.get(nameOf(ref))!.keys.get(id);
    return hash === undefined ? undefined : renderFingerprint(hash);
  }

  /** Whether this id's document carries the key; null where it carries none, or is not there. */
  carries(ref: PlannedRef, id: string, legacyKey: string): boolean | null {
    const hash = this.targets.get(nameOf(ref))!.keys.get(id);
    return hash === undefined ? null : isSame(hash, neverZero(fingerprintText(legacyKey)));
  }

  /** Whether a document of the target carries this legacy key. */
  isKnown(ref: PlannedRef, legacyKey: string): boolean {
    return this.targets.get(nameOf(ref))!.known!.has(legacyKey);
  }
}

export function hashKey(legacyKey: string): string {
  return renderFingerprint(fingerprintText(legacyKey));
}

/** The legacy keys of these ids, as text; ids of documents without one are left out. */
export async function readKeys(snapshot: Snapshot, ref: PlannedRef, ids: ReadonlySet<string>) {
  const keys = new Map<string, string>();
  if (ids.size === 0) return keys;
  for await (const { id, key } of readTargetKeys(snapshot, ref)) if (ids.has(id)) keys.set(id, key);
  return keys;
}

async function readTarget(snapshot: Snapshot, ref: PlannedRef, options: ReferenceOptions): Promise<Target> {
  const { expected = () => 0, withKeys = true } = options;
  const keys = new HashMap(expected(ref.target));
  const known = withKeys ? new KeySet() : null;
  for await (const { id, key } of readTargetKeys(snapshot, ref)) {
    const hash = fingerprintText(key);
    keys.set(id, hash);
    known?.addHash(hash);
  }
  return { keys, known };
}

async function* readTargetKeys(snapshot: Snapshot, { target, lookup }: PlannedRef) {
  for await (const line of snapshot.lines(target)) {
    const { _id: id, [lookup.field]: key } = readStrings(line);
    if (typeof id === "string" && typeof key === "string") yield { id, key };
  }
}

function nameOf({ target, lookup }: PlannedRef): string {
  return `${target}.${lookup.field}`;
}
