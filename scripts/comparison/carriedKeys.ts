import { type Fingerprint, fingerprintBytes, fingerprintText } from "../../convex/shared/document/fingerprint.js";
import type { Plan, PlannedRef } from "../../convex/shared/plan/plan.js";
import { readStrings } from "../rows/write/documentLines.js";
import { forEachLine } from "../run/files.js";
import type { Snapshot } from "../run/snapshot.js";
import { quote } from "../rows/direct/jsonText.js";
import { LineFields } from "./direct/lineFields.js";
import { FingerprintSet } from "./fingerprintSet.js";

/**
 * Tells whether the document of a snapshot that an id leads to carries a legacy key: 10 bytes for each document that a reference may
 * lead to, since only pairs of both are kept, as hashes.
 */
export class CarriedKeys {
  /** By target and field. */
  private readonly pairs = new Map<string, FingerprintSet>();
  /** Ids that carry a key at all. */
  private readonly ids = new Map<string, FingerprintSet>();

  private constructor(private readonly snapshot: Snapshot) {}

  /** `expected`: how many documents of a table carry keys. */
  static async read(plan: Plan, snapshot: Snapshot, expected: (table: string) => number): Promise<CarriedKeys> {
    const carried = new CarriedKeys(snapshot);
    const refs = [...plan.tables.values()].flatMap((table) => table.refs);
    for (const target of new Set(refs.map((ref) => ref.target))) {
      const fields = [...new Set(refs.filter((ref) => ref.target === target).map(({ lookup }) => lookup.field))];
      const sets = fields.map((field) => carried.put(carried.pairs, target, field, expected(target)));
      await readTarget(snapshot, target, fields, (field, pair) => sets[field]!.add(pair));
    }
    return carried;
  }

  /** The same of an id and a key in the quotes and escapes of JSON. */
  hasPair(
    ref: PlannedRef,
    line: Uint8Array,
    idStart: number,
    idEnd: number,
    keyStart: number,
    keyEnd: number,
  ): boolean {
    return this.pairs.get(nameOf(ref))!.has(hashPair(line, idStart, idEnd, keyStart, keyEnd));
  }

  /** null: the document carries no key, or is not there; before `learnIds` that cannot be told from another key. */
  carries(ref: PlannedRef, id: string, legacyKey: string): boolean | null {
    const pair = fingerprintText(JSON.stringify(id) + JSON.stringify(legacyKey));
    if (this.pairs.get(nameOf(ref))!.has(pair)) return true;
    const ids = this.ids.get(nameOf(ref));
    return ids === undefined || ids.has(fingerprintText(JSON.stringify(id))) ? false : null;
  }

  /** For whoever has to name what is wrong with these references: as much memory again. */
  async learnIds(refs: readonly PlannedRef[]): Promise<void> {
    for (const ref of refs) {
      if (this.ids.has(nameOf(ref))) continue;
      const ids = this.put(this.ids, ref.target, ref.lookup.field, 0);
      await readTarget(this.snapshot, ref.target, [ref.lookup.field], (_field, _pair, id) => ids.add(id()));
    }
  }

  private put(sets: Map<string, FingerprintSet>, target: string, field: string, expected: number): FingerprintSet {
    const set = new FingerprintSet(expected);
    sets.set(`${target}.${field}`, set);
    return set;
  }
}

function nameOf({ target, lookup }: PlannedRef): string {
  return `${target}.${lookup.field}`;
}

type TakePair = (field: number, pair: Fingerprint, id: () => Fingerprint) => void;

async function readTarget(snapshot: Snapshot, target: string, fields: readonly string[], take: TakePair) {
  const found = new LineFields(["_id", ...fields]);
  for await (const page of snapshot.pages(target)) {
    forEachLine(page, (start, end) => {
      if (found.read(page, start, end)) takeFields(page, found, fields.length, take);
      else takePlain(page.toString("utf8", start, end), fields, take);
    });
  }
}

function takeFields(page: Buffer, { starts, ends }: LineFields, count: number, take: TakePair): void {
  const [idStart, idEnd] = [starts[0]!, ends[0]!];
  if (page[idStart] !== quote) return;
  for (let field = 0; field < count; field++) {
    const start = starts[field + 1]!;
    if (start === -1 || page[start] !== quote) continue;
    const pair = hashPair(page, idStart, idEnd, start, ends[field + 1]!);
    take(field, pair, () => fingerprintBytes(page, idStart, idEnd));
  }
}

function takePlain(line: string, fields: readonly string[], take: TakePair): void {
  const { _id: id, ...others } = readStrings(line);
  if (typeof id !== "string") return;
  for (const [index, field] of fields.entries()) {
    const key = others[field];
    if (typeof key !== "string") continue;
    const text = JSON.stringify(id);
    take(index, fingerprintText(text + JSON.stringify(key)), () => fingerprintText(text));
  }
}

let pair = Buffer.allocUnsafe(1024);

function hashPair(line: Uint8Array, idStart: number, idEnd: number, keyStart: number, keyEnd: number): Fingerprint {
  const length = idEnd - idStart + keyEnd - keyStart;
  if (length > pair.length) pair = Buffer.allocUnsafe(2 * length);
  let to = 0;
  for (let at = idStart; at < idEnd; at++) pair[to++] = line[at]!;
  for (let at = keyStart; at < keyEnd; at++) pair[to++] = line[at]!;
  return fingerprintBytes(pair, 0, to);
}
