"use node";
export { GoogleCalendar, type GoogleCalendarOptions } from "./googleCalendar.js";
export type { Limits } from "./account.js";
export type { EventRule } from "./events.js";
export type { AppEvent, AppEvents, Removal } from "./removeEvents.js";
export type { VariableNames } from "./settings.js";
export type { CalendarUsers } from "./users.js";
