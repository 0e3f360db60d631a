import {
  Account,
  type Clock,
  type Limits,
  Pace,
  type Session,
  systemClock,
  defaultLimits,
} from "../../../convex/client/calendar/account.js";
import { cleanUp, undo } from "../../../convex/client/calendar/cleanUp.js";
import type { Job } from "../../../convex/client/calendar/job.js";
import { type Ledger, startUndo } from "../../../convex/client/calendar/ledger.js";
import type { EventRule, LeftOverCriteria } from "../../../convex/client/calendar/events.js";
import { GoogleError } from "../../../convex/client/calendar/googleError.js";
import type { Event } from "./calendars.js";
import { client } from "./calendarServer.js";

export const cutOver = "2026-06-01T00:00:00.000Z";

/** Of PERM Tracker: sources.md. */
export const rule: EventRule = {
  titles: [
    "PWD Expiration:",
    "ETA 9089 Filing:",
    "ETA 9089 Expiration:",
    "Ready to File:",
    "Recruitment Expires:",
    "I-140 Deadline:",
    "RFI Response Due:",
    "RFE Response Due:",
  ],
  marker: "PERM Tracker",
};

/** As v1 has made them. */
export function leftOver(id: string, more: Partial<Event> = {}): Partial<Event> & { id: string } {
  const title = rule.titles[id.length % rule.titles.length]!;
  const day = { date: "2026-09-01" };
  return {
    id,
    summary: `${title} Acme`,
    description: "Deadline of a case.\nPERM Tracker",
    start: day,
    end: day,
    ...more,
  };
}

/** Everything as fast as the machine allows. */
export const quick: Limits = {
  ...defaultLimits,
  perUser: 1e9,
  perProject: 1e9,
  backOffMs: 2,
  timeoutMs: 60_000,
  graceMs: 0,
};

export interface Called {
  readonly ledger: Ledger;
  readonly url: string;
  readonly known?: readonly string[];
  readonly limits?: Limits;
  readonly clock?: Clock;
  readonly until?: number;
  readonly clientSecret?: string;
}

/** What an action of the app sets up, without Convex. The owner is the user's name, the token is not encrypted. */
export function makeJob({ ledger, url, limits = quick, clock = systemClock, ...rest }: Called): Job {
  const { until = Date.now() + 120_000, clientSecret = client.secret } = rest;
  const projectPace = new Pace(limits.minuteMs / limits.perProject, clock);
  const session: Session = { client: { ...client, secret: clientSecret, url }, limits, clock, projectPace, until };
  const open = async (owner: string) => {
    if (owner.startsWith("without")) throw new GoogleError("user", "not_connected");
    return new Account(session, `1//refresh-${owner}`);
  };
  return { ledger, clock, until, open };
}

export function recognise(known: readonly string[] = []): LeftOverCriteria {
  return { rule, cutoverAt: Date.parse(cutOver), known: new Set(known) };
}

export async function run(called: Called, { dryRun = false } = {}) {
  return await cleanUp(makeJob(called), recognise(called.known), { dryRun });
}

export async function undoAll(called: Called) {
  await startUndo(called.ledger);
  return await undo(makeJob(called));
}
