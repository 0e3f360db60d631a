import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { vChange, vChangeList, vConflict, vPart, vRecordPart, vRemoved } from "./changeValidators.js";
import {
  vCheck,
  vControl,
  vCounts,
  vDeadline,
  vExpected,
  vIssue,
  vLease,
  vMaintenance,
  vMatch,
  vMove,
  vPostponed,
  vProgress,
  vRunState,
  vSettlement,
  vStage,
  vStep,
  vWindowState,
} from "./validators.js";
import { signInTables } from "./signInTables.js";
import { fileTables } from "./fileTables.js";
import { vLedgerEntry, vLedgerOwner, vSourceBaseline, vTask } from "./taskValidators.js";

const run = v.id("runs");
const progress = v.id("progress");

export default defineSchema({
  /**
   * Which deployment this is, one document: a random id. The app's `deployment` makes it at the first call; commands compare
   * it with what their run was made for. Never deleted.
   */
  deployment: defineTable({ id: v.string(), madeAt: v.number() }),

  /**
   * Which command works on the deployment, at most one document. Commands that write take, renew and release it; everybody
   * reads it; one that is no longer renewed is taken over.
   */
  leases: defineTable(vLease),

  /**
   * The current run, at most one, or one that was rolled back. `runs.begin` writes it, a rollback ends it; everything reads
   * it; replaced by the next `begin`, then swept.
   * `series`: the stage whose tables follow one another by themselves, begun by a command, the how-manyth is `seriesNumber`.
   * `issueCount`: numbers for issues that rounds have reserved. `cleanupReason`: see `runs.allowCleanup`.
   */
  runs: defineTable({
    runId: v.string(),
    planHash: v.string(),
    begunAt: v.number(),
    state: vRunState,
    series: v.union(vStage, v.null()),
    seriesNumber: v.optional(v.number()),
    issueCount: v.number(),
    /** How often the migration has written what an export had shown, or could have: a verification of before does not count. */
    generation: v.optional(v.number()),
    cleanupReason: v.optional(v.string()),
  }).index("by_state", ["state"]),

  /**
   * What the export counted, per table. `runs.begin` writes, `matching.add` counts `matched`, by class in `matchedBy`; verification and status
   * read; swept with the run.
   */
  tables: defineTable(vExpected.extend({ run, matched: v.number(), matchedBy: vCounts })).index("by_run_and_table", [
    "run",
    "table",
  ]),

  /**
   * How far one round of a stage is on one table. `progress.start` makes it at the first batch, `progress.report` adds to
   * it after each, both in the batch's own transaction; replaced when the stage starts over.
   */
  progress: defineTable(
    vProgress.extend({
      run,
      sums: v.array(v.string()),
      /** Numbers for its issues that the round has reserved. */
      numbers: v.optional(v.object({ next: v.number(), end: v.number() })),
    }),
  ).index("by_run_and_stage_and_table", ["run", "stage", "table"]),

  /** Accounts that were there before the load, by the value they are matched by. match writes and reads; swept after cleanup. */
  accounts: defineTable({ run, progress, key: v.string(), id: v.string() })
    .index("by_progress_and_key", ["progress", "key"])
    .index("by_run", ["run"]),

  /** Imported rows that became part of an account. match writes; verify and the next load read; swept after cleanup. */
  matches: defineTable(vMatch.extend({ run, table: v.string() }))
    .index("by_run_and_table_and_key", ["run", "table", "legacyKey"])
    .index("by_run_and_table_and_id", ["run", "table", "id"])
    .index("by_run_and_table_and_value", ["run", "table", "value"]),

  /**
   * Keys of merged rows that lead to a document which carries another row's key. `matching.add` writes them with the
   * match; resolve and verify read them; deleted with the match.
   */
  aliases: defineTable({
    run,
    table: v.string(),
    field: v.string(),
    key: v.string(),
    id: v.string(),
    legacyKey: v.string(),
  })
    .index("by_run_and_table_and_field_and_key", ["run", "table", "field", "key"])
    .index("by_run_and_table_and_legacyKey", ["run", "table", "legacyKey"]),

  /**
   * Documents that a key led to before: what a reference holds that still leads there was written by the migration. `apply`
   * writes them where it changes or frees a key; resolve and `apply` read them; swept with the run.
   */
  formerTargets: defineTable({ run, table: v.string(), field: v.string(), key: v.string(), id: v.string() }).index(
    "by_run_and_table_and_field_and_key",
    ["run", "table", "field", "key"],
  ),

  /** What operators decided about single rows. `settlements.record` writes; match reads; kept when the same run begins again. */
  settlements: defineTable(vSettlement.extend({ runId: v.string() })).index("by_run_and_table_and_key", [
    "runId",
    "table",
    "legacyKey",
  ]),

  /** Documents a stage could not finish. Stages write, people read and waive; swept when their stage starts over. */
  issues: defineTable(vIssue.extend({ run, progress, number: v.number() }))
    .index("by_progress_and_key", ["progress", "legacyKey"])
    .index("by_run_and_number", ["run", "number"])
    .index("by_run_and_state_and_number", ["run", "state", "number"])
    .index("by_run_and_table_and_number", ["run", "table", "number"])
    .index("by_run_and_table_and_state_and_number", ["run", "table", "state", "number"]),

  /**
   * Which document an old key maps to, of tables whose plan says `keepIdMap`. cleanup writes, `getByEitherId` reads; nobody
   * deletes it, not even with its run: it serves old URLs for as long as the component is installed.
   */
  idMap: defineTable({ table: v.string(), legacyKey: v.string(), id: v.string() }).index("by_table_and_key", [
    "table",
    "legacyKey",
  ]),

  /** Issues somebody decided to live with. `issues.waive` writes; kept when the same run begins again. */
  waivers: defineTable({
    runId: v.string(),
    table: v.string(),
    legacyKey: v.string(),
    field: v.union(v.string(), v.null()),
    reason: v.string(),
  }).index("by_run_and_table_and_key", ["runId", "table", "legacyKey"]),

  /**
   * The results of verify. Its last batch writes them, and `verdict.recordExport` what `cutover verify` found; cleanup and
   * status read; deleted when an earlier stage starts over. `progress`: the round inside Convex.
   */
  checks: defineTable(vCheck.extend({ run, progress: v.optional(progress) })).index("by_run_and_table", [
    "run",
    "table",
  ]),

  /**
   * The current cutover window, at most one. `window.recordStep` opens, moves and closes it; people and the command
   * read it; the window of the next run replaces it. `deadline`: `window.passDeadline` acts on it, whether or not a command still runs.
   */
  windows: defineTable({
    runId: v.string(),
    state: vWindowState,
    step: v.string(),
    openedAt: v.number(),
    closedAt: v.union(v.number(), v.null()),
    deadline: v.optional(vDeadline),
  }),

  /** What happened in the window, in order. `window.recordStep` and `window.setControl` write; deleted with the window. */
  steps: defineTable(vStep.extend({ window: v.id("windows") })).index("by_window", ["window"]),

  /**
   * Maintenance mode and the control of the stages, at most one document, made when a run or a window begins: where it is
   * missing after that, maintenance mode counts as on. `window` writes it, never deleted. Apart from the window, because every
   * write of the app and every batch reads it and must not wait for a step's record.
   */
  switches: defineTable({ maintenance: vMaintenance, control: vControl }),

  /**
   * Calls of functions that `whenWritable` put off during maintenance mode. The app's functions write, `postponed.release` runs
   * and deletes them once maintenance mode has ended.
   */
  postponed: defineTable(vPostponed),

  /**
   * What a load, a catch-up or a rollback changes, in order; large changes in parts. The command imports the table whole;
   * `apply` reads it, and deletes its documents when all of them are in.
   */
  changes: defineTable(v.union(...vChange.members, vPart)).index("by_number", ["number", "part"]),

  /** How far the latest list of changes is applied, at most one document. `apply` makes, moves and reads it; the next one replaces it. */
  changeLists: defineTable(vChangeList.extend({ run })),

  /**
   * Documents that a change deleted and that somebody may have written. `apply` writes them in the transaction that deletes;
   * the command reads them into the run's folder and clears them then; kept when another run begins.
   */
  removed: defineTable(vRemoved.extend(vRecordPart.fields)).index("by_run_and_number_and_part", [
    "runId",
    "number",
    "part",
  ]),

  /** What somebody had changed in Convex before a change came. `apply` writes it; read and cleared as `removed` is. */
  conflicts: defineTable(vConflict.extend(vRecordPart.fields))
    .index("by_run_and_number_and_part", ["runId", "number", "part"])
    .index("by_run_and_table_and_id_and_key", ["runId", "table", "id", "legacyKey"]),

  /**
   * Documents whose references are repointed to another document. `scheduleMove` opens them, `moveReferences` moves them on and
   * status reads them; swept with the run they began in.
   */
  moves: defineTable(vMove.omit("move").extend({ run }))
    .index("by_table_and_from_and_to", ["table", "from", "to"])
    .index("by_state", ["state"])
    .index("by_run", ["run"]),

  /**
   * What tasks do outside of Convex, one document per thing, so that it is done once and can be restored. `ledger.record`
   * and `ledger.recordOutcome` write; tasks and people read; `ledger.clearContents` empties it when the task is closed,
   * `ledger.clear` deletes it.
   */
  ledger: defineTable(vLedgerEntry.extend({ task: v.string(), owner: v.string() }))
    .index("by_task_and_owner_and_key", ["task", "owner", "key"])
    .index("by_task_and_owner_and_state", ["task", "owner", "state"]),

  /** How far a task is with each owner, and the sums of its entries. Written with them, and by `ledgerOwners`; deleted with them. */
  ledgerOwners: defineTable(vLedgerOwner.extend({ task: v.string() }))
    .index("by_task_and_owner", ["task", "owner"])
    .index("by_task_and_state_and_due", ["task", "state", "dueAt"]),

  ...fileTables,

  /**
   * What is done after the launch, a document for each task of the plan. The app's functions `scheduleTasks`, `runTask` and the
   * like write it, `tasks` and people read it; never deleted: it says who confirmed what.
   */
  tasks: defineTable(vTask).index("by_name", ["name"]),

  /**
   * The source as the cutover left it, at most one document. `scheduleTasks` writes it, `cutover tasks run` compares with it;
   * the next cutover replaces it.
   */
  sourceBaselines: defineTable(vSourceBaseline.extend({ cutoverAt: v.number() })),

  ...signInTables,
});
