"use node";
import { components, internal } from "./_generated/api.js";
import { GoogleCalendar } from "./client/calendar/index.js";

const calendar = new GoogleCalendar(components.cutover, {
  users: internal.calendarUsers,
  leftOver: {
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
  },
});

export const cleanUp = calendar.cleanUp();
export const undo = calendar.undo();
export const close = calendar.close();
export const retry = calendar.retry();

/** What the settings page sets off: see `calendarEvents.ts`. */
export const removeEvents = calendar.removeEvents({
  list: internal.calendarEvents.list,
  forget: internal.calendarEvents.forget,
});
