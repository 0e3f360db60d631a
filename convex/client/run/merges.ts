import type { FunctionReturnType } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { NewRemoved } from "../../cutover/changeValidators.js";
import type { NewMatch } from "../../cutover/validators.js";

/** What a merge leaves to be recorded, in its own transaction. */
export interface Merged {
  /** null: the row had no key. */
  readonly match: NewMatch | null;
  /** The row's document, where users had written into it what the account has another value for. */
  readonly removed: NewRemoved | null;
}

/** What the component knows about an imported row. */
export type KnownImport = FunctionReturnType<ComponentApi["matching"]["lookUpRows"]>[number];

/** The merges of one batch, which the component learns at its end, and what it knew of the rows before. */
export class Merges {
  readonly known = new Map<string, KnownImport>();
  private matches: NewMatch[] = [];
  private removed: NewRemoved[] = [];
  private readonly survivors = new Set<string>();
  private readonly byValue = new Map<string, KnownImport["merged"]>();

  add(match: NewMatch): void {
    const { id, legacyKey, value } = match;
    this.matches.push(match);
    this.survivors.add(id);
    if (value !== null) this.byValue.set(value, [...(this.byValue.get(value) ?? []), { legacyKey, id }]);
  }

  addRemoved(removed: NewRemoved): void {
    this.removed.push(removed);
  }

  /** What is known of a document, with what the batch has done since it was asked for. */
  amend(known: KnownImport, id: string, key: string | null): KnownImport {
    const merged = key === null ? [] : (this.byValue.get(key) ?? []);
    return { ...known, merged: [...known.merged, ...merged], isSurvivor: known.isSurvivor || this.survivors.has(id) };
  }

  /** The merges so far, and the documents they removed, which are no longer the batch's. */
  take(): { matches: NewMatch[]; removed: NewRemoved[] } {
    const { matches, removed } = this;
    this.matches = [];
    this.removed = [];
    return { matches, removed };
  }
}
