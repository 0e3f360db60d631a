"use node";
import { type GenericActionCtx, type GenericDataModel, internalActionGeneric } from "convex/server";
import { v } from "convex/values";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { Account, type Limits, Pace, type Session, systemClock, defaultLimits } from "./account.js";
import { cleanUp, readResult, type TaskAnswer, undo } from "./cleanUp.js";
import type { EventRule } from "./events.js";
import type { Job } from "./job.js";
import { clearTask, closeTask, componentLedger, type Ledger, startUndo, reopenTask, type Runner } from "./ledger.js";
import { type AppEvents, type Removal, removeEvents } from "./removeEvents.js";
import { decryptToken, readSettings, type Settings, type VariableNames } from "./settings.js";
import { GoogleError } from "./googleError.js";
import { type CalendarUsers, eachPageOfUsers, readKnownEventIds } from "./users.js";

type ActionCtx = GenericActionCtx<GenericDataModel>;

export interface GoogleCalendarOptions {
  /** What the app knows about its users. */
  readonly users: CalendarUsers;
  /** Identifies the old app's events. */
  readonly leftOver: EventRule;
  readonly limits?: Partial<Limits>;
  readonly variables?: VariableNames;
  /** Epoch milliseconds. Default: when the cutover window switched to the new app. */
  readonly cutoverAt?: (ctx: ActionCtx) => Promise<number | null>;
}

const vAnswer = v.object({
  isDone: v.boolean(),
  result: v.record(v.string(), v.union(v.number(), v.string())),
  againAt: v.optional(v.number()),
  waitsFor: v.optional(v.string()),
});

const vRemoval = v.object({
  isDone: v.boolean(),
  deleted: v.number(),
  failed: v.record(v.string(), v.number()),
  stoppedBy: v.optional(v.string()),
});

/** Time limit of an action without `until`: Convex ends it after ten minutes. */
const longestMs = 8 * 60_000;

/** Between two checks for what is missing. */
const pauseMs = 10 * 60_000;

/**
 * Google Calendar after the cutover. In a file with "use node":
 *
 * ```ts
 * const calendar = new GoogleCalendar(components.cutover, { users: internal.calendar.users, leftOver: { titles, marker } });
 * export const run = calendar.cleanUp();
 * export const undo = calendar.undo();
 * export const close = calendar.close();
 * export const retry = calendar.retry();
 * ```
 *
 * Refresh tokens are decrypted in the action that uses them; neither they nor event contents enter any log or error.
 */
export class GoogleCalendar {
  private readonly limits: Limits;

  constructor(
    private readonly component: ComponentApi,
    private readonly options: GoogleCalendarOptions,
  ) {
    this.limits = { ...defaultLimits, ...options.limits };
  }

  /** `{ task, dryRun, until }` → `{ isDone, result, againAt?, waitsFor? }`: finds and deletes the events that the old app left. */
  cleanUp() {
    return internalActionGeneric({
      args: { task: v.string(), dryRun: v.boolean(), until: v.number() },
      returns: vAnswer,
      handler: async (ctx, { task, dryRun, until }): Promise<TaskAnswer> => {
        const settings = readSettings(this.options.variables ?? {});
        if ("missing" in settings) return waitFor(settings.missing);
        const cutoverAt = await (this.options.cutoverAt ?? this.readCutoverAt)(ctx);
        if (cutoverAt === null) return waitFor("the cutover: no window has switched to the new app");
        const { users, leftOver: rule } = this.options;
        const ledger = await this.openLedger(ctx, task, dryRun);
        await eachPageOfUsers(ctx, users, async (owners) => await ledger.addOwners(owners));
        const known = await readKnownEventIds(ctx, users);
        return await cleanUp(this.makeJob(ctx, ledger, settings, until), { rule, cutoverAt, known }, { dryRun });
      },
    });
  }

  /** `{ task, until }` → the same: restores deleted events from the ledger. */
  undo() {
    return internalActionGeneric({
      args: { task: v.string(), until: v.number() },
      returns: vAnswer,
      handler: async (ctx, { task, until }): Promise<TaskAnswer> => {
        const settings = readSettings(this.options.variables ?? {});
        if ("missing" in settings) return waitFor(settings.missing);
        const ledger = componentLedger(ctx, this.component, task);
        await startUndo(ledger);
        return await undo(this.makeJob(ctx, ledger, settings, until));
      },
    });
  }

