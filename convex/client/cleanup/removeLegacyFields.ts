import type { GenericId } from "convex/values";
import type { PlannedTable } from "../../shared/plan/plan.js";
import { type Batch, defineStage, type StageFunction } from "../run/batch.js";
import { type Environment, readModule, type StoredDocument } from "../run/environment.js";
import { refuseCleanup } from "./cleanupGuard.js";
import { describeError } from "../run/refuse.js";
import { signInMethods } from "../../shared/users/setAside.js";
import { usersTable } from "../signIn/users.js";

/**
 * Removes every field that existed only for the migration. Refused until every table of the run has passed verification, and
 * while its guard names something to wait for. Where the plan says `keepIdMap`, the component learns in the same transaction which document the legacy key mapped to;
 * of users it learns that they came from the old system; of accounts it forgets which hashes were replaced.
 */
export function defineRemoveLegacyFields(environment: Environment, table: PlannedTable): StageFunction {
  const entries = new RemovedKeys();
  return defineStage(environment, {
    stage: "cleanup",
    table,
    mayStart: async (ctx) => await refuseCleanup(environment, ctx, await readModule(ctx)),
    migrateOne: (batch, document) => removeFields(batch, document, entries),
    finish: (batch) => entries.flush(batch),
  });
}

async function removeFields(batch: Batch, document: StoredDocument, entries: RemovedKeys): Promise<void> {
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

interface Entry {
  readonly legacyKey: string;
  readonly id: string;
}

/** Entries that cross to the component at once. */
const entriesPerCall = 1_000;

/** Keys that the clean-up takes away, of tables whose documents the component has to know afterwards, batch by batch. */
class RemovedKeys {
  private readonly pending = new WeakMap<Batch, Entry[]>();

  add(batch: Batch, document: StoredDocument): void {
    const { table } = batch;
    const legacyKey = document[table.id.field];
    const isKept = table.keepIdMap === true || table.name === usersTable || table.name === signInMethods;
    if (!isKept || typeof legacyKey !== "string") return;
    const entries = this.pending.get(batch) ?? [];
    entries.push({ legacyKey, id: document._id as string });
    this.pending.set(batch, entries);
  }

  async flush(batch: Batch): Promise<void> {
    const { ctx, environment, started, table } = batch;
    const { idMap, importedUsers, upgrades } = environment.component;
    const entries = this.pending.get(batch) ?? [];
    while (entries.length > 0) {
      const chunk = entries.splice(0, entriesPerCall);
      if (table.keepIdMap === true) await ctx.runMutation(idMap.record, { progress: started.progress, entries: chunk });
      const ids = chunk.map(({ id }) => id);
      if (table.name === usersTable) await ctx.runMutation(importedUsers.record, { users: ids });
      if (table.name === signInMethods) await ctx.runMutation(upgrades.forget, { accounts: ids });
    }
  }
}
