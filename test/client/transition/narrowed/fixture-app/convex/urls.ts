import { componentsGeneric, type DataModelFromSchemaDefinition, type QueryBuilder, queryGeneric } from "convex/server";
import { v } from "convex/values";
import { defineGetByEitherId } from "../../../../../../convex/client/index.js";
import type { ComponentApi } from "../../../../../../convex/cutover/_generated/component.js";
import schema from "./schema.js";

const { cutover } = componentsGeneric() as unknown as { cutover: ComponentApi };
const query = queryGeneric as QueryBuilder<DataModelFromSchemaDefinition<typeof schema>, "public">;

const getByEitherId = defineGetByEitherId(cutover, schema);

/** What a page of the old app asks: neither the plan nor `migrations.ts` is there any more. */
export const ticket = query({
  args: { key: v.string() },
  handler: async (ctx, { key }) => (await getByEitherId(ctx, "tickets", key))?.title ?? null,
});

export const person = query({
  args: { key: v.string() },
  handler: async (ctx, { key }) => (await getByEitherId(ctx, "people", key))?.name ?? null,
});
