import type { StoredDocument } from "./internals.js";

/** One revision of a document, as streaming export hands it out. */
export interface Revision {
  /** Nanoseconds since 1970; all of a transaction have the same. */
  ts: bigint;
  component: string;
  table: string;
  id: string;
  /** null: it was deleted. */
  document: StoredDocument | null;
}

interface LoggedRevision extends Revision {
  /** Which of the tables that had this name one after the other. */
  generation: number;
}

/** Older revisions are out of retention, as they are on a real deployment after days. */
const keptRevisions = 500_000;

/**
 * Every revision since the deployment started. A table that an import has swapped in brings its own revisions, of the time
 * at which they were written to the hidden table; those of the table that gave way are gone, and nothing says that its
 * documents were deleted: exactly what a deployment's log shows.
 */
export class DocumentLog {
  private revisions: LoggedRevision[] = [];
  private readonly generations = new Map<string, number>();
  private readonly tsOfDocument = new Map<string, bigint>();
  private last = 0n;
  private oldest = 0n;
  /** While an import swaps: the tables, and when their rows were written. */
  private swap: { tables: ReadonlySet<string>; ts: bigint } | undefined;

  /** A timestamp after everything that was written so far. */
  now(): bigint {
    const clock = BigInt(Date.now()) * 1_000_000n;
    this.last = clock > this.last ? clock : this.last + 1n;
    return this.last;
  }

  record(component: string, table: string, id: string, document: StoredDocument | undefined): void {
    // Streaming export leaves system tables out.
    if (table.startsWith("_")) return;
    const place = `${component}/${table}`;
    const isSwapped = this.swap?.tables.has(place) ?? false;
    if (document === undefined) this.tsOfDocument.delete(`${component}/${id}`);
    if (document === undefined && isSwapped) return;
    const ts = isSwapped ? (this.swap as { ts: bigint }).ts : this.last;
    const generation = this.generations.get(place) ?? 0;
    this.revisions.push({ ts, component, table, id, document: document ?? null, generation });
    if (document !== undefined) this.tsOfDocument.set(`${component}/${id}`, ts);
    if (this.revisions.length > 2 * keptRevisions) this.forgetOldest();
  }

  /** The transaction that is about to commit puts new tables in the place of these; their rows were written at `ts`. */
  swapTables(tables: readonly string[], ts: bigint): void {
    this.swap = { tables: new Set(tables), ts };
  }

  beginCommit(): void {
    this.now();
    for (const table of this.swap?.tables ?? []) this.generations.set(table, (this.generations.get(table) ?? 0) + 1);
  }

  /** Also after a transaction that failed. */
  endCommit(): void {
    if (this.swap !== undefined)
      this.revisions = this.revisions.toSorted((a, b) => (a.ts < b.ts ? -1 : Number(a.ts > b.ts)));
    this.swap = undefined;
  }

  /** Revisions of today's tables after this moment, oldest first; undefined when the log does not reach back that far. */
  after(cursor: bigint): Revision[] | undefined {
    if (cursor < this.oldest) return undefined;
    return this.revisions.filter(
      ({ ts, component, table, generation }) =>
        ts > cursor && generation === (this.generations.get(`${component}/${table}`) ?? 0),
    );
  }

  tsOf(component: string, id: string): bigint {
    return this.tsOfDocument.get(`${component}/${id}`) ?? 0n;
  }

  private forgetOldest(): void {
    const forgotten = this.revisions.splice(0, this.revisions.length - keptRevisions);
    this.oldest = forgotten.at(-1)?.ts ?? this.oldest;
  }
}