  /** `{ task, until }` → the same: deletes the events' contents from the ledger. Nothing can be restored after that. */
  close() {
    return internalActionGeneric({
      args: { task: v.string(), until: v.number() },
      returns: vAnswer,
      handler: async (ctx, { task, until }): Promise<TaskAnswer> => {
        const ledger = componentLedger(ctx, this.component, task);
        const isDone =
          (await clearTask(ctx, this.component, dryRunOf(task), until)) &&
          (await closeTask(ctx, this.component, ledger, task, until));
        return { isDone, result: await readResult(ledger) };
      },
    });
  }

  /** `{ task }` → events and users that failed, or were restored, are tried again by the next run. */
  retry() {
    return internalActionGeneric({
      args: { task: v.string() },
      returns: v.object({ users: v.number(), events: v.number() }),
      handler: async (ctx, { task }): Promise<{ users: number; events: number }> =>
        await reopenTask(ctx, this.component, componentLedger(ctx, this.component, task), task),
    });
  }

  /**
   * `{ owner, type }` → `{ isDone, deleted, failed, stoppedBy? }`: deletes the new app's own events of a user, of one deadline type or,
   * with null, of all. Not done: call it again.
   */
  removeEvents(events: AppEvents) {
    return internalActionGeneric({
      args: { owner: v.string(), type: v.union(v.string(), v.null()) },
      returns: vRemoval,
      handler: async (ctx, args): Promise<Removal> => {
        const settings = readSettings(this.options.variables ?? {});
        if ("missing" in settings) throw new Error(`The calendar cannot be reached without ${settings.missing}`);
        const session = this.makeSession(settings, Date.now() + longestMs);
        const open = async () => await this.openAccount(ctx, session, settings, args.owner);
        return await removeEvents(ctx, open, events, args);
      },
    });
  }

  private readonly readCutoverAt = async (ctx: ActionCtx) => await readCutoverAt(ctx, this.component);

  /** A dry run has a ledger of its own. When that is complete, the next dry run starts over. */
  private async openLedger(ctx: ActionCtx, task: string, dryRun: boolean): Promise<Ledger> {
    if (!dryRun) return componentLedger(ctx, this.component, task);
    const ledger = componentLedger(ctx, this.component, dryRunOf(task));
    const left = await ledger.nextOwners("listing", 1);
    if (left.length === 0) await clearTask(ctx, this.component, dryRunOf(task), Infinity);
    return ledger;
  }

  private makeSession({ client }: Settings, until: number): Session {
    const { perProject, minuteMs } = this.limits;
    const projectPace = new Pace(minuteMs / perProject, systemClock);
    return { client, limits: this.limits, clock: systemClock, projectPace, until };
  }

  private makeJob(ctx: ActionCtx, ledger: Ledger, settings: Settings, until: number): Job {
    const session = this.makeSession(settings, until);
    const open = async (owner: string) => await this.openAccount(ctx, session, settings, owner);
    return { ledger, clock: systemClock, until, open };
  }

  private async openAccount(ctx: ActionCtx, session: Session, { keys }: Settings, owner: string): Promise<Account> {
    const encrypted = await ctx.runQuery(this.options.users.token, { owner });
    if (encrypted === null) throw new GoogleError("user", "not_connected");
    const token = decryptToken(encrypted, keys);
    if (token === null) throw new GoogleError("user", "token_unreadable");
    return new Account(session, token);
  }
}

/** The ledger of a task's dry run. */
function dryRunOf(task: string): string {
  return `${task} (dry run)`;
}

function waitFor(waitsFor: string): TaskAnswer {
  return { isDone: false, result: {}, againAt: Date.now() + pauseMs, waitsFor };
}

/**
 * When the latest window switched users to the new app, epoch milliseconds; null while no cutover stands. The earlier of
 * switch and close: events that may not be the old app's are kept.
 */
export async function readCutoverAt(ctx: Runner, { window }: ComponentApi): Promise<number | null> {
  const { steps } = await ctx.runQuery(window.current, {});
  const latestFirst = steps.toReversed();
  const end = latestFirst.findIndex(({ step }) => ["close", "rollback", "abandoned"].includes(step));
  const closed = latestFirst[end];
  if (closed?.step !== "close") return null;
  const switched = latestFirst.slice(end).find(({ step }) => step === "switch");
  return switched?.at ?? closed.at;
}
