import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { v } from "convex/values";
import { vIssueState } from "../cutover/validators.js";
import { bucketOf } from "../shared/fingerprint.js";
import { getTable, type PlannedTable } from "../shared/plan.js";
import type { Environment, QueryCtx, StoredDocument } from "./environment.js";
import { noneKept, readCanonical, readKept } from "./verify.js";

/** Documents read per page unless asked for more or fewer. */
const pageSize = 500;

const vPage = { cursor: v.optional(v.union(v.string(), v.null())), numItems: v.optional(v.number()) };

/** A migrated document as it is compared: canonical text by field. `id` is where to find it in the dashboard. */
export interface Inspected {
  readonly legacyKey: string;
  readonly id: string;
  readonly fields: [name: string, text: string][];
}

/**
 * The documents of some fingerprint buckets, as they are compared. `numItems` counts documents read, so a page may give
 * fewer or none; `isDone` says when there are no more.
 */
export function defineInspect(environment: Environment) {
  return internalQueryGeneric({
    args: { table: v.string(), buckets: v.array(v.number()), ...vPage },
    handler: async (ctx: QueryCtx, { table: name, buckets, cursor, numItems }) => {
      const table = getTable(environment.plan, name);
      const wanted = new Set(buckets);
      const page = await ctx.db.query(name).paginate({ cursor: cursor ?? null, numItems: numItems ?? pageSize });
      const read = new Map<string, Promise<unknown>>();
      const items: Inspected[] = [];
      for (const document of page.page) {
        const legacyKey = document[table.id.field];
        if (typeof legacyKey !== "string" || !wanted.has(bucketOf(legacyKey))) continue;
        items.push(await inspectDocument(environment, ctx, { table, read, legacyKey }, document));
      }
      return { items, isDone: page.isDone, cursor: page.continueCursor };
    },
  });
}

interface Inspection {
  readonly table: PlannedTable;
  readonly read: Map<string, Promise<unknown>>;
  readonly legacyKey: string;
}

async function inspectDocument(
  environment: Environment,
  ctx: QueryCtx,
  { table, read, legacyKey }: Inspection,
  document: StoredDocument,
): Promise<Inspected> {
  const once = <T>(name: string, start: () => Promise<T>): Promise<T> => {
    if (!read.has(name)) read.set(name, start());
    return read.get(name) as Promise<T>;
  };
  const kept = () => (table.match === undefined ? noneKept : readKept(environment, ctx, table, legacyKey));
  const { fields } = await readCanonical({ ctx, table, once, readKept: kept }, document);
  return { legacyKey, id: document._id as string, fields };
}

/** The issues of the run, in the order they were found. */
export function defineIssues({ component }: Environment) {
  return internalQueryGeneric({
    args: { table: v.optional(v.string()), state: v.optional(vIssueState), ...vPage },
    handler: async (ctx: QueryCtx, { table, state, cursor, numItems }) =>
      await ctx.runQuery(component.issues.list, {
        table,
        state,
        cursor: cursor ?? null,
        numItems: numItems ?? pageSize,
      }),
  });
}

/** The rows that became part of an account: what the next load has to know about the accounts it must not touch. */
export function defineMatches({ component }: Environment) {
  return internalQueryGeneric({
    args: { table: v.string(), ...vPage },
    handler: async (ctx: QueryCtx, { table, cursor, numItems }) =>
      await ctx.runQuery(component.matching.list, { table, cursor: cursor ?? null, numItems: numItems ?? pageSize }),
  });
}

/** Lives with an issue, for a reason that stands in the report. Gives how many open issues that closed. */
export function defineWaive({ component }: Environment) {
  return internalMutationGeneric({
    args: { table: v.string(), legacyKey: v.string(), field: v.optional(v.string()), reason: v.string() },
    handler: async (ctx, args): Promise<number> => await ctx.runMutation(component.issues.waiveOpen, args),
  });
}
