import { rowCounts } from "./dirt.js";
import { lastDay, randomTimestamp, type Person } from "./people.js";
import { Random } from "../../support/random.js";
import type { Rows } from "./dataDump.js";
import { printBoolean, printJsonb, type Cell, type DataRow } from "./values.js";

const noInstance = "00000000-0000-0000-0000-000000000000";
const bcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The rows that stay behind. Their secrets carry the marks listed in `secretMarkers`. */
export function makeAuthRows(people: readonly Person[]): Rows {
  const random = new Random("auth");
  const users = people.map((person) => makeUser(random, person));
  const sessions = people.slice(0, rowCounts["auth.sessions"]).map((person) => makeSession(random, person));
  return new Map([
    ["auth.audit_log_entries", repeat("auth.audit_log_entries", (index) => makeAuditEntry(random, people, index))],
    ["auth.users", [...users, makeAnonymousUser(random)]],
    ["auth.identities", people.map((person) => makeIdentity(random, person))],
    ["auth.sessions", sessions],
    ["auth.refresh_tokens", repeat("auth.refresh_tokens", (index) => makeToken(random, sessions, index))],
  ]);
}

function repeat(table: keyof typeof rowCounts, make: (index: number) => DataRow): readonly DataRow[] {
  return Array.from({ length: rowCounts[table] }, (_, index) => make(index));
}

/** What most rows of auth.users hold in the columns nobody looks at. */
const blankUser: DataRow = {
  instance_id: noInstance,
  aud: "authenticated",
  role: "authenticated",
  invited_at: null,
  confirmation_token: "",
  confirmation_sent_at: null,
  recovery_token: "",
  recovery_sent_at: null,
  email_change_token_new: "",
  email_change: "",
  email_change_sent_at: null,
  is_super_admin: null,
  phone: null,
  phone_confirmed_at: null,
  phone_change: "",
  phone_change_token: "",
  phone_change_sent_at: null,
  email_change_token_current: "",
  email_change_confirm_status: "0",
  banned_until: null,
  reauthentication_token: "",
  reauthentication_sent_at: null,
};

function makeUser(random: Random, person: Person): DataRow {
  const { row, signsInWith, email } = person;
  const isReset = signsInWith === "email" && random.chance(40);
  return {
    ...blankUser,
    id: person.id,
    email,
    encrypted_password: signsInWith === "email" ? `$2a$10$${random.text(53, bcryptAlphabet)}` : null,
    email_confirmed_at: row["email_verified_at"] ?? null,
    recovery_token: isReset ? `perm-recovery-${random.text(40, "abcdef0123456789")}` : "",
    recovery_sent_at: isReset ? randomTimestamp(random, lastDay) : null,
    last_sign_in_at: row["last_sign_in_at"] ?? null,
    raw_app_meta_data: printJsonb({ provider: signsInWith, providers: [signsInWith] }),
    raw_user_meta_data: printJsonb({ sub: person.googleSub, email, email_verified: true }),
    created_at: row["created_at"] ?? null,
    updated_at: row["updated_at"] ?? null,
    is_sso_user: printBoolean(person.isSso),
    deleted_at: null,
    is_anonymous: "f",
  };
}

/** Somebody who only looked: no email, no row in public.users. */
function makeAnonymousUser(random: Random): DataRow {
  const at: Cell = randomTimestamp(random, lastDay);
  return {
    ...blankUser,
    id: random.uuid(),
    email: null,
    encrypted_password: "",
    email_confirmed_at: null,
    last_sign_in_at: at,
    raw_app_meta_data: "{}",
    raw_user_meta_data: "{}",
    created_at: at,
    updated_at: at,
    is_sso_user: "f",
    deleted_at: null,
    is_anonymous: "t",
  };
}

function makeIdentity(random: Random, { id, email, signsInWith, googleSub, row }: Person): DataRow {
  const subject = signsInWith === "google" ? googleSub : id;
  return {
    provider_id: subject,
    user_id: id,
    identity_data: printJsonb({ sub: subject, email, email_verified: true, phone_verified: false }),
    provider: signsInWith,
    last_sign_in_at: row["last_sign_in_at"] ?? null,
    created_at: row["created_at"] ?? null,
    updated_at: row["updated_at"] ?? null,
    id: random.uuid(),
  };
}

function makeSession(random: Random, person: Person): DataRow {
  const at = randomTimestamp(random, lastDay - random.between(0, 20));
  return {
    id: random.uuid(),
    user_id: person.id,
    created_at: at,
    updated_at: at,
    factor_id: null,
    aal: "aal1",
    not_after: null,
    refreshed_at: at.replace("+00", ""),
    user_agent: "Mozilla/5.0 (X11; Linux x86_64)",
    ip: `203.0.113.${random.between(1, 254)}`,
    tag: null,
  };
}

function makeToken(random: Random, sessions: readonly DataRow[], index: number): DataRow {
  const session = random.pick(sessions);
  const at = randomTimestamp(random, lastDay);
  return {
    instance_id: noInstance,
    id: String(index + 1),
    token: `perm-refresh-${random.text(12, "abcdefghijklmnopqrstuvwxyz0123456789")}`,
    user_id: session["user_id"] ?? null,
    revoked: printBoolean(random.chance(50)),
    created_at: at,
    updated_at: at,
    parent: null,
    session_id: session["id"] ?? null,
  };
}

function makeAuditEntry(random: Random, people: readonly Person[], index: number): DataRow {
  const { id, email } = random.pick(people);
  const action = index % 2 === 0 ? "login" : "token_refreshed";
  return {
    instance_id: noInstance,
    id: random.uuid(),
    payload: JSON.stringify({ action, actor_id: id, actor_username: email, log_type: "account" }),
    created_at: randomTimestamp(random, lastDay - index),
    ip_address: index % 3 === 0 ? "" : `203.0.113.${random.between(1, 254)}`,
  };
}
