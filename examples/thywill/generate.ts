import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeHistory } from "./generator/activity.js";
import { renderArchives } from "./generator/archiveFiles.js";
import { type Tables, writeDatabase } from "./generator/database.js";
import { makeMarks, unindexedMarks } from "./generator/marks.js";
import { makePeople, places } from "./generator/people.js";
import { makePrayers, unindexedPrayers } from "./generator/prayers.js";
import {
  makeAuthenticationRequests,
  makeInviteTokens,
  makeRoles,
  makeSessions,
  makeSkips,
  makeUserRoles,
} from "./generator/rest.js";

/** Every row of the source, in the order in which it is written. */
export function makeTables(): Tables {
  const people = makePeople();
  const prayers = makePrayers(people);
  const marks = makeMarks(people, prayers);
  const roles = makeRoles(people);
  const { attributes, log } = makeHistory(people, prayers, marks);
  return {
    user: { rows: people.map(({ row }) => row), unindexed: places.unindexed },
    role: { rows: roles },
    user_roles: { rows: makeUserRoles(people, roles) },
    prayer: { rows: prayers.map(({ row }) => row), unindexed: unindexedPrayers },
    prayer_attributes: { rows: attributes },
    prayer_activity_log: { rows: log },
    prayermark: { rows: marks.map(({ row }) => row), unindexed: unindexedMarks },
    prayerskip: { rows: makeSkips(people, prayers) },
    session: { rows: makeSessions(people) },
    invitetoken: { rows: makeInviteTokens(people) },
    authenticationrequest: { rows: makeAuthenticationRequests(people) },
  };
}

/** Writes the app's folder as it stood on the server, the same bytes on every machine: the database and its text archives. */
export function writeExample(folder: string): string {
  const tables = makeTables();
  const database = join(folder, "thywill.db");
  rmSync(database, { force: true });
  writeDatabase(database, tables);
  for (const [path, text] of renderArchives(tables)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return database;
}

const [, script, folder] = process.argv;
if (script !== undefined && folder !== undefined && import.meta.url === pathToFileURL(script).href)
  writeExample(folder);
