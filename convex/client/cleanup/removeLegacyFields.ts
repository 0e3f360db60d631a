import type { GenericId } from "convex/values";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { type Batch, describeError } from "../run/batch.js";
import { defineStage, type StageFunction } from "../run/batches.js";
import type { Environment, StoredDocument } from "../run/environment.js";
import { IdMapEntries } from "../transition/idMapEntries.js";

/**
 * Removes every field that existed only for the move. Refused until every table of the run has passed verification. Where
 * the plan says `keepIdMap`, the component learns in the same transaction which document the old key stood for.
 */
export function defineRemoveLegacyFields(environment: Environment, table: PlannedTable): StageFunction {
  const entries = new IdMapEntries();
  return defineStage(environment, {
    stage: "cleanup",
    table,
    migrateOne: (batch, document) => removeFields(batch, document, entries),
    finish: (batch) => entries.flush(batch),
  });
}

async function removeFields(batch: Batch, document: StoredDocument, entries: IdMapEntries): Promise<void> {
  const present = batch.table.legacyFields.filter((field) => document[field] !== undefined);
  if (present.length === 0) return;
  try {
    const patch = Object.fromEntries(present.map((field) => [field, undefined]));
    await batch.ctx.db.patch(document._id as GenericId<string>, patch);
    batch.changed++;
    entries.add(batch, document);
  } catch (error) {
    batch.addIssue(document, { code: "write_failed", message: describeError(error) });
  }
}
