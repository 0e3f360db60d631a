import type { Random } from "../../examples/support/random.js";

/** The old app of these tests, as SQL: its tables, its rows, and a thousand things that happen to them. */

export const schemaSql = `
  CREATE TABLE people (
    id integer PRIMARY KEY, email text, email_verified_at timestamptz, full_name text,
    invited_by integer REFERENCES people ON DELETE SET NULL ON UPDATE CASCADE, created_at timestamptz NOT NULL
  );
  CREATE TABLE teams (
    id integer PRIMARY KEY, slug text NOT NULL UNIQUE,
    owner_id integer NOT NULL REFERENCES people ON DELETE CASCADE ON UPDATE CASCADE
  );
  CREATE TABLE tickets (
    id bigint PRIMARY KEY, person_id integer NOT NULL REFERENCES people ON DELETE CASCADE ON UPDATE CASCADE,
    team text, parent_id bigint, title text NOT NULL, status text NOT NULL, amount numeric(12, 2),
    created_at timestamptz NOT NULL
  );
  CREATE TABLE notes (
    ticket_id bigint NOT NULL, number integer NOT NULL, body text, seal bytea, PRIMARY KEY (ticket_id, number)
  );`;

const counts = { people: 110, teams: 18, tickets: 260, notes: 180 };

/** Addresses that people, and accounts in Convex, share. */
const addresses = 160;

export const addressOf = (number: number) => `person${number}@example.com`;

/** Fills the tables, with what real data has: people without an address, or with somebody else's; notes of no ticket. */
export function seedSql(random: Random): string {
  return [
    ...range(counts.people).map((id) => insertPerson(random, id)),
    ...range(counts.teams).map((id) => insertTeam(random, id, counts.people)),
    ...range(counts.tickets).map((id) => insertTicket(random, id, counts.people)),
    ...range(counts.notes).map(() => insertNote(random)),
  ].join("\n");
}

/** `count` statements; each does something to a row that is there, or adds one. */
export function changeSql(random: Random, count: number, firstId: number): string {
  return range(count)
    .map((each) => changeOne(random, firstId + each))
    .join("\n");
}

/** Accounts that people made in Convex before anything was loaded: verified or not, some of them twice. */
export function accounts(random: Random): Record<string, unknown>[] {
  return range(60).map((number) => ({
    email: random.chance(20) ? ` ${addressOf(number * 2).toUpperCase()}` : addressOf(random.between(0, 99)),
    _creationTime: 1_750_000_000_000 + number,
    ...(random.chance(80) ? { emailVerificationTime: 1_750_000_000_000 } : {}),
    ...(random.chance(50) ? { name: `Account ${number}` } : {}),
    ...(random.chance(30) ? { theme: "dark" } : {}),
  }));
}

function changeOne(random: Random, id: number): string {
  const change = random.pick(changes);
  return change(random, id);
}

const changes: readonly ((random: Random, id: number) => string)[] = [
  insertPerson,
  (random, id) => insertTeam(random, id, counts.people),
  (random, id) => insertTicket(random, id, counts.people),
  (random, id) => insertTicket(random, id, counts.people),
  insertNote,
  insertNote,
  // People: another address, one that somebody else or an account has, none; verified or not.
  (random) => updateOne("people", `email = ${email(random)}`, random),
  (random) => updateOne("people", `email = ${email(random)}, email_verified_at = ${verified(random)}`, random),
  (random) => updateOne("people", `email_verified_at = ${verified(random)}`, random),
  (random, id) => updateOne("people", `full_name = 'Renamed ${id}'`, random),
  (random) => updateOne("people", `invited_by = (${anyOf("people", random)})`, random),
  (random) => updateOne("people", `created_at = created_at + interval '1 hour'`, random),
  // Keys, which cascade where there is a foreign key, and lead to nothing where there is none.
  (_random, id) => updateOne("people", `id = ${100_000 + id}`, _random),
  (_random, id) => updateOne("tickets", `id = ${100_000 + id}`, _random),
  (random, id) => updateOne("teams", `slug = 'slug-${random.chance(50) ? random.between(0, 39) + 1000 : id}'`, random),
  (random) => updateOne("teams", `owner_id = coalesce((${anyOf("people", random)}), owner_id)`, random),
  // Tickets: rows become rejected, or cease to be; references change, also to nothing; int64 beyond what a double holds.
  (random) => updateOne("tickets", `status = '${random.pick(["open", "closed", "lost", "closed"])}'`, random),
  (random) => updateOne("tickets", `status = 'lost'`, random),
  (random) => updateOne("tickets", `status = 'open'`, random, "status = 'lost'"),
  (random) =>
    updateOne(
      "tickets",
      `amount = ${random.pick(["NULL", "9007199254.93", String(random.between(0, 999_999) / 100)])}`,
      random,
    ),
  (random, id) => updateOne("tickets", `title = 'Title ${id} "quoted" \\ é 😀'`, random),
  (random) => updateOne("tickets", `person_id = coalesce((${anyOf("people", random)}), person_id)`, random),
  (random) => updateOne("tickets", `team = ${team(random)}`, random),
  (random) => updateOne("tickets", `parent_id = ${parent(random)}`, random),
  (random) => updateOne("tickets", `created_at = created_at - interval '1 day'`, random),
  (random) =>
    updateOne(
      "notes",
      `body = NULL, seal = decode('${random.between(0, 65_535).toString(16).padStart(4, "0")}', 'hex')`,
      random,
    ),
  (random) => updateOne("notes", `ticket_id = ${random.between(0, 299) + 2000}`, random),
  // Rows go, and with them, or without them, those that refer to them.
  (random) => `DELETE FROM tickets WHERE id = (${anyOf("tickets", random)});`,
  (random) => `DELETE FROM tickets WHERE id = (${anyOf("tickets", random)});`,
  (random) => `DELETE FROM notes WHERE (ticket_id, number) = (${anyOf("notes", random)});`,
  (random) => `DELETE FROM teams WHERE id = (${anyOf("teams", random)});`,
  (random) => (random.chance(30) ? `DELETE FROM people WHERE id = (${anyOf("people", random)});` : ""),
];

