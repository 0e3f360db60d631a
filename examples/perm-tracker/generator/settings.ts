import { itemAt } from "../../support/items.js";
import { dirt, rowCounts } from "./dirt.js";
import { lastDay, makeMissingUserIds, randomTimestamp, type Person } from "./people.js";
import { Random } from "../../support/random.js";
import { printBoolean, printJsonb, type Cell, type DataRow } from "./values.js";
import { hardPreferenceKeys } from "./words.js";

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** One row per user; the two who never opened their settings make room for the two who are gone. */
export function makeSettings(people: readonly Person[]): readonly DataRow[] {
  const random = new Random("user_settings");
  const living = people.slice(0, rowCounts["public.user_settings"] - dirt.rejected.settingsOfMissingUser);
  const owners = [...living.map(({ id, createdDay }) => ({ id, createdDay })), ...missingOwners()];
  return random.shuffle(owners).map(({ id, createdDay }) => makeSetting(random, id, createdDay));
}

function missingOwners(): readonly { id: string; createdDay: number }[] {
  return makeMissingUserIds().map((id) => ({ id, createdDay: lastDay - 400 }));
}

function makeSetting(random: Random, userId: string, createdDay: number): DataRow {
  const isConnected = random.chance(35);
  const flag = (): Cell => random.orNull(25, printBoolean(random.chance(70)));
  const hasQuietHours = random.chance(30);
  return {
    id: random.uuid(),
    user_id: userId,
    email_notifications_enabled: flag(),
    push_notifications_enabled: flag(),
    notify_days_before: random.orNull(20, random.pick(["{30,14,7}", "{7,3,1}", "{60,30}", "{}"])),
    quiet_hours_start: hasQuietHours ? "22:00:00" : null,
    quiet_hours_end: hasQuietHours ? "07:30:00" : null,
    timezone: random.pick(["America/New_York", "America/Los_Angeles", "America/Chicago", "Asia/Kolkata"]),
    calendar_sync_enabled: isConnected ? "t" : flag(),
    google_calendar_connected: printBoolean(isConnected),
    google_refresh_token_encrypted: isConnected ? `gAAAAAB${random.text(93, base64)}` : null,
    calendar_deadline_types: printJsonb(isConnected ? { pwd: true, rfe: random.chance(50), i140: true } : {}),
    preferences: makePreferencesJson(random),
    created_at: randomTimestamp(random, createdDay),
    updated_at: randomTimestamp(random, random.between(createdDay, lastDay)),
  };
}

function makePreferencesJson(random: Random): string {
  const theme = random.pick(["light", "dark", "system"]);
  if (random.chance(30)) return "{}";
  return printJsonb({ theme, pageSize: random.pick([10, 25, 50]), columns: ["employer", "status", "deadline"] });
}

/** Key and value; the primary key is (user_id, key). The hard keys all belong to one user. */
export function makePreferences(people: readonly Person[]): readonly DataRow[] {
  const random = new Random("user_preferences");
  const rows = hardPreferenceKeys.map((key) => makePreference(random, itemAt(people, 0), key));
  const keys = ["dashboard.sort", "dashboard.filter", "cases.view"];
  for (let index = 0; rows.length < rowCounts["public.user_preferences"]; index++) {
    const person = itemAt(people, Math.floor(index / keys.length) + 1);
    rows.push(makePreference(random, person, itemAt(keys, index % keys.length)));
  }
  return random.shuffle(rows);
}

function makePreference(random: Random, person: Person, key: string): DataRow {
  return {
    user_id: person.id,
    key,
    value: random.orNull(10, random.pick(["deadline", "employer", "asc", "cards", ""])),
    updated_at: randomTimestamp(random, random.between(person.createdDay, lastDay)),
  };
}
