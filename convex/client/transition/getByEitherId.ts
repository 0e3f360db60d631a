import type {
  DataModelFromSchemaDefinition,
  DocumentByName,
  GenericDatabaseReader,
  GenericDataModel,
  GenericQueryCtx,
  GenericSchema,
  SchemaDefinition,
  TableNamesInDataModel,
} from "convex/server";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { type QueryCtx, findIndexBy } from "../run/environment.js";

/** What a look-up by either id needs of a query's or mutation's context. */
export type EitherIdCtx<D extends GenericDataModel> = Pick<GenericQueryCtx<D>, "db" | "runQuery">;

/**
 * `getByEitherId(ctx, table, idOrLegacyId)`: a document by its Convex id or by its old key, during the move and, for tables
 * whose plan says `keepIdMap`, after the clean-up as well. It needs neither the plan nor `migrations.ts`, so that it can stay
 * for ever:
 *
 * ```ts
 * export const getByEitherId = defineGetByEitherId(components.cutover, schema);   // schema.ts's default export
 * ```
 *
 * Rows that became part of an account are found by their old key, too. Gives null for every other text, for ids of other
 * tables and for documents that are gone.
 */
export function defineGetByEitherId<S extends SchemaDefinition<GenericSchema, boolean>>(
  component: Pick<ComponentApi, "idMap">,
  schema: S,
) {
  type Model = DataModelFromSchemaDefinition<S>;
  return async <Name extends TableNamesInDataModel<Model>>(
    ctx: EitherIdCtx<Model>,
    table: Name,
    idOrLegacyId: string,
  ): Promise<DocumentByName<Model, Name> | null> => {
    const generic = ctx as unknown as EitherIdCtx<GenericDataModel>;
    const { db } = generic;
    const found =
      (await getById(db, table, idOrLegacyId)) ??
      (await getByIndex(db, table, findIndexBy(schema, table, "legacyId"), idOrLegacyId)) ??
      (await getById(db, table, await generic.runQuery(component.idMap.find, { table, legacyKey: idOrLegacyId })));
    return found;
  };
}

type Reader = GenericDatabaseReader<GenericDataModel>;

async function getById(db: Reader, table: string, text: string | null) {
  const id = text === null ? null : db.normalizeId(table, text);
  return id === null ? null : await db.get(id);
}

/** After the final narrowing there is no such index. */
async function getByIndex(db: QueryCtx["db"], table: string, index: string | undefined, legacyId: string) {
  if (index === undefined) return null;
  return await db
    .query(table)
    .withIndex(index, (q) => q.eq("legacyId", legacyId))
    .first();
}
