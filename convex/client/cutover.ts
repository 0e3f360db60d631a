import {
  type DataModelFromSchemaDefinition,
  type DocumentByName,
  type GenericDataModel,
  type GenericSchema,
  internalMutationGeneric,
  type MutationBuilder,
  type SchemaDefinition,
  type TableNamesInDataModel,
} from "convex/server";
import type { ComponentApi } from "../cutover/_generated/component.js";
import { type Plan, getTable } from "../shared/plan/plan.js";
import type { Tables } from "../shared/plan/table.js";
import { defineApply } from "./catchUp/apply.js";
import { defineBegin } from "./run/begin.js";
import { defineControl } from "./run/control.js";
import type { Environment, MigrationsApi, QueryCtx } from "./run/environment.js";
import { defineInspect, defineIssues, defineMatches, defineWaive } from "./verify/inspect.js";
import { defineMatch } from "./match/match.js";
import { defineMoveReferences } from "./match/moveReferences.js";
import { defineRemoveLegacyFields } from "./cleanup/removeLegacyFields.js";
import { defineResolve } from "./resolve/resolve.js";
import { defineRun } from "./run/run.js";
import { findIndexBy } from "./run/schemaReading.js";
import { defineSettle } from "./match/settle.js";
import type { AuthCallbackOptions } from "./signIn/attempt.js";
import { defineAuthCallbacks } from "./signIn/authCallbacks.js";
import { defineClaims, defineSettleClaim, type SettleClaimOptions } from "./signIn/claims.js";
import { defineCreateInvites, defineInvites, defineRevokeInvites, type InviteLinkOptions } from "./signIn/invites.js";
import { defineResetPassword } from "./signIn/resetPassword.js";
import { defineStatus } from "./run/status.js";
import { defineTaskFunctions } from "./tasks/taskFunctions.js";
import { defineVerify } from "./verify/verify.js";
import { defineGetByEitherId, type EitherIdCtx } from "./transition/getByEitherId.js";
import {
  assertWritable,
  defineMaintenance,
  defineRecordStep,
  defineSetMaintenance,
  defineWindow,
} from "./maintenance/maintenance.js";

export interface CutoverOptions<T extends Tables, S extends SchemaDefinition<GenericSchema, boolean>> {
  readonly plan: Plan<T>;
  /** The app's schema while data moves: `duringCutover(schema, plan)`. */
  readonly schema: S;
  /** `components.migrations`: every stage is one of its migrations. */
  readonly migrations: MigrationsApi;
  /** An app's own builder, such as one with triggers. Stages then write through it. */
  readonly internalMutation?: unknown;
}

/**
 * The cut-over inside Convex. In `convex/migrations.ts`, one line each:
 *
 * ```ts
 * const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations });
 * export const matchUsers = cutover.match("users");
 * export const resolveCases = cutover.resolve("cases");
 * export const verifyCases = cutover.verify("cases");
 * export const removeLegacyFieldsCases = cutover.removeLegacyFields("cases");
 * export const run = cutover.run();
 * export const { tasks, scheduleTasks } = cutover.tasks();   // and the other names: they belong together
 * ```
 *
 * The names matter: `run` and `status` find the others by them. Throws, all faults at once, when the plan has any.
 */
export class Cutover<T extends Tables, S extends SchemaDefinition<GenericSchema, boolean>> {
  /** For `convex-cutover/auth`. */
  readonly environment: Environment;

  constructor(component: ComponentApi, { plan, schema, migrations, internalMutation }: CutoverOptions<T, S>) {
    const builder = (internalMutation ?? internalMutationGeneric) as MutationBuilder<GenericDataModel, "internal">;
    this.environment = { component, migrations, plan, schema, internalMutation: builder };
    const faults = plan.faults.length > 0 ? plan.faults : findUnwrapped(this.environment);
    if (faults.length > 0)
      throw new Error(`The plan cannot be carried out:\n${faults.map((each) => `- ${each}`).join("\n")}`);
  }

  /** Merges imported rows into the accounts that are there already. */
  match(table: keyof T & string) {
    return defineMatch(this.environment, getTable(this.environment.plan, table));
  }

  /** Writes the Convex id beside every legacy key. */
  resolve(table: keyof T & string) {
    return defineResolve(this.environment, getTable(this.environment.plan, table));
  }

  /** Compares every document with what was exported. */
  verify(table: keyof T & string) {
    return defineVerify(this.environment, getTable(this.environment.plan, table));
  }

  /** Removes what existed only for the move. */
  removeLegacyFields(table: keyof T & string) {
    return defineRemoveLegacyFields(this.environment, getTable(this.environment.plan, table));
  }

  /** `{ runId, planHash, tables, append? }` → status. Called right after a load. */
  begin() {
    return defineBegin(this.environment);
  }

  /** `{ runId, catchUp, retry }` → `{ phase, processed, state }`. Called by `cutover catch-up`, after its import. */
  apply() {
    return defineApply(this.environment);
  }

