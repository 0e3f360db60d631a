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
import { getTable, type Plan } from "../shared/plan/plan.js";
import { type Tables } from "../shared/plan/table.js";
import { defineFunctions, defineTable, type FunctionOptions, type TableFunctions } from "./functions.js";
import { type Environment, type MigrationsApi, findIndexBy } from "./run/environment.js";
import type { AuthCallbackOptions } from "./signIn/signInAttempt.js";
import { defineAuthCallbacks } from "./signIn/authCallbacks.js";
import { defineGetByEitherId, type EitherIdCtx } from "./transition/getByEitherId.js";
import { type Builder, defineGuard, defineWhenWritable, type GuardOptions } from "./maintenance/guard.js";
import { assertWritable, type WriterCtx } from "./maintenance/writable.js";

export interface CutoverOptions<
  T extends Tables,
  S extends SchemaDefinition<GenericSchema, boolean>,
> extends FunctionOptions {
  readonly plan: Plan<T>;
  /** The app's schema while data moves: `duringCutover(schema, plan)`. */
  readonly schema: S;
  /** `components.migrations`: every stage is one of its migrations. */
  readonly migrations: MigrationsApi;
  /** An app's own builder, such as one with triggers. Stages then write through it. */
  readonly internalMutation?: unknown;
}

/**
 * The migration inside Convex. `convex/migrations.ts` exports its functions, which the command and the scheduler call by
 * name; `status` reports the names that are missing. Throws when the plan has faults, all at once.
 *
 * @example
 * ```ts
 * import { components } from "./_generated/api.js";
 * import { Cutover } from "convex-cutover";
 * import plan from "./plan.js";
 * import schema from "./schema.js";
 *
 * export const cutover = new Cutover(components.cutover, { plan, schema, migrations: components.migrations });
 * export const { matchUsers, verifyUsers, removeLegacyFieldsUsers } = cutover.table("users");
 * export const { resolveCases, verifyCases, removeLegacyFieldsCases } = cutover.table("cases");
 * export const { begin, run, status, issues } = cutover.functions(); // and the other names that `status` asks for
 * ```
 */
export class Cutover<T extends Tables, S extends SchemaDefinition<GenericSchema, boolean>> {
  /** For `convex-cutover/auth`. */
  readonly environment: Environment;
  private readonly options: FunctionOptions;

  constructor(
    component: ComponentApi,
    { plan, schema, migrations, internalMutation, ...options }: CutoverOptions<T, S>,
  ) {
    const builder = (internalMutation ?? internalMutationGeneric) as MutationBuilder<GenericDataModel, "internal">;
    this.environment = { component, migrations, plan, schema, internalMutation: builder, exported: new Set() };
    this.options = options;
    const faults = plan.faults.length > 0 ? plan.faults : findUnwrapped(this.environment);
    if (faults.length > 0)
      throw new Error(`The plan cannot be carried out:\n${faults.map((each) => `- ${each}`).join("\n")}`);
  }

  /**
   * The functions of one table, to destructure in `migrations.ts`: match, resolve, verify and removeLegacyFields, each with
   * the table's name. Throws when the plan has no such table.
   *
   * @example
   * ```ts
   * import { cutover } from "./migrations.js";
   *
   * export const { resolveCases, verifyCases, removeLegacyFieldsCases } = cutover.table("cases");
   * ```
   */
  table<Name extends keyof T & string>(name: Name): TableFunctions<T, Name> {
    const table = getTable(this.environment.plan, name);
    return defineTable(this.environment, table) as unknown as TableFunctions<T, Name>;
  }

  /**
   * Every other function, to destructure in `migrations.ts`. Those of sign-in (`claims`, `decideClaim`, `resetPassword`,
   * `createInvites`, `invites`, `revokeInvites`, `signIns`, `trySignIns`, `openSignInTrial`, `closeSignInTrial`, `upgradeHash`,
   * `finishReset`) are for apps that use them; those of files (`knownFiles`, `beginUploads`, `recordFiles`, `recoverUploads`,
   * `deleteFiles`) for plans that name files; all others are needed.
   *
   * @example
   * ```ts
   * import { cutover } from "./migrations.js";
   *
   * export const { begin, run, control, status } = cutover.functions();
   * ```
   */
  functions() {
    return defineFunctions(this.environment, this.options);
  }

  /**
   * The app's builders, guarded: their functions end with a ConvexError `{ kind: "maintenance", message }` in maintenance mode.
   * Everything else builds on them: triggers, `customMutation`. Not for the builder the stages write through.
   *
   * @example
   * ```ts
   * // convex/functions.ts: every module of the app imports `mutation` and `internalMutation` from here
   * import * as server from "./_generated/server.js";
   * import { cutover } from "./migrations.js";
   *
   * export const { mutation, internalMutation } = cutover.guard(server, { exempt: ["sessions:touch"] });
   * ```
   */
  guard<M extends Builder, I extends Builder>(
    builders: { readonly mutation: M; readonly internalMutation: I },
    options: GuardOptions = {},
  ): { readonly mutation: M; readonly internalMutation: I } {
    return defineGuard(this.environment, builders, options);
  }

  /**
   * Makes of the app's `internalMutation` a builder for crons and scheduled functions: a call that comes in maintenance mode is
   * put off and runs when it ends, once. Such a function returns nothing. A custom builder goes around it, not into it: what is
   * put off are the arguments that arrive here.
   *
   * @example
   * ```ts
   * import { internalMutation } from "./_generated/server.js";
   * import { cutover } from "./migrations.js";
   *
   * const scheduledMutation = cutover.whenWritable(internalMutation);
   *
   * export const sweep = scheduledMutation({ args: {}, handler: async (ctx) => void (await ctx.db.query("users").first()) });
   * ```
   */
  whenWritable<I extends Builder>(internalMutation: I): I {
    return defineWhenWritable(this.environment, internalMutation);
  }

  /**
   * For code that has no builder of its own: throws a ConvexError `{ kind: "maintenance", message }` in maintenance mode. Takes
   * the ctx of a mutation only; in an action the answer is old when its mutation writes. Every call of such a function evaluates
   * all of `migrations.ts`: `convex-cutover/writable` asks the same in a few lines.
   */
  async assertWritable<DataModel extends GenericDataModel>(ctx: WriterCtx<DataModel>): Promise<void> {
    await assertWritable(this.environment.component, ctx);
  }

  /** `callbacks` of `convexAuth`: whoever signs in gets what they had, and nobody gets what another had. */
  authCallbacks(options?: AuthCallbackOptions) {
    return defineAuthCallbacks(this.environment, options);
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
