import type { LedgerEntry, LedgerOwner, OwnerChange, EntryOutcome } from "../../../convex/cutover/taskValidators.js";
import type { Ledger } from "../../../convex/client/calendar/ledger.js";
import { sumCounts, moveCount } from "../../../convex/cutover/ledgerCounts.js";

interface Book {
  owner: LedgerOwner;
  entries: Map<string, LedgerEntry>;
}

/** One transaction, as a line of a file can say it. */
export type Deed =
  | { kind: "add"; owners: readonly string[] }
  | { kind: "change"; owner: string; change: OwnerChange }
  | { kind: "record"; owner: string; entries: readonly { key: string; contents: string }[]; change: OwnerChange }
  | { kind: "recordOutcome"; owner: string; entries: readonly EntryOutcome[]; change: OwnerChange };

const fresh = { state: "listing", reason: null, cursor: null, attempts: 0, dueAt: 0, counts: {}, reasons: {} } as const;

/** The books in memory: a second implementation, whose deeds can be kept elsewhere and done again. */
export class MemoryLedger implements Ledger {
  readonly books = new Map<string, Book>();

  constructor(private readonly keep: (deed: Deed) => void = () => undefined) {}

  apply(deed: Deed): void {
    switch (deed.kind) {
      case "add":
        for (const owner of deed.owners) this.ensure(owner);
        return;
      case "change":
        this.patch(deed.owner, deed.change);
        return;
      case "record":
        this.ensure(deed.owner);
        for (const { key, contents } of deed.entries) this.open(this.get(deed.owner), key, contents);
        this.patch(deed.owner, deed.change);
        return;
      case "recordOutcome":
        for (const outcome of deed.entries) applyOutcome(this.get(deed.owner), outcome);
        this.patch(deed.owner, deed.change);
    }
  }

  async addOwners(owners: readonly string[]) {
    this.perform({ kind: "add", owners });
  }

  async changeOwner(owner: string, change: OwnerChange) {
    this.perform({ kind: "change", owner, change });
  }

  async record(owner: string, entries: readonly { key: string; contents: string }[], change: OwnerChange) {
    this.perform({ kind: "record", owner, entries, change });
  }

  async recordOutcome(owner: string, entries: readonly EntryOutcome[], change: OwnerChange = {}) {
    this.perform({ kind: "recordOutcome", owner, entries, change });
  }

  async nextOwners(state: LedgerOwner["state"], numItems: number) {
    const owners = [...this.books.values()].map(({ owner }) => owner).filter((owner) => owner.state === state);
    return owners.toSorted((one, other) => one.dueAt - other.dueAt).slice(0, numItems);
  }

  async listOwners() {
    return { items: [...this.books.values()].map(({ owner }) => owner), isDone: true, cursor: null };
  }

  async next(owner: string, states: readonly LedgerEntry["state"][], numItems: number) {
    const entries = [...this.get(owner).entries.values()];
    return states.flatMap((state) => entries.filter((entry) => entry.state === state)).slice(0, numItems);
  }

  async list(owner: string) {
    return { items: [...this.get(owner).entries.values()], isDone: true, cursor: null };
  }

  async counts() {
    const owners = [...this.books.values()].map(({ owner }) => owner);
    return {
      entries: sumCounts(owners.map(({ counts }) => counts)),
      reasons: sumCounts(owners.map(({ reasons }) => reasons)),
      owners: sumCounts(owners.map(({ state }) => ({ [state]: 1 }))),
      ownerReasons: sumCounts(
        owners.filter(({ state }) => state === "failed").map(({ reason }) => ({ [reason ?? "unknown"]: 1 })),
      ),
    };
  }

  private perform(deed: Deed): void {
    this.keep(deed);
    this.apply(deed);
  }

  private ensure(owner: string): void {
    if (!this.books.has(owner)) this.books.set(owner, { owner: { ...fresh, owner }, entries: new Map() });
  }

  private get(owner: string): Book {
    return this.books.get(owner)!;
  }

  private patch(owner: string, change: OwnerChange): void {
    const book = this.get(owner);
    book.owner = { ...book.owner, ...change };
  }

  private open(book: Book, key: string, contents: string): void {
    if (book.entries.has(key)) return;
    book.entries.set(key, { key, state: "open", reason: null, contents, at: 0 });
    book.owner = { ...book.owner, counts: moveCount(book.owner.counts, null, "open") };
  }
}

function applyOutcome(book: Book, { key, state, reason, contents }: EntryOutcome): void {
  const entry = book.entries.get(key)!;
  if (entry.state === "done" && (state === "gone" || state === "open")) return;
  const { counts, reasons } = book.owner;
  const next = { ...entry, state, reason: reason ?? null, contents: contents ?? entry.contents };
  book.entries.set(key, next);
  book.owner = {
    ...book.owner,
    counts: moveCount(counts, entry.state, state),
    reasons: moveCount(reasons, why(entry), why(next)),
  };
}

function why({ state, reason }: LedgerEntry): string | null {
  return reason === null ? null : `${state}: ${reason}`;
}
