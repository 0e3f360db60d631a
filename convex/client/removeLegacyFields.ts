import type { GenericId } from "convex/values";
import type { PlannedTable } from "../shared/plan.js";
import { type Batch, describeError } from "./batch.js";
import { defineStage, type StageFunction } from "./batches.js";
import type { Environment, StoredDocument } from "./environment.js";

/** Removes every field that existed only for the move. Refused until every table of the run has passed verification. */
export function defineRemoveLegacyFields(environment: Environment, table: PlannedTable): StageFunction {
  return defineStage(environment, {
    stage: "cleanup",
    table,
    migrateOne: removeFields,
  });
}

async function removeFields(batch: Batch, document: StoredDocument): Promise<void> {
  const present = batch.table.legacyFields.filter((field) => document[field] !== undefined);
  if (present.length === 0) return;
  try {
    const patch = Object.fromEntries(present.map((field) => [field, undefined]));
    await batch.ctx.db.patch(document._id as GenericId<string>, patch);
    batch.changed++;
  } catch (error) {
    batch.addIssue(document, { code: "write_failed", message: describeError(error) });
  }
}
