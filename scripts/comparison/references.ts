import { fingerprintText, renderFingerprint } from "../../convex/shared/document/fingerprint.js";
import type { Plan, PlannedRef } from "../../convex/shared/plan/plan.js";
import { KeySet } from "../rows/keys/keySet.js";
import { readStrings } from "../rows/write/documentLines.js";
import type { Snapshot } from "../run/snapshot.js";
import { HashMap } from "./hashMap.js";

interface Target {
  /** Ids → the hash of the legacy key their document carries. */
  readonly keys: HashMap;
  /** Those legacy keys. */
  readonly known: KeySet;
}

/** Leads ids of a snapshot back to the legacy keys they stand for, as hashes: flat in what a key or a document holds. */
export class References {
  private constructor(private readonly targets: ReadonlyMap<string, Target>) {}

  static async read(plan: Plan, snapshot: Snapshot): Promise<References> {
    const targets = new Map<string, Target>();
    const refs = [...plan.tables.values()].flatMap((table) => table.refs);
    for (const ref of refs) {
      const name = nameOf(ref);
      if (!targets.has(name)) targets.set(name, await readTarget(snapshot, ref));
    }
    return new References(targets);
  }

  /** The hash of the key this id's document carries; undefined where it carries none, or is not there. */
  hashOf(ref: PlannedRef, id: string): string | undefined {
    const hash = this.targets.get(nameOf(ref))!.keys.get(id);
    return hash === undefined ? undefined : renderFingerprint(hash);
  }

  /** Whether a document of the target carries this legacy key. */
  isKnown(ref: PlannedRef, legacyKey: string): boolean {
    return this.targets.get(nameOf(ref))!.known.has(legacyKey);
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

async function readTarget(snapshot: Snapshot, ref: PlannedRef): Promise<Target> {
  const target = { keys: new HashMap(), known: new KeySet() };
  for await (const { id, key } of readTargetKeys(snapshot, ref)) {
    const hash = fingerprintText(key);
    target.keys.set(id, hash);
    target.known.addHash(hash);
  }
  return target;
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
