import { type Fingerprint, fingerprintText } from "../../../convex/shared/document/fingerprint.js";
import { joinKey } from "../../../convex/shared/kinds/index.js";
import type { Raw } from "../../../convex/shared/kinds/kind.js";
import type { LookupColumn } from "../../../convex/shared/plan/columns.js";
import type { PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { Source } from "../../sources/source.js";
import type { KeyAliases } from "../keys/aliases.js";

/** The rows that a lookup searches. */
interface LookupTarget {
  readonly index: LookupIndex;
  /** Whether the column it takes holds booleans. */
  readonly isBoolean: boolean;
  /** The value as it is after merging: rows that are merged into one count as one match. */
  readonly resolveMerged: (value: Raw) => Raw;
}

/** Read once, before the first row that needs them. */
export type Lookups = ReadonlyMap<LookupColumn, LookupTarget>;

/** `aliases` may be filled later: they are read when a row is looked up. */
export async function readLookups(
  source: Source,
  tables: readonly PlannedTable[],
  aliases: KeyAliases,
): Promise<Lookups> {
  const lookups = new Map<LookupColumn, LookupTarget>();
  for (const column of tables.flatMap(getLookupColumns)) {
    lookups.set(column, {
      ...(await readIndex(source, column)),
      resolveMerged: compileResolveMerged(column, tables, aliases),
    });
  }
  return lookups;
}

/** If the lookup takes the id of a table whose rows are merged: the id of the row that is kept. */
function compileResolveMerged(
  column: LookupColumn,
  tables: readonly PlannedTable[],
  aliases: KeyAliases,
): LookupTarget["resolveMerged"] {
  for (const table of tables.filter(({ merge }) => merge !== undefined)) {
    const part = table.parts.find(
      ({ sources, id }) => sources.includes(column.table) && id.columns.join() === column.take,
    );
    const kind = part?.id.parts[0];
    if (kind !== undefined) {
      return (value) => {
        const key = value === null ? null : kind.convert(value);
        return typeof key === "string" ? aliases.keptId(table, key) : value;
      };
    }
  }
  return (value) => value;
}

export function getLookupColumns({ parts }: PlannedTable): LookupColumn[] {
  return parts.flatMap(({ derived }) => derived.flatMap(([, column]) => (column.kind === "lookup" ? [column] : [])));
}

/** The columns that a lookup reads from its table. */
export function getColumnsRead({ where, take, latest }: LookupColumn): string[] {
  return [...new Set([...Object.keys(where), take, ...(latest === null ? [] : [latest.of])])];
}

/** A row that cannot be read is rejected in its own table; lookups do not find it. */
async function readIndex(source: Source, column: LookupColumn): Promise<Pick<LookupTarget, "index" | "isBoolean">> {
  const index = new LookupIndex();
  const { columns, booleans = [], pages } = await source.read(column.table, getColumnsRead(column));
  const keys = Object.keys(column.where).map((name) => columns.indexOf(name));
  const valueIndex = columns.indexOf(column.take);
  const timeIndex = column.latest === null ? -1 : columns.indexOf(column.latest.of);
  for await (const page of pages) {
    for (const row of page) {
      if ("broken" in row) continue;
      const key = joinKeyParts(keys.map((at) => row[at] ?? null));
      if (key !== null) index.add(key, row[valueIndex] ?? null, row[timeIndex] ?? null);
    }
  }
  return { index, isBoolean: booleans.includes(column.take) };
}

/** The key as text; null if a part is NULL, which equals nothing. */
export function joinKeyParts(parts: readonly Raw[]): string | null {
  return parts.some((part) => part === null) ? null : joinKey(parts as readonly string[]);
}

/** The result of a lookup. */
type LookupMatch =
  | { readonly kind: "one"; readonly value: string | null }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly values: readonly (string | null)[] };

const firstCapacity = 1 << 10;
const none = -1;

/**
 * Rows of another table by key: the key as a 64-bit hash, the value and the time to choose by as bytes. About 30 bytes a
 * row plus the two texts, so that millions of rows fit in memory.
 */
export class LookupIndex {
  private heads = new Int32Array(firstCapacity).fill(none);
  private next = new Int32Array(firstCapacity);
  private hashes = new Uint32Array(firstCapacity * 2);
  private ends = new Float64Array(firstCapacity * 2);
  private texts = Buffer.alloc(firstCapacity * 16);
  private size = 0;
  private used = 0;

