"use node";
import { type GenericActionCtx, type GenericDataModel, internalActionGeneric } from "convex/server";
import { v } from "convex/values";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { Account, type Session } from "./account.js";
import { cleanUp, readResult, type TaskAnswer, undo } from "./cleanUp.js";
import { systemClock } from "./clock.js";
import { componentLedger } from "./componentLedger.js";
import { readCutOverAt } from "./cutOverAt.js";
import type { Job } from "./job.js";
import type { Ledger } from "./ledger.js";
import { clearTask, closeTask, readyUndo, reopenTask } from "./ledgerChores.js";
import { type Limits, Pace, usualLimits } from "./pace.js";
import type { EventRule } from "./recognise.js";
import { type AppEvents, type Removal, removeEvents } from "./removeEvents.js";
import { readSettings, type Settings, type VariableNames } from "./settings.js";
import { decryptToken } from "./tokens.js";
import { Trouble } from "./trouble.js";
import { type CalendarUsers, eachPageOfUsers, readKnownEventIds } from "./users.js";

type ActionCtx = GenericActionCtx<GenericDataModel>;

export interface GoogleCalendarOptions {
  /** What the app knows about its users. */
  readonly users: CalendarUsers;
  /** How the old app's events are told from all others. */
  readonly leftOver: EventRule;
  readonly limits?: Partial<Limits>;
  readonly variables?: VariableNames;
  /** Epoch milliseconds. Default: when the window has switched to the new app. */
  readonly cutOverAt?: (ctx: ActionCtx) => Promise<number | null>;
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

/** How long an action that nobody gave a limit may take: Convex ends it after ten minutes. */
const longestMs = 8 * 60_000;

/** Between two looks whether what is missing has come. */
const pauseMs = 10 * 60_000;

/**
 * Google Calendar after the cut-over. In a file with "use node":
 *
 * ```ts
 * const calendar = new GoogleCalendar(components.cutover, { users: internal.calendarUsers, leftOver: { titles, marker } });
 * export const cleanUp = calendar.cleanUp();
 * export const undo = calendar.undo();
 * export const close = calendar.close();
 * export const retry = calendar.retry();
 * ```
 *
 * Refresh tokens are decrypted in the action that uses them; neither they nor what events say get into any log or error.
 */
export class GoogleCalendar {
  private readonly limits: Limits;

  constructor(
    private readonly component: ComponentApi,
    private readonly options: GoogleCalendarOptions,
  ) {
    this.limits = { ...usualLimits, ...options.limits };
  }

  /** `{ task, dryRun, until }` → `{ isDone, result, againAt?, waitsFor? }`: finds and deletes what the old app left. */
  cleanUp() {
    return internalActionGeneric({
      args: { task: v.string(), dryRun: v.boolean(), until: v.number() },
      returns: vAnswer,
      handler: async (ctx, { task, dryRun, until }): Promise<TaskAnswer> => {
        const settings = readSettings(this.options.variables ?? {});
        if ("missing" in settings) return waitFor(settings.missing);
        const cutOverAt = await (this.options.cutOverAt ?? this.readCutOverAt)(ctx);
        if (cutOverAt === null) return waitFor("the cut-over: no window has switched to the new app");
        const { users, leftOver: rule } = this.options;
        const ledger = await this.openLedger(ctx, task, dryRun);
        await eachPageOfUsers(ctx, users, async (owners) => await ledger.addOwners(owners));
        const known = await readKnownEventIds(ctx, users);
        return await cleanUp(this.makeJob(ctx, ledger, settings, until), { rule, cutOverAt, known }, { dryRun });
      },
    });
  }

  /** `{ task, until }` → the same: puts deleted events back, from what the ledger holds. */
  undo() {
    return internalActionGeneric({
      args: { task: v.string(), until: v.number() },
      returns: vAnswer,
      handler: async (ctx, { task, until }): Promise<TaskAnswer> => {
        const settings = readSettings(this.options.variables ?? {});
        if ("missing" in settings) return waitFor(settings.missing);
        const ledger = componentLedger(ctx, this.component, task);
        await readyUndo(ledger);
        return await undo(this.makeJob(ctx, ledger, settings, until));
      },
    });
  }

  /** `{ task, until }` → the same: deletes the events' contents from the ledger. Nothing can be put back after that. */
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

  /** `{ task }` → events and users that failed, or were put back, are tried again by the next run. */
  retry() {
    return internalActionGeneric({
      args: { task: v.string() },
      returns: v.object({ users: v.number(), events: v.number() }),
      handler: async (ctx, { task }): Promise<{ users: number; events: number }> =>
        await reopenTask(ctx, this.component, componentLedger(ctx, this.component, task), task),
    });
  }

  /**
   * `{ owner, type }` → `{ isDone, deleted, failed, stoppedBy? }`: deletes the new app's own events of a user, of one kind of deadline or,
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

  private readonly readCutOverAt = async (ctx: ActionCtx) => await readCutOverAt(ctx, this.component);

  /** A dry run has books of its own. When they are complete the next one starts over. */
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
    if (encrypted === null) throw new Trouble("user", "not_connected");
    const token = decryptToken(encrypted, keys);
    if (token === null) throw new Trouble("user", "token_unreadable");
    return new Account(session, token);
  }
}

/** Where a dry run keeps what it has found. */
function dryRunOf(task: string): string {
  return `${task} (dry run)`;
}

function waitFor(waitsFor: string): TaskAnswer {
  return { isDone: false, result: {}, againAt: Date.now() + pauseMs, waitsFor };
}
