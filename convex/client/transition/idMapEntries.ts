import type { Batch } from "../run/batch.js";
import type { StoredDocument } from "../run/environment.js";

interface Entry {
  readonly legacyKey: string;
  readonly id: string;
}

/** Entries that cross to the component at once. */
const entriesPerCall = 1_000;

/** What the clean-up takes away and the id map keeps, batch by batch. */
export class IdMapEntries {
  private readonly pending = new WeakMap<Batch, Entry[]>();

  add(batch: Batch, document: StoredDocument): void {
    const legacyKey = document[batch.table.id.field];
    if (batch.table.keepIdMap !== true || typeof legacyKey !== "string") return;
    const entries = this.pending.get(batch) ?? [];
    entries.push({ legacyKey, id: document._id as string });
    this.pending.set(batch, entries);
  }

  async flush(batch: Batch): Promise<void> {
    const { ctx, environment, started } = batch;
    const entries = this.pending.get(batch) ?? [];
    while (entries.length > 0) {
      const chunk = entries.splice(0, entriesPerCall);
      await ctx.runMutation(environment.component.idMap.record, { progress: started.progress, entries: chunk });
    }
  }
}
