import { dirt, rowCounts, targetCounts } from "./dirt.js";
import { Random } from "../../support/random.js";
import { dayOf, printTimestamp, type DataRow } from "./values.js";
import { firstNames, lastNames, lawFirms } from "./words.js";

export const firstDay = dayOf("2023-02-01");
export const lastDay = dayOf("2026-02-27");

/** Position of each kind of user in `people`; the ranges do not overlap, so every count stays exact. */
const positions = {
  sharing: targetCounts.accountsOfMigratedUsers,
  unverified: targetCounts.accountsOfMigratedUsers + dirt.flagged.usersSharingAnEmail,
  softDeleted: 30,
} as const;

/** Four of these have an account in the target already, and one belongs to the pair that shares an address. */
const untidyPositions = new Set([0, 1, 2, 3, 21, 40, 41, 42, 43, 44, 45, 46, 47, 48]);

const sharedEmail = "office.shared@example.com";

/** A row of public.users, and what only the auth tables and the target know of the person. */
export interface Person {
  readonly row: DataRow;
  readonly id: string;
  /** As GoTrue and Google keep it: trimmed, lower case. */
  readonly email: string;
  readonly signsInWith: "google" | "email";
  /** Google's `sub`: 21 digits, so a string. */
  readonly googleSub: string;
  readonly createdDay: number;
  readonly hasAccount: boolean;
  /** GoTrue lets an address occur twice only when one of the two came through single sign-on. */
  readonly isSso: boolean;
}

export function makePeople(): readonly Person[] {
  const random = new Random("users");
  const people: Person[] = [];
  for (let index = 0; index < rowCounts["public.users"]; index++) people.push(makePerson(random, index));
  return people;
}

/** Ids of people whose rows were deleted by hand, without the tables that refer to them. */
export function makeMissingUserIds(): readonly [string, string] {
  const random = new Random("missing users");
  return [random.uuid(), random.uuid()];
}

export function randomTimestamp(random: Random, day: number): string {
  return printTimestamp(day, random.between(0, 86_399_999), random.between(0, 999));
}

function makePerson(random: Random, index: number): Person {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const placeInPair = index - positions.sharing;
  const isInPair = placeInPair >= 0 && placeInPair < dirt.flagged.usersSharingAnEmail;
  const email = isInPair ? sharedEmail : emailOf(name, index);
  const hasAccount = index < targetCounts.accountsOfMigratedUsers;
  const createdDay = random.between(firstDay, lastDay - 60);
  const id = random.uuid();
  return {
    row: { id, ...makeRow(random, index, name, email, createdDay) },
    id,
    email,
    signsInWith: hasAccount || random.chance(85) ? "google" : "email",
    googleSub: `1${random.text(20, "0123456789")}`,
    createdDay,
    hasAccount,
    isSso: isInPair && placeInPair > 0,
  };
}

function makeRow(random: Random, index: number, name: string, email: string, createdDay: number): DataRow {
  const isVerified = index !== positions.unverified;
  return {
    email: untidyPositions.has(index) ? untidy(email, index) : email,
    email_verified_at: isVerified ? randomTimestamp(random, createdDay) : null,
    full_name: index < targetCounts.accountsOfMigratedUsers ? name : random.orNull(5, name),
    avatar_url: random.orNull(
      40,
      `https://lh3.googleusercontent.com/a/${random.text(24, "ABCDEFabcdef0123456789-_")}=s96-c`,
    ),
    phone: random.orNull(60, `+1202555${random.text(4, "0123456789")}`),
    law_firm: random.orNull(30, random.pick(lawFirms)),
    role: index === 5 ? "admin" : random.chance(20) ? "paralegal" : "member",
    last_sign_in_at: random.chance(8) ? null : randomTimestamp(random, random.between(createdDay, lastDay)),
    deleted_at: isSoftDeleted(index) ? randomTimestamp(random, lastDay - 20) : null,
    created_at: randomTimestamp(random, createdDay),
    updated_at: randomTimestamp(random, random.between(createdDay, lastDay)),
  };
}

function isSoftDeleted(index: number): boolean {
  return index >= positions.softDeleted && index < positions.softDeleted + dirt.carried.softDeletedUsers;
}

function emailOf(name: string, number: number): string {
  const plain = name
    .normalize("NFD")
    .replaceAll(/[^a-zA-Z ]/g, "")
    .toLowerCase()
    .replaceAll(" ", ".");
  return `${plain}${number}@example.com`;
}

function untidy(email: string, index: number): string {
  const upper = email.replace(/^./, (char) => char.toUpperCase()).replace("@example", "@Example");
  if (index % 3 === 0) return ` ${email} `;
  if (index % 3 === 1) return upper;
  return `${upper.toUpperCase()} `;
}