function insertPerson(random: Random, id: number): string {
  const values = [id, email(random), verified(random), random.chance(70) ? `'Person ${id}'` : "NULL"];
  const inviter = random.chance(40) ? `(${anyOf("people", random)})` : "NULL";
  return insert("people", [...values, inviter, time(random)]);
}

function insertTeam(random: Random, id: number, people: number): string {
  const slug = `'slug-${id > 1000 && random.chance(50) ? random.between(1, counts.teams) : id}'`;
  return insert("teams", [id, slug, person(random, people)]);
}

function insertTicket(random: Random, id: number, people: number): string {
  const status = random.chance(10) ? "'lost'" : "'open'";
  const amount = random.chance(50) ? String(random.between(0, 9_999_999) / 100) : "NULL";
  const references = [person(random, people), team(random), parent(random)];
  return insert("tickets", [id, ...references, `'Ticket ${id}'`, status, amount, time(random)]);
}

function insertNote(random: Random): string {
  const seal = random.chance(30) ? `'\\x00ff'` : "NULL";
  return insert("notes", [random.between(1, counts.tickets + 30), random.between(0, 49), "'a note'", seal]);
}

/** What would break a rule of the old app does not happen there either. */
function insert(table: string, values: readonly (string | number)[]): string {
  return `INSERT INTO ${table} VALUES (${values.join(", ")}) ON CONFLICT DO NOTHING;`;
}

/** One row, if there is one; a change that would break a rule of the old app is left out. */
function updateOne(table: string, set: string, random: Random, where = "true"): string {
  const key = table === "notes" ? "(ticket_id, number)" : "id";
  const update = `UPDATE ${table} SET ${set} WHERE ${key} = (${anyOf(table, random, where)})`;
  return `DO $do$ BEGIN ${update}; EXCEPTION WHEN unique_violation THEN NULL; END $do$;`;
}

function anyOf(table: string, random: Random, where = "true"): string {
  const columns = table === "notes" ? "ticket_id, number" : "id";
  return `SELECT ${columns} FROM ${table} WHERE ${where} ORDER BY ${columns} OFFSET ${random.between(0, 119)} LIMIT 1`;
}

function person(random: Random, people: number): string {
  return `coalesce((${anyOf("people", random, `id >= ${random.between(0, people - 1)}`)}), (SELECT min(id) FROM people))`;
}

function email(random: Random): string {
  return random.chance(10) ? "NULL" : `'${addressOf(random.between(0, addresses - 1))}'`;
}

const verified = (random: Random) => (random.chance(70) ? "'2025-01-01Z'" : "NULL");
const team = (random: Random) => (random.chance(50) ? `'slug-${random.between(1, counts.teams + 3)}'` : "NULL");
const parent = (random: Random) => (random.chance(40) ? String(random.between(1, counts.tickets + 20)) : "NULL");
const time = (random: Random) => `'2024-01-01Z'::timestamptz + interval '${random.between(0, 9_999)} minutes'`;

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
