import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makeAccounts } from "./generator/accounts.js";
import { makeAuthRows } from "./generator/auth.js";
import { makeCases } from "./generator/cases.js";
import { renderDataDump, type Rows } from "./generator/dataDump.js";
import { makeNotifications } from "./generator/notifications.js";
import { makePeople, type Person } from "./generator/people.js";
import { renderSchemaDump } from "./generator/schemaDump.js";
import { makePreferences, makeSettings } from "./generator/settings.js";
import { makeStorageRows } from "./generator/storage.js";

export const exampleFolder = dirname(fileURLToPath(import.meta.url));

/** Path within the example → text, for every file that is in the repository. */
export function renderFiles(): ReadonlyMap<string, string> {
  const people = makePeople();
  const accounts = makeAccounts(people);
  return new Map([
    ["source/schema.sql", renderSchemaDump()],
    ["source/data.sql", renderDataDump(makeRows(people), "copy")],
    ["target/users.jsonl", renderLines(accounts.users)],
    ["target/authAccounts.jsonl", renderLines(accounts.authAccounts)],
  ]);
}

/** The same data as the CLI prints it without `--use-copy`. Too much of the same for the repository. */
export function renderInserts(): ReadonlyMap<string, string> {
  return new Map([["source/data.inserts.sql", renderDataDump(makeRows(makePeople()), "inserts")]]);
}

function makeRows(people: readonly Person[]): Rows {
  const cases = makeCases(people);
  return new Map([
    ...makeAuthRows(people),
    ["public.users", people.map((person) => person.row)],
    ["public.cases", cases.rows],
    ["public.notifications", makeNotifications(people, cases)],
    ["public.user_preferences", makePreferences(people)],
    ["public.user_settings", makeSettings(people)],
    ...makeStorageRows(people),
  ]);
}

function renderLines(documents: readonly object[]): string {
  return documents.map((document) => `${JSON.stringify(document)}\n`).join("");
}

function writeFiles(files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const file = join(exampleFolder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.error(`${path}: ${Buffer.byteLength(text)} bytes`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFiles(process.argv.includes("--inserts") ? renderInserts() : renderFiles());
}
