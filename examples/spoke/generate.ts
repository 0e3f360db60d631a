import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { assignmentRows, campaignRows, organizationRows } from "./generator/campaigns.js";
import { makeWorld } from "./generator/cast.js";
import { contactRows } from "./generator/contacts.js";
import { messageRows } from "./generator/messages.js";
import { inviteRows, jobRows, logRows, migrationRows, optOutRows, zipRows } from "./generator/others.js";
import { membershipRows, userCellRows, userRows } from "./generator/people.js";
import { renderSql, type Rows } from "./generator/rows.js";
import { cannedRows, responseRows, stepRows } from "./generator/scripts.js";
import type { World } from "./generator/world.js";

export const exampleFolder = dirname(fileURLToPath(import.meta.url));

/** Every table of the source, and the truth behind it. */
export function makeSource(): { readonly rows: Rows; readonly world: World } {
  const world = makeWorld();
  const rows = new Map([
    ["user", userRows()],
    ["organization", organizationRows()],
    ["user_organization", membershipRows()],
    ["user_cell", userCellRows()],
    ["campaign", campaignRows()],
    ["assignment", assignmentRows()],
    ["campaign_contact", contactRows(world)],
    ["interaction_step", stepRows()],
    ["question_response", responseRows(world)],
    ["message", messageRows(world)],
    ["opt_out", optOutRows(world)],
    ["canned_response", cannedRows()],
    ["invite", inviteRows()],
    ["zip_code", zipRows()],
    ["job_request", jobRows()],
    ["log", logRows(world)],
    ["migrations", migrationRows()],
    ["pending_message_part", []],
  ]);
  return { rows, world };
}

/** Rows that were touched stand behind all others: in a database that lives, the order of reading is not that of the ids. */
const touched = ["user", "user_organization", "campaign_contact", "question_response"]
  .map((table) => `UPDATE "${table}" SET id = id WHERE id % 3 = 1;\n`)
  .join("");

/** SQL that makes the database in an empty one: `psql --file`. */
export function renderDatabase(): string {
  const schema = readFileSync(join(exampleFolder, "source/schema.sql"), "utf8");
  return `${schema}\n${renderSql(makeSource().rows)}\n${touched}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.stdout.write(renderDatabase());
