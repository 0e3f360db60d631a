import { cutOver, leftOver } from "./support.js";
import { type CalendarServer, seeded } from "./calendarServer.js";

export interface Population {
  readonly users: number;
  readonly leftOverPerUser: number;
  readonly seed: number;
}

export interface Populated {
  readonly owners: string[];
  /** Ids that v2 knows. */
  readonly known: string[];
  /** Calendar and id of what has to go. */
  readonly leftOver: string[];
}

/** Fills the calendars: what v1 has left, in several calendars of each user, between everything that looks like it. */
export function populate({ calendars }: CalendarServer, { users, leftOverPerUser, seed }: Population): Populated {
  const random = seeded(seed);
  const filled: Populated = { owners: [], known: [], leftOver: [] };
  for (let number = 0; number < users; number++) {
    const name = `user${number}`;
    filled.owners.push(name);
    const user = calendars.addUser(name);
    calendars.addCalendar(`work${number}`, [[user, "writer"]]);
    calendars.addCalendar(`read${number}`, [[user, "reader"]]);
    calendars.put(`read${number}`, leftOver(`readonly${number}`));
    for (let index = 0; index < leftOverPerUser; index++) {
      const calendar = random() < 0.8 ? name : `work${number}`;
      const id = `v1u${number}e${index}${"x".repeat(index % 8)}`;
      calendars.put(calendar, leftOver(id));
      filled.leftOver.push(`${calendar} ${id}`);
    }
    for (const event of lookalikes(number)) calendars.put(name, event);
    filled.known.push(`v2u${number}`, `adopted${number}`);
  }
  return filled;
}

function lookalikes(number: number) {
  return [
    { id: `own${number}`, summary: "Lunch with a colleague", description: "Talk about PERM Tracker" },
    { id: `unmarked${number}`, summary: "PWD Expiration: by hand", description: "my own note on the tracker" },
    { id: `prefixed${number}`, summary: "Re: PWD Expiration: Acme", description: "PERM Tracker" },
    { id: `unrelated${number}`, summary: "Dentist" },
    leftOver(`late${number}`, { created: new Date(Date.parse(cutOver) + number * 60_000).toISOString() }),
    leftOver(`v2u${number}`, { created: "2026-05-31T12:00:00.000Z" }),
    leftOver(`adopted${number}`),
  ];
}