  /** `at`: the time by which one of several rows is chosen; null without `latest`. */
  add(key: string, value: string | null, at: string | null): void {
    if (this.size === this.next.length) this.grow();
    const entry = this.size++;
    const hash = fingerprintText(key);
    this.hashes[entry * 2] = hash.high;
    this.hashes[entry * 2 + 1] = hash.low;
    this.ends[entry * 2] = this.append(value);
    this.ends[entry * 2 + 1] = this.append(at);
    this.link(entry, hash.low);
  }

  /** `notAfter` undefined: only the key counts. Otherwise rows without a time are no candidates. */
  find(key: string, notAfter: string | undefined): LookupMatch {
    const candidates = [...this.entriesOf(fingerprintText(key))].filter(
      (entry) => notAfter === undefined || this.isNotAfter(entry, notAfter),
    );
    const newest = notAfter === undefined ? candidates : this.newestOf(candidates);
    const [first] = newest;
    if (first === undefined) return { kind: "none" };
    if (newest.length > 1) return { kind: "several", values: newest.map((entry) => this.text(entry * 2)) };
    return { kind: "one", value: this.text(first * 2) };
  }

  private isNotAfter(entry: number, notAfter: string): boolean {
    const at = this.text(entry * 2 + 1);
    return at !== null && compareRaw(at, notAfter) <= 0;
  }

  /** More than one if several have the same newest time. */
  private newestOf(entries: readonly number[]): readonly number[] {
    const at = (entry: number) => this.text(entry * 2 + 1)!;
    return entries.reduce<number[]>((newest, entry) => {
      const order = newest.length === 0 ? 1 : compareRaw(at(entry), at(newest[0]!));
      if (order > 0) return [entry];
      return order === 0 ? [...newest, entry] : newest;
    }, []);
  }

  private *entriesOf(hash: Fingerprint): Generator<number> {
    const head = this.heads[hash.low & (this.heads.length - 1)]!;
    for (let entry = head; entry !== none; entry = this.next[entry]!) {
      if (this.hashes[entry * 2] === hash.high && this.hashes[entry * 2 + 1] === hash.low) yield entry;
    }
  }

  private link(entry: number, low: number): void {
    const slot = low & (this.heads.length - 1);
    this.next[entry] = this.heads[slot]!;
    this.heads[slot] = entry;
  }

  /** Returns where the text ends; for NULL a negative end, to distinguish it from the empty text. */
  private append(text: string | null): number {
    if (text === null) return -this.used - 1;
    const bytes = Buffer.byteLength(text);
    while (this.used + bytes > this.texts.length) this.texts = Buffer.concat([this.texts], this.texts.length * 2);
    this.used += this.texts.write(text, this.used);
    return this.used;
  }

  /** The text with this number: it begins where the previous one ended. */
  private text(number: number): string | null {
    const end = this.ends[number]!;
    if (end < 0) return null;
    const before = number === 0 ? 0 : this.ends[number - 1]!;
    return this.texts.toString("utf8", before < 0 ? -before - 1 : before, end);
  }

  private grow(): void {
    const capacity = this.next.length * 2;
    this.next = new Int32Array(capacity);
    this.hashes = copyInto(new Uint32Array(capacity * 2), this.hashes);
    this.ends = copyInto(new Float64Array(capacity * 2), this.ends);
    this.heads = new Int32Array(capacity).fill(none);
    for (let entry = 0; entry < this.size; entry++) this.link(entry, this.hashes[entry * 2 + 1]!);
  }
}

function copyInto<T extends Uint32Array | Float64Array>(target: T, from: T): T {
  target.set(from);
  return target;
}

const plainNumber = /^-?\d+(?:\.\d+)?$/;

/** Compares two values of one column as the source prints them: numbers by value, times (ISO, UTC) and words as text. */
export function compareRaw(left: string, right: string): number {
  if (plainNumber.test(left) && plainNumber.test(right)) {
    const difference = Number(left) - Number(right);
    if (difference !== 0 || left === right || left.includes(".") || right.includes(".")) return difference;
    return BigInt(left) < BigInt(right) ? -1 : 1;
  }
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
