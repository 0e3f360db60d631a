"use node";
export { GoogleCalendar, type GoogleCalendarOptions } from "./googleCalendar.js";
export type { Limits } from "./pace.js";
export type { EventRule } from "./recognise.js";
export type { AppEvent, AppEvents, Removal } from "./removeEvents.js";
export type { VariableNames } from "./settings.js";
export type { CalendarUsers } from "./users.js";
