import { hashSync } from "bcryptjs";
import { Random } from "../../support/random.js";
import { dirt } from "./dirt.js";
import { firstDay, lastDay, makeRow, printMoment, randomMoment, respell, type Json, type Row } from "./values.js";
import { firstNames, lastNames } from "./words.js";

type App = "influence" | "login";
type Kind = "admin" | "user" | "temp";

/** What the two user tables say about some people. A table that is not named has no row of theirs. */
interface Group {
  readonly people: number;
  readonly influence?: Kind;
  readonly login?: Kind;
  /** Rows in each of the tables that have any; each one after the first spells the address in another way. */
  readonly influenceRows?: number;
  readonly loginRows?: number;
  readonly hasExpired?: boolean;
  readonly password?: "none" | "plain";
  /** Already the first row in login spells the address in its own way. */
  readonly isUntidy?: boolean;
}

const { people: counts, carried, rejected, flagged } = dirt;

const groups: readonly Group[] = [
  { people: 3, influence: "admin", login: "admin" },
  { people: 2, influence: "admin", login: "user" },
  { people: 3, influence: "user", login: "admin" },
  { people: 2, influence: "user", login: "temp", hasExpired: true },
  { people: 1, influence: "temp", login: "temp", hasExpired: true },
  { people: 1, influence: "temp", login: "temp" },
  { people: 16, influence: "user", login: "user", isUntidy: true },
  { people: 5, influence: "user", login: "user" },
  { people: counts.inBothAndTwiceInLogin, influence: "user", login: "user", loginRows: 2 },
  { people: counts.twiceInInfluence, influence: "user", influenceRows: 2 },
  { people: 2, influence: "admin" },
  { people: flagged.peopleWithoutHash - carried.plainPasswords, influence: "user", password: "none" },
  { people: 16, influence: "user" },
  { people: counts.twiceInLogin, login: "user", loginRows: 2 },
  { people: 2, login: "admin" },
  { people: 3, login: "temp", hasExpired: true },
  { people: 4, login: "temp" },
  { people: carried.plainPasswords, login: "user", password: "plain" },
  { people: 24, login: "user" },
];

/** Somebody who uses the app, whatever the tables say. */
export interface Person {
  readonly name: string;
  /** Trimmed, lower case. */
  readonly email: string;
  readonly group: Group;
}

export interface People {
  readonly people: readonly Person[];
  readonly influenceUsers: readonly Row[];
  readonly logins: readonly Row[];
  /** Whose rows in influence_users have which ids. */
  readonly influenceIds: ReadonlyMap<Person, readonly number[]>;
}

/** A row to be: whose it is, and how it spells the address. */
interface Account {
  readonly person: Person | null;
  readonly email: string | null;
}

export function makePeople(): People {
  const random = new Random("people");
  const people = groups
    .flatMap((group) => Array<Group>(group.people).fill(group))
    .map((group, index) => makePerson(random, index, group));
  const influence = random.shuffle(people.flatMap(influenceAccounts));
  const login = random.shuffle([...people.flatMap(loginAccounts), ...strayLogins()]);
  const idsOf = (person: Person) => influence.flatMap((account, at) => (account.person === person ? [at + 1] : []));
  return {
    people,
    influenceUsers: influence.map((account, at) => makeInfluenceUser(random, at + 1, account)),
    logins: login.map((account, at) => makeLogin(random, at + 1, account)),
    influenceIds: new Map(people.map((person) => [person, idsOf(person)])),
  };
}

/** An address as forms and sessions have written it: in about a third of the rows not as it stands in the user tables. */
export function writeEmail(random: Random, email: string): string {
  return random.chance(30) ? respell(email, random.between(0, 3)) : email;
}

function makePerson(random: Random, index: number, group: Group): Person {
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const plain = name.normalize("NFD").replaceAll(/[^a-zA-Z ]/g, "");
  return { name, email: `${plain.toLowerCase().replace(" ", ".")}${index}@example.org`, group };
}

function influenceAccounts(person: Person): Account[] {
  const { influence, influenceRows = 1 } = person.group;
  return influence === undefined ? [] : spell(person, influenceRows, 0);
}

function loginAccounts(person: Person, index: number): Account[] {
  const { login, loginRows = 1, isUntidy = false } = person.group;
  if (login === undefined) return [];
  return isUntidy ? [{ person, email: respell(person.email, index) }] : spell(person, loginRows, index);
}

function spell(person: Person, rows: number, index: number): Account[] {
  const others = Array.from({ length: rows - 1 }, (_, at) => ({ person, email: respell(person.email, index + at) }));
  return [{ person, email: person.email }, ...others];
}

/** Rows of nobody. */
function strayLogins(): Account[] {
  const emails = [
    ...Array<null>(rejected.loginsWithoutEmail).fill(null),
    ...Array<string>(rejected.loginsWithoutAddress).fill("walk-in volunteer"),
  ];
  return emails.map((email) => ({ person: null, email }));
}

/** Hashed with bcryptjs, which writes `$2a$`. */
function makeInfluenceUser(random: Random, id: number, { person, email }: Account): Row {
  const kind = person?.group.influence ?? "user";
  return makeRow(random, id, {
    Email: email,
    Name: random.orNull(25, person?.name ?? ""),
    Password: makePassword(random, person, "influence", "$2a$04$"),
    Admin: kind === "admin",
    ...makeAccess(random, person, kind),
  });
}

/** Hashed with bcrypt, which writes `$2b$`. Its checkboxes are numbers: this table was imported from an older base. */
function makeLogin(random: Random, id: number, { person, email }: Account): Row {
  const kind = person?.group.login ?? "user";
  return makeRow(random, id, {
    Email: email,
    Name: random.orNull(10, person?.name ?? "Volunteer"),
    Phone: random.orNull(40, `780-555-${random.text(4, "0123456789")}`),
    Password: makePassword(random, person, "login", random.chance(20) ? "$2b$05$" : "$2b$04$"),
    Admin: kind === "admin" ? 1 : 0,
    "Expire Days": kind === "temp" ? 30 : null,
    ...makeAccess(random, person, kind),
  });
}

function makeAccess(random: Random, person: Person | null, kind: Kind): Record<string, Json> {
  const expiryDay = person?.group.hasExpired === true ? lastDay - 40 : lastDay + 20;
  return {
    "User Type": kind,
    "Expires At": kind === "temp" ? printMoment(expiryDay, 23 * 3600) : null,
    "Last Login": random.chance(15) ? null : randomMoment(random, firstDay + 300, lastDay),
  };
}

/** The password somebody has in one of the apps. */
export function passwordOf(person: Person | null, app: App): string {
  return `${app} ${person?.email ?? "walk-in"}`;
}

/** Costs are low, because whoever makes the base has no secret to keep: the old apps took 10 and 12. */
function makePassword(random: Random, person: Person | null, app: App, prefix: string): string | null {
  const digest = random.text(53, "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
  switch (person?.group.password) {
    case "none":
      return null;
    case "plain":
      return `plain-pass-${digest.slice(0, 4)}`;
    default:
      return hashSync(passwordOf(person, app), prefix + digest.slice(0, 22));
  }
}
