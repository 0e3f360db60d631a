// oxlint-disable no-underscore-dangle -- these are names of convex-test
import type { EngineDatabase, StoredDocument } from "./internals.js";

/** Writes documents with ids and creation times of the caller's choice; only inside `Engine.transaction`. */
export class DocumentStore {
  constructor(private readonly database: EngineDatabase) {}

  put(document: StoredDocument): void {
    this.database._addWrite(document._id, document);
  }

  remove(id: string): void {
    this.database._addWrite(id, null);
  }

  has(table: string, id: string): boolean {
    return this.database.get(table, id) !== null;
  }

  newId(table: string): string {
    return this.database._generateId(table);
  }

  /** convex-test counts ids up; one that came from outside must never come again. */
  reserveId(id: string): void {
    const counter = Number.parseInt(id, 10);
    if (Number.isSafeInteger(counter + 1)) this.database._nextDocId = Math.max(this.database._nextDocId, counter + 1);
  }

  /** convex-test's own rule: now, and a little more than the last one. */
  newCreationTime(): number {
    const last = this.database._lastCreationTime;
    const now = Date.now();
    this.database._lastCreationTime = now <= last ? last + 0.001 : now;
    return this.database._lastCreationTime;
  }
}
