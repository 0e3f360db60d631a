import { internalQueryGeneric } from "convex/server";
import { type Infer, v } from "convex/values";
import { type Environment, type QueryCtx, readModule } from "../run/environment.js";
import { normalizeName } from "./guard.js";

const vScheduledCall = v.object({
  /** `notes:sweep` */
  function: v.string(),
  /** Epoch milliseconds: when it is due, or when it was put off. */
  at: v.number(),
});

const vScheduledWork = v.object({
  /** Of this page: calls of the app's functions that have not run and are due. */
  due: v.array(vScheduledCall),
  /** Of this page: calls that wait for the end of maintenance mode. */
  postponed: v.array(vScheduledCall),
  isDone: v.boolean(),
  cursor: v.union(v.string(), v.null()),
});
export type ScheduledWork = Infer<typeof vScheduledWork>;

/** Below what one transaction may read, with arguments of 8 KB each. */
const pageSize = 500;

/** `{ until }` → scheduled functions of the app that are due by then, and calls that were put off, in pages. */
export function defineScheduledWork(environment: Environment) {
  return internalQueryGeneric({
    args: { until: v.number(), cursor: v.optional(v.union(v.string(), v.null())) },
    returns: vScheduledWork,
    handler: async (ctx, { until, cursor = null }): Promise<ScheduledWork> => {
      const [list, at] = parseCursor(cursor);
      return list === "due" ? await readDue(ctx, until, at) : await readPostponed(environment, ctx, at);
    },
  });
}

/** First what is scheduled, then what was put off. */
function parseCursor(cursor: string | null): [list: "due" | "postponed", at: string | null] {
  if (cursor === null) return ["due", null];
  const [list = "", ...rest] = cursor.split(" ");
  const at = rest.join(" ");
  return [list === "due" ? "due" : "postponed", at === "" ? null : at];
}

/** The migration's own functions are no work of the app; they write in maintenance mode. */
async function readDue(ctx: QueryCtx, until: number, cursor: string | null): Promise<ScheduledWork> {
  const own = await readModule(ctx);
  const jobs = await ctx.db.system.query("_scheduled_functions").order("desc").paginate({ cursor, numItems: pageSize });
  const due = jobs.page
    .filter(({ state, scheduledTime }) => isOpen(state.kind) && scheduledTime <= until)
    .map(({ name, scheduledTime }) => ({ function: normalizeName(name), at: scheduledTime }))
    .filter((job) => !job.function.startsWith(`${normalizeName(own).split(":")[0]}:`));
  const next = jobs.isDone ? "postponed " : `due ${jobs.continueCursor}`;
  return { due, postponed: [], isDone: false, cursor: next };
}

async function readPostponed({ component }: Environment, ctx: QueryCtx, cursor: string | null): Promise<ScheduledWork> {
  const page = await ctx.runQuery(component.postponed.list, { cursor, numItems: pageSize });
  const next = page.isDone ? null : `postponed ${page.cursor}`;
  return { due: [], postponed: page.items, isDone: page.isDone, cursor: next };
}

function isOpen(state: string): boolean {
  return state === "pending" || state === "inProgress";
}