  /** `{ stage, reset?, dryRun? }` → status. */
  run() {
    return defineRun(this.environment);
  }

  /** `{}` → status. */
  status() {
    return defineStatus(this.environment);
  }

  /** `{ table?, state?, cursor?, numItems? }` → `{ items, isDone, cursor }`. */
  issues() {
    return defineIssues(this.environment);
  }

  /** `{ table, buckets, cursor?, numItems? }` → `{ items: [{ legacyKey, id, fields }], isDone, cursor }`. */
  inspect() {
    return defineInspect(this.environment);
  }

  /** `{ table, cursor?, numItems? }` → `{ items: [{ legacyKey, id, filled, kept }], isDone, cursor }`. */
  matches() {
    return defineMatches(this.environment);
  }

  /** `{ table, legacyKey, field?, reason }` → number of issues waived. */
  waive() {
    return defineWaive(this.environment);
  }

  /** `{ table?, legacyKey, keep, by? }` → what became of the row: who it is, where match could not tell. */
  settle() {
    return defineSettle(this.environment);
  }

  /** `{ table?, from?, to? }` → moves under way: every reference to one document comes to lead to another. */
  moveReferences() {
    return defineMoveReferences(this.environment);
  }

  /** `{}` → the maintenance window: run, step, steps so far, maintenance, control. */
  window() {
    return defineWindow(this.environment);
  }

  /** `{ runId, step, state, detail?, closes? }` → what people have said: `{ action, by, since, stopped }`. */
  recordStep() {
    return defineRecordStep(this.environment);
  }

  /** `{}` → `{ on, message, since }`. Public, for a banner. */
  maintenance() {
    return defineMaintenance(this.environment);
  }

  /** `{ on, message? }` → `{ on, message, since }`. */
  setMaintenance() {
    return defineSetMaintenance(this.environment);
  }

  /** `{ action: "pause" | "resume" | "abort", by? }` → status. */
  control() {
    return defineControl(this.environment);
  }

  /** What is done after the launch: `export const { tasks, scheduleTasks, … } = cutover.tasks();`, all of them. */
  tasks() {
    return defineTaskFunctions(this.environment);
  }

  /**
   * First line of an app's mutations: throws a ConvexError `{ kind: "maintenance", message }` while maintenance is on. Not
   * for the builder the stages write through: they write during maintenance.
   */
  async assertWritable(ctx: Pick<QueryCtx, "runQuery">): Promise<void> {
    await assertWritable(this.environment, ctx);
  }

  /** `callbacks` of `convexAuth`: whoever signs in gets what they had, and nobody gets what another had. */
  authCallbacks(options?: AuthCallbackOptions) {
    return defineAuthCallbacks(this.environment, options);
  }

  /** `{ state?, cursor?, numItems? }` → sign-ins that could not be linked without guessing. */
  claims() {
    return defineClaims(this.environment);
  }

  /** `{ claim, user? }` → `{ user, accounts }`: who it is, or without `user` somebody new. */
  settleClaim(options?: SettleClaimOptions) {
    return defineSettleClaim(this.environment, options);
  }

  /** `{ email? | user? | legacyId? }` → `{ user, email, password, sessionsEnded }`. */
  resetPassword() {
    return defineResetPassword(this.environment);
  }

  /** `{ user? | legacyId? | email?, hours?, again?, createdBy?, cursor?, numItems? }` → `{ invites, …, next }`. */
  createInvites(options?: InviteLinkOptions) {
    return defineCreateInvites(this.environment, options);
  }

  /** `{ cursor?, numItems? }` → the links and what became of them. */
  invites() {
    return defineInvites(this.environment);
  }

  /** `{ user? | legacyId? | email? }` → number of links withdrawn. */
  revokeInvites() {
    return defineRevokeInvites(this.environment);
  }

  /**
   * A document by its Convex id or by its old key, for links and clients that still carry the old one. Null for everything
   * else, also for ids of other tables. Code that has to outlive this module takes `defineGetByEitherId`.
   */
  async getByEitherId<Name extends TableNamesInDataModel<DataModelFromSchemaDefinition<S>>>(
    ctx: EitherIdCtx<DataModelFromSchemaDefinition<S>>,
    table: Name,
    idOrLegacyId: string,
  ): Promise<DocumentByName<DataModelFromSchemaDefinition<S>, Name> | null> {
    const { component, schema } = this.environment;
    return await defineGetByEitherId(component, schema as S)(ctx, table, idOrLegacyId);
  }
}

function findUnwrapped({ plan, schema }: Environment): string[] {
  return [...plan.tables.values()]
    .filter(({ name, id }) => findIndexBy(schema, name, id.field) === undefined)
    .map(
      ({ name, id }) => `${name}: has no index ${id.index}. Export duringCutover(schema, plan) from convex/schema.ts.`,
    );
}
