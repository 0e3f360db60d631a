import type { ComponentApi as MigrationsApi } from "@convex-dev/migrations/_generated/component.js";
import type {
  DocumentByName,
  GenericDataModel,
  GenericMutationCtx,
  GenericQueryCtx,
  GenericSchema,
  MutationBuilder,
  SchemaDefinition,
  IndexRange,
} from "convex/server";
import type { GenericId } from "convex/values";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { Plan } from "../../shared/plan/plan.js";
import { objectMembers } from "../../shared/plan/schemaFaults.js";

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
  /** Names that the app has destructured from `table()` and `functions()`. */
  readonly exported: Set<string>;
}

/** The module this function lives in: the others of the cut-over are beside it. */
export async function readModule(ctx: {
  readonly meta: Pick<QueryCtx["meta"], "getFunctionMetadata">;
}): Promise<string> {
  const { name } = await ctx.meta.getFunctionMetadata();
  return name.split(":")[0]!;
}

/** The name of an index of the table that starts with these fields. */
export function findIndexBy(schema: AnySchema, table: string, ...wanted: readonly string[]): string | undefined {
  const indexes = schema.tables[table]?.[" indexes"]() ?? [];
  return indexes.find(({ fields }) => wanted.every((field, at) => fields[at] === field))?.indexDescriptor;
}

/** A range of an index whose fields have these values. Indexes of tables known by name only have no types. */
export function equals(query: unknown, values: readonly (readonly [field: string, value: unknown])[]): IndexRange {
  type Range = IndexRange & { eq(field: string, value: unknown): Range };
  return values.reduce((range, [field, value]) => range.eq(field, value), query as Range);
}

export function hasField(schema: AnySchema, table: string, field: string): boolean {
  const validator = schema.tables[table]?.validator;
  return validator !== undefined && objectMembers(validator).some((member) => field in member.fields);
}

/** Whether the scheduled function is still to come, or at work. */
export async function isScheduled({ db }: Pick<MutationCtx, "db">, job: string | null): Promise<boolean> {
  if (job === null) return false;
  const found = await db.system.get("_scheduled_functions", job as GenericId<"_scheduled_functions">);
  return found?.state.kind === "pending" || found?.state.kind === "inProgress";
}
