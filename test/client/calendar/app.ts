/// <reference types="vite/client" />
import { randomBytes } from "node:crypto";
import { convexTest, type TestConvex } from "convex-test";
import { vi } from "vitest";
import { components, internal } from "../../../convex/_generated/api.js";
import type { Id } from "../../../convex/_generated/dataModel.js";
import type { TaskAnswer } from "../../../convex/client/calendar/cleanUp.js";
import { GoogleCalendar } from "../../../convex/client/calendar/index.js";
import type { EventIds } from "../../../convex/client/index.js";
import { register } from "../../../convex/client/test.js";
import movingSchema from "../../../convex/schema.js";
import migrationsSchema from "../../../node_modules/@convex-dev/migrations/dist/component/schema.js";
import { client } from "./calendarServer.js";
import { encryptAesGcm, encryptFernet } from "./encrypt.js";
import { cutOver, quick, rule } from "./support.js";

export type App = TestConvex<typeof movingSchema>;

const migrationsModules = import.meta.glob("../../../node_modules/@convex-dev/migrations/dist/component/**/*.js");

export const key = randomBytes(32);

/** PERM Tracker in a deployment of the test, with Convex's transaction limits; its own calendar/cleanUp.ts, or a quicker one. */
export function deploy(url: string, { asItIs = false } = {}): App {
  vi.stubEnv("AUTH_GOOGLE_ID", client.id);
  vi.stubEnv("AUTH_GOOGLE_SECRET", client.secret);
  vi.stubEnv("CALENDAR_TOKEN_KEYS", `${randomBytes(32).toString("base64")},${key.toString("base64url")}`);
  vi.stubEnv("CALENDAR_URL", url);
  const modules = {
    "./_generated/api.js": async () => ({}),
    "./calendar/cleanUp.ts": async () =>
      asItIs ? await import("../../../convex/calendar/cleanUp.js") : quickCalendar(),
    "./calendar/events.ts": async () => await import("../../../convex/calendar/events.js"),
    "./calendar/users.ts": async () => await import("../../../convex/calendar/users.js"),
    "./migrations.ts": async () => await import("../../../convex/migrations.js"),
  };
  const t = convexTest({ schema: movingSchema, modules, transactionLimits: true });
  t.registerComponent("migrations", migrationsSchema, migrationsModules);
  register(t);
  return t;
}

function quickCalendar() {
  const calendar = new GoogleCalendar(components.cutover, {
    users: internal.calendar.users,
    leftOver: rule,
    limits: quick,
  });
  return {
    run: calendar.cleanUp(),
    undo: calendar.undo(),
    close: calendar.close(),
    retry: calendar.retry(),
    removeEvents: calendar.removeEvents({
      list: internal.calendar.events.list,
      forget: internal.calendar.events.forget,
    }),
  };
}

/** What `cutover go` records: at that time people were led to the new app. */
export async function passWindow(t: App, at = Date.parse(cutOver)): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: at });
  const step = { runId: "run-1", state: "finished" as const };
  await t.mutation(internal.migrations.recordStep, { ...step, step: "switch" });
  await t.mutation(internal.migrations.recordStep, { ...step, step: "close", closes: true });
  vi.useRealTimers();
}

/** A person of v1 who has connected a calendar. */
export async function addPerson(t: App, name: string, refreshToken = `1//refresh-${name}`): Promise<Id<"users">> {
  const googleRefreshTokenEncrypted =
    name.length % 2 === 0 ? encryptFernet(refreshToken, key) : encryptAesGcm(refreshToken, key);
  return await t.run(async ({ db }) => {
    const userId = await db.insert("users", { email: `${name}@example.com`, emailVerificationTime: 1 });
    await db.insert("userSettings", {
      userId,
      emailNotificationsEnabled: true,
      pushNotificationsEnabled: false,
      notifyDaysBefore: [7],
      timezone: "UTC",
      calendarSyncEnabled: true,
      googleCalendarConnected: true,
      googleRefreshTokenEncrypted,
      calendarDeadlineTypes: { pwd: true, rfe: true },
      preferences: {},
      updatedAt: 1,
    });
    return userId;
  });
}

export async function addCase(t: App, userId: Id<"users">, calendarEventIds: Record<string, EventIds>) {
  return await t.run(
    async ({ db }) =>
      await db.insert("cases", {
        userId,
        employerName: "Acme",
        beneficiaryIdentifier: "B-1",
        caseStatus: "pwd",
        progressStatus: "working",
        priority: "normal",
        tags: [],
        documents: [],
        calendarSyncEnabled: true,
        calendarEventIds,
        isFavorite: false,
        isDeleted: false,
        updatedAt: 1,
      }),
  );
}

/** Later than any machine needs. */
const muchLater = () => Date.now() + 3_600_000;

/** Calls the task as its runner does, until it is done or waits. */
export async function cleanUp(t: App, { dryRun = false } = {}): Promise<TaskAnswer & { calls: number }> {
  for (let calls = 1; ; calls++) {
    const args = { task: "calendar", dryRun, until: muchLater() };
    const answer: TaskAnswer = await t.action(internal.calendar.cleanUp.run, args);
    if (answer.isDone || answer.againAt !== undefined) return { ...answer, calls };
  }
}

export async function undo(t: App): Promise<TaskAnswer> {
  return await t.action(internal.calendar.cleanUp.undo, { task: "calendar", until: muchLater() });
}

export async function close(t: App): Promise<TaskAnswer> {
  return await t.action(internal.calendar.cleanUp.close, { task: "calendar", until: muchLater() });
}
