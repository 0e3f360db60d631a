import { Random } from "../../support/random.js";
import { itemAt } from "../../support/items.js";
import { plainRows } from "./dirt.js";
import type { Row } from "./rows.js";
import { day, printTime, timeOf } from "./time.js";
import type { User } from "./world.js";
import { firstNames, lastNames } from "./words.js";

const userCount = 25;

/** Auth0 tells one person's two ways to sign in apart, so Spoke made a second user with the same address. */
const secondSelves: ReadonlyMap<number, number> = new Map([
  [17, 4],
  [23, 9],
]);

const untidy = new Set([2, 6, 11, 17]);

/** Signed up with a password, so that nobody has proved the address. */
const withPassword = new Set([3, 8, 9, 13, 20]);

interface Account {
  readonly user: User;
  readonly lastName: string;
  readonly email: string;
  readonly signsInWith: "google-oauth2" | "auth0";
}

const accounts: readonly Account[] = Array.from({ length: userCount }, (_, place) => makeAccount(place));

function makeAccount(place: number): Account {
  const own = secondSelves.get(place) ?? place;
  const random = new Random(`user ${own}`);
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const plain = `${firstName}.${lastName}${own}`.normalize("NFD").replaceAll(/[^a-zA-Z0-9.]/g, "");
  const email = `${plain}@texters.example`;
  return {
    user: { id: place + 1 + (place > 12 ? 3 : 0), firstName },
    lastName,
    email: untidy.has(place) ? ` ${email.toUpperCase()}` : email.toLowerCase(),
    signsInWith: withPassword.has(place) ? "auth0" : "google-oauth2",
  };
}

/** The user at this position of the list; ids have a gap. */
export function userAt(place: number): User {
  return itemAt(accounts, place).user;
}

export function userRows(): Row[] {
  const random = new Random("user rows");
  return accounts.map(({ user, lastName, email, signsInWith }, place) => ({
    id: String(user.id),
    auth0_id: `${signsInWith}|${random.text(21, "0123456789")}`,
    first_name: user.firstName,
    last_name: lastName,
    cell: place % 5 === 4 ? "" : `+1202555${String(9000 + place)}`,
    email,
    created_at: printTime(timeOf("2018-01-15T09:00:00Z") + place * 11 * day + random.between(0, 999_999)),
    assigned_cell: place % 7 === 0 ? `+1646555${String(1000 + place)}` : null,
    is_superadmin: place === 0 ? "t" : place % 2 === 0 ? "f" : null,
    terms: place % 6 === 5 ? null : "t",
  }));
}

/** Spoke keeps one row per role; most people have one, some two of the same organisation. */
export function membershipRows(): Row[] {
  const rows: Row[] = [];
  const add = (place: number, organization: number, role: string) =>
    rows.push({
      id: String(201 + rows.length),
      user_id: String(userAt(place).id),
      organization_id: String(organization),
      role,
    });
  add(0, 1, "OWNER");
  add(0, 2, "OWNER");
  add(1, 1, "ADMIN");
  add(14, 2, "ADMIN");
  for (let place = 2; place < userCount; place++) {
    if (place !== 14) add(place, place < 14 ? 1 : 2, place % 6 === 2 ? "SUPERVOLUNTEER" : "TEXTER");
  }
  [0, 1, 14].forEach((place) => add(place, place === 14 ? 2 : 1, "TEXTER"));
  // The second self of user 9 joined the first one's organisation, with a higher role.
  add(23, 1, "ADMIN");
  return rows;
}

export function userCellRows(): Row[] {
  return Array.from({ length: plainRows.user_cell }, (_, index) => ({
    id: String(index + 1),
    cell: `+1646555${String(2000 + index)}`,
    user_id: String(userAt(index * 2).id),
    service: index === 3 ? null : index % 4 === 2 ? "nexmo" : "twilio",
    is_primary: index % 3 === 2 ? null : "t",
  }));
}
