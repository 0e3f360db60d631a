import type { ComponentApi as MigrationsApi } from "@convex-dev/migrations/_generated/component.js";
import type {
  DocumentByName,
  GenericDataModel,
  GenericMutationCtx,
  GenericQueryCtx,
  GenericSchema,
  MutationBuilder,
  SchemaDefinition,
} from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { Plan } from "../../shared/plan/plan.js";

export type { MigrationsApi };

/** Everything below the class works on any app: tables and fields come from the plan, so their types are the generic ones. */
export type MutationCtx = GenericMutationCtx<GenericDataModel>;
export type QueryCtx = GenericQueryCtx<GenericDataModel>;
export type StoredDocument = DocumentByName<GenericDataModel, string>;
export type AnySchema = SchemaDefinition<GenericSchema, boolean>;

/** What the class was made with. */
export interface Environment {
  readonly component: ComponentApi;
  readonly migrations: MigrationsApi;
  readonly plan: Plan;
  readonly schema: AnySchema;
  readonly internalMutation: MutationBuilder<GenericDataModel, "internal">;
}

/** The module this function lives in: the others of the cut-over are beside it. */
export async function readModule(ctx: {
  readonly meta: Pick<QueryCtx["meta"], "getFunctionMetadata">;
}): Promise<string> {
  const { name } = await ctx.meta.getFunctionMetadata();
  return name.split(":")[0]!;
}
