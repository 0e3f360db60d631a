"use node";
import { components, internal } from "../_generated/api.js";
import { GoogleCalendar } from "../client/calendar/index.js";

const calendar = new GoogleCalendar(components.cutover, {
  users: internal.calendar.users,
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

export const run = calendar.cleanUp();
export const undo = calendar.undo();
export const close = calendar.close();
export const retry = calendar.retry();

/** What the settings page sets off: see `events.ts`. */
export const removeEvents = calendar.removeEvents({
  list: internal.calendar.events.list,
  forget: internal.calendar.events.forget,
});
