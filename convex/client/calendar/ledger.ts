import type {
  LedgerEntry,
  LedgerOwner,
  LedgerState,
  OwnerChange,
  OwnerState,
  EntryOutcome,
} from "../../cutover/taskValidators.js";

export type { LedgerEntry, LedgerOwner, LedgerState, OwnerChange, OwnerState, EntryOutcome };

export interface LedgerCounts {
  readonly entries: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly owners: Readonly<Record<string, number>>;
  readonly ownerReasons: Readonly<Record<string, number>>;
}

/** The books of one task: what survives when the process dies. Every call is one transaction. */
export interface Ledger {
  addOwners(owners: readonly string[]): Promise<void>;
  /** Those first that are due first. */
  nextOwners(state: OwnerState, numItems: number): Promise<LedgerOwner[]>;
  listOwners(cursor: string | null): Promise<{ items: LedgerOwner[]; isDone: boolean; cursor: string | null }>;
  changeOwner(owner: string, change: OwnerChange): Promise<void>;
  /** A key that is known stays as it is. */
  record(
    owner: string,
    entries: readonly { readonly key: string; readonly contents: string }[],
    change: OwnerChange,
  ): Promise<void>;
  recordOutcome(owner: string, entries: readonly EntryOutcome[], change?: OwnerChange): Promise<void>;
  /** Fewer than asked where contents are large; none only when there are none. */
  next(owner: string, states: readonly LedgerState[], numItems: number): Promise<LedgerEntry[]>;
  /** All entries, by key. */
  list(owner: string, cursor: string | null): Promise<{ items: LedgerEntry[]; isDone: boolean; cursor: string | null }>;
  counts(): Promise<LedgerCounts>;
}
