import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { makeCuid } from "./cuid.js";
import { dirt, rowCounts, targetCounts } from "./dirt.js";
import { printMoment, printTimes, randomMoment, type Row } from "./values.js";
import { firstNames, lastNames } from "./words.js";

/** Which users are special, by position; the ranges do not overlap, so every count stays exact. */
const positions = {
  /** From here on as many as have an account in the target, then the one who never verified. */
  withAccount: 4,
  softDeleted: 20,
  withoutPassword: 24,
  withJsonNull: 30,
  temporary: 45,
} as const;

const temporaryUsers = 8;

/** One of these has an account in the target already, which only a tidy email finds. */
const untidyPositions = new Set([5, 12, 13, 33, 40, 41]);

const bcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const dayMs = 86_400_000;

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Trimmed, lower case. */
  readonly email: string;
  readonly createdMs: number;
  readonly isVerified: boolean;
  readonly hasAccount: boolean;
  readonly row: Row;
}

export interface People {
  /** Those who are still there. */
  readonly all: readonly Person[];
  /** Deleted in psql: first one with campaigns, then one with reactions. */
  readonly deleted: readonly [Person, Person];
}

export function makePeople(): People {
  const random = new Random("changemaker users");
  const count = rowCounts["public.users"];
  const people = Array.from({ length: count + 2 }, (_, index) => makePerson(random, index));
  return { all: people.slice(0, count), deleted: [itemAt(people, count), itemAt(people, count + 1)] };
}

export function makeTokens(people: readonly Person[]): ReadonlyMap<string, readonly Row[]> {
  const random = new Random("changemaker tokens");
  const secret = (kind: string) => `cm-${kind}-${random.text(40, "abcdef0123456789")}`;
  const refreshTokens = Array.from({ length: rowCounts["public.refresh_tokens"] }, () => {
    const { id, createdMs } = random.pick(people);
    const at = randomMoment(random, createdMs);
    const times = { expiresAt: printMoment(at + 7 * dayMs), createdAt: printMoment(at) };
    return { id: makeCuid(random, at), token: secret("refresh"), userId: id, ...times };
  });
  const verifications = Array.from({ length: rowCounts["public.email_verifications"] }, () => {
    const { email, createdMs } = random.pick(people);
    const times = { expiresAt: printMoment(createdMs + dayMs), usedAt: null };
    return { id: makeCuid(random, createdMs), email, token: secret("verify"), ...times };
  });
  return new Map<string, readonly Row[]>([
    ["refresh_tokens", refreshTokens],
    ["email_verifications", verifications],
  ]);
}

function makePerson(random: Random, index: number): Person {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const email = emailOf(name, index);
  const createdMs = randomMoment(random);
  const id = makeCuid(random, createdMs);
  const accounts = targetCounts.accountsOfMigratedUsers;
  const afterAccounts = index - positions.withAccount - accounts;
  const isVerified = afterAccounts !== 0 && !isTemporary(index);
  const hasAccount = index >= positions.withAccount && afterAccounts < dirt.flagged.accountsOfUnverifiedUser;
  const times = printTimes(random, createdMs);
  const row = {
    id,
    email: untidyPositions.has(index) ? untidy(email, index) : email,
    ...makeRow(random, index, createdMs),
  };
  return {
    id,
    name,
    email,
    createdMs,
    isVerified,
    hasAccount,
    row: {
      ...row,
      name: hasAccount || random.chance(85) ? name : null,
      emailVerifiedAt: isVerified ? printMoment(createdMs + random.between(1, dayMs)) : null,
      ...times,
    },
  };
}

function makeRow(random: Random, index: number, createdMs: number): Row {
  const isDeleted = isWithin(index, positions.softDeleted, dirt.filtered.softDeletedUsers);
  return {
    password: makePassword(random, index),
    phone: random.orNull(60, `+1780555${random.text(4, "0123456789")}`),
    role: makeRole(index),
    status: isDeleted ? "INACTIVE" : index === 26 ? "SUSPENDED" : "ACTIVE",
    permissions: makePermissions(index),
    expiresAt: isTemporary(index) ? printMoment(createdMs + 60 * dayMs) : null,
    lastLoginAt: random.chance(10) ? null : printMoment(randomMoment(random, createdMs)),
    deletedAt: isDeleted ? printMoment(createdMs + 90 * dayMs) : null,
  };
}

/** `$2a$` came from the first Changemaker, `$2b$` is the second one's own. */
function makePassword(random: Random, index: number): string {
  if (isWithin(index, positions.withoutPassword, dirt.filtered.usersWithoutPassword)) return "";
  return `${index % 2 === 0 ? "$2a$10$" : "$2b$12$"}${random.text(53, bcryptAlphabet)}`;
}

function makeRole(index: number): string {
  if (isTemporary(index)) return "TEMP";
  return ["SUPER_ADMIN", "INFLUENCE_ADMIN", "MAP_ADMIN", "MAP_ADMIN"][index] ?? "USER";
}

function makePermissions(index: number): string | null {
  if (isWithin(index, positions.withJsonNull, dirt.carried.usersWithJsonNull)) return "null";
  return index < positions.withAccount ? JSON.stringify({ map: index !== 1, influence: index < 2 }) : null;
}

function isTemporary(index: number): boolean {
  return isWithin(index, positions.temporary, temporaryUsers);
}

function isWithin(index: number, start: number, length: number): boolean {
  return index >= start && index < start + length;
}

function emailOf(name: string, number: number): string {
  const plain = name.normalize("NFD").replaceAll(/[^a-zA-Z ]/g, "");
  return `${plain.toLowerCase().replaceAll(" ", ".")}${number}@example.org`;
}

function untidy(email: string, index: number): string {
  const upper = email.replace(/^./, (char) => char.toUpperCase()).replace("@example", "@Example");
  return index % 2 === 0 ? ` ${email}` : upper;
}
