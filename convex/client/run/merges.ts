import type { FunctionReturnType } from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { Match } from "../../cutover/validators.js";

/** What the component knows about an imported row. */
export type KnownImport = FunctionReturnType<ComponentApi["matching"]["lookUpRows"]>[number];

/** The merges of one batch, which the component learns at its end, and what it knew of the rows before. */
export class Merges {
  readonly known = new Map<string, KnownImport>();
  private matches: Match[] = [];
  private readonly survivors = new Set<string>();
  private readonly byValue = new Map<string, KnownImport["merged"]>();

  add(match: Match): void {
    const { id, legacyKey, value } = match;
    this.matches.push(match);
    this.survivors.add(id);
    if (value !== null) this.byValue.set(value, [...(this.byValue.get(value) ?? []), { legacyKey, id }]);
  }

  /** What is known of a document, with what the batch has done since it was asked for. */
  amend(known: KnownImport, id: string, key: string | null): KnownImport {
    const merged = key === null ? [] : (this.byValue.get(key) ?? []);
    return { ...known, merged: [...known.merged, ...merged], isSurvivor: known.isSurvivor || this.survivors.has(id) };
  }

  /** The merges so far, which are no longer the batch's. */
  take(): Match[] {
    const taken = this.matches;
    this.matches = [];
    return taken;
  }
}
