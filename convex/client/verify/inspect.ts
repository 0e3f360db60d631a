import { refuse } from "../run/refuse.js";
import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { v } from "convex/values";
import { type Kept, vExportVerdict, vIssueState } from "../../cutover/validators.js";
import { bucketOf } from "../../shared/document/fingerprint.js";
import { getTable } from "../../shared/plan/plan.js";
import { hideSecrets, isSecret } from "../../shared/document/document.js";
import type { Environment, QueryCtx, StoredDocument } from "../run/environment.js";
import { KeyCaches } from "../run/keyCaches.js";
import type { Row } from "../../shared/document/rows.js";
import type { Reader } from "./followReferences.js";
import { preparePage, readCanonical } from "./verify.js";

/** Documents read per page unless asked for more or fewer. */
const pageSize = 500;

/** Of a table with lists of references, of which each item is an index range. */
const listPageSize = 50;

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
      const most = table.refs.some(({ list }) => list !== null) ? listPageSize : Infinity;
      const paging = { cursor: cursor ?? null, numItems: Math.min(numItems ?? pageSize, most) };
      const page = await ctx.db.query(name).paginate(paging);
      // A document that no row was merged into has one key, which says whether it is asked for.
      const isAsked = (document: StoredDocument) =>
        table.match !== undefined || wanted.has(bucketOf((document[table.id.field] ?? "") as string));
      const has = { hasMatches: table.match !== undefined, hasKeptValues: true, hasAliases: true };
      const reader: Reader = { environment, ctx, table, caches: new KeyCaches(), ...has };
      const rows = await preparePage(reader, page.page.filter(isAsked));
      const items: Inspected[] = [];
      for (const document of page.page)
        for (const row of rows.get(document._id as string) ?? [])
          if (!row.isGone && wanted.has(bucketOf(row.legacyKey))) items.push(await inspectRow(reader, document, row));
      return { items, isDone: page.isDone, cursor: page.continueCursor };
    },
  });
}

async function inspectRow(reader: Reader, document: StoredDocument, row: Row): Promise<Inspected> {
  const { fields } = await readCanonical(reader, document, row);
  return { legacyKey: row.legacyKey, id: document._id as string, fields: hideSecrets(reader.table.name, fields) };
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
    handler: async (ctx: QueryCtx, { table, cursor, numItems }) => {
      const asked = { table, cursor: cursor ?? null, numItems: numItems ?? pageSize };
      const { items, ...page } = await ctx.runQuery(component.matching.list, asked);
      const withoutSecrets = ({ field, value }: Kept): Kept => (isSecret(table, field) ? { field } : { field, value });
      const shown = items.map(({ kept, replaced, wrote = [], ...match }) => ({
        ...match,
        wrote: wrote.map(withoutSecrets),
        kept: kept.map(withoutSecrets),
        replaced: replaced.map(withoutSecrets),
      }));
      return { items: shown, ...page };
    },
  });
}

/** Records what a comparison of an export has found: from then on it counts like what verify finds inside Convex. */
export function defineRecordVerification({ component }: Environment) {
  return internalMutationGeneric({
    args: { runId: v.string(), generation: v.number(), tables: v.array(vExportVerdict) },
    handler: async (ctx, args): Promise<null> => {
      if (await ctx.runMutation(component.verdict.recordExport, args)) return null;
      const message =
        "The migration has written while it was verified, or another run has begun: what was found may be old.";
      return refuse("changed_meanwhile", message, "npx cutover verify");
    },
  });
}

/** Lives with an issue, for a reason that stands in the report. Gives how many open issues that closed. */
export function defineWaive({ component }: Environment) {
  return internalMutationGeneric({
    args: { table: v.string(), legacyKey: v.string(), field: v.optional(v.string()), reason: v.string() },
    handler: async (ctx, args): Promise<number> => await ctx.runMutation(component.issues.waiveOpen, args),
  });
}
