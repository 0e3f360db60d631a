import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { switchedOff, temporary, userFile, usersOfMonth } from "./archives.js";
import { dirt, rowCounts } from "./dirt.js";
import {
  type Cell,
  blob,
  day,
  hexId,
  latin1Text,
  midnightOf,
  type Moment,
  momentOf,
  printMoment,
  type Row,
} from "./values.js";
import { firstNames, lastNames } from "./words.js";

export const firstDay = midnightOf("2024-11-02");

/** The id of the row everybody in the community knows to be corrupt. */
export const knownBadId = "0bad1d000bad1d000bad1d000bad1d00";

/** Rows with a meaning of their own, by their place in the file. */
const names: ReadonlyMap<number, Cell> = new Map<number, Cell>([
  [0, "Test User"],
  [7, "Maria Lopez"],
  [9, "João Ferreira"],
  [12, "Samuel Okoye"],
  [15, "Ruth Ann\tMiller"],
  [18, "Ana Silva"],
  [19, "Anna Silva"],
  [20, ""],
  [21, "   "],
  [22, "María López"],
  [24, "Prayer Test User"],
  [27, latin1Text("René Dubois")],
  [36, "maria lopez "],
  [38, "JOÃO FERREIRA"],
  [40, "Samuel  Okoye"],
  [44, "Ruth Ann Miller"],
  [46, " samuel okoye"],
  [50, "test user"],
]);

/** Place of the account that stays → places of the others. Ruth's oldest account came back from a backup, late in the file. */
export const accountsOfOnePerson: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [50]],
  [7, [36]],
  [9, [38]],
  [12, [40, 46]],
  [44, [15]],
]);

export const places = {
  root: 0,
  blankNames: [20, 21],
  knownBad: 24,
  badText: 27,
  nullId: 30,
  blobId: 33,
  unindexed: [52, 52 + dirt.unindexed.user - 1],
} as const;

const corrupt = new Set<number>([...places.blankNames, places.knownBad, places.badText, places.nullId, places.blobId]);

/** Who invited whom, where it matters: second accounts that were repointed, and inviters who are gone. */
const inviters: ReadonlyMap<number, number | "deleted"> = new Map<number, number | "deleted">([
  [41, 36],
  [45, places.knownBad],
  [47, 40],
  [48, 46],
  [49, places.knownBad],
  [51, 50],
  [53, "deleted"],
]);

export interface Person {
  readonly place: number;
  readonly id: string;
  readonly row: Row;
  readonly created: Moment;
  /** A row that moves, by itself or merged into another. */
  readonly isSound: boolean;
}

export function makePeople(): readonly Person[] {
  const random = new Random("thywill users");
  const people: Person[] = [];
  for (let place = 0; place < rowCounts.user; place++) people.push(makePerson(random, people, place));
  return people;
}

/** Ids of people whose rows were deleted by hand. */
export function makeDeletedIds(name: string, count: number): readonly string[] {
  const random = new Random(`thywill deleted ${name}`);
  return Array.from({ length: count }, () => hexId(random));
}

/** A sound row that was there at that moment. */
export function pickPerson(random: Random, people: readonly Person[], moment: Moment): Person {
  return random.pick(people.filter(({ isSound, created }) => isSound && created < moment));
}

/** The account this one becomes. */
export function keptPlace(place: number): number {
  return [...accountsOfOnePerson].find(([, others]) => others.includes(place))?.[0] ?? place;
}

function makePerson(random: Random, before: readonly Person[], place: number): Person {
  const id = place === places.knownBad ? knownBadId : hexId(random);
  const created = momentOf(random, firstDay + createdDay(place) * day);
  const invitedBy = pickInviter(random, before, place);
  const token = `70ce4e11${random.text(24, "0123456789abcdef")}`;
  const isSound = !corrupt.has(place);
  return {
    place,
    id,
    created,
    isSound,
    row: {
      id: storedId(id, place),
      display_name: names.get(place) ?? makeName(place),
      created_at: printMoment(created),
      ...makePreferences(random, place),
      invited_by_user_id: invitedBy,
      invite_token_used: place === places.root ? null : token,
      welcome_message_dismissed: random.between(0, 1),
      text_file_path: isSound ? makePath(random, place, id, created) : null,
    },
  };
}

/** Four days apart, except Ruth's oldest account, which is older than its place. */
function createdDay(place: number): number {
  return place === 44 ? 26 : place * 4;
}

function storedId(id: string, place: number): Cell {
  if (place === places.nullId) return null;
  return place === places.blobId ? blob(id.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []) : id;
}

/** 15 first and 11 last names share no factor, so no name comes twice. */
function makeName(place: number): string {
  return `${itemAt(firstNames, place % firstNames.length)} ${itemAt(lastNames, place % lastNames.length)}`;
}

/** The first account of each person knows less than the second, so that something is there to be taken over. */
function makePreferences(random: Random, place: number): Row {
  const style = random.pick(["in_jesus_name", "interfaith", null]);
  const preference = random.pick(["christian", "unspecified"]);
  if (accountsOfOnePerson.has(place)) return { religious_preference: "unspecified", prayer_style: null };
  if (keptPlace(place) !== place) return { religious_preference: "christian", prayer_style: "in_jesus_name" };
  return { religious_preference: preference, prayer_style: style };
}

function pickInviter(random: Random, before: readonly Person[], place: number): string | null {
  const fixed = inviters.get(place);
  const isLost = random.chance(15);
  const picked = place === places.root ? null : pickInvitingAccount(random, before, place);
  if (fixed === "deleted") return itemAt(makeDeletedIds("inviter", 1), 0);
  if (fixed !== undefined) return itemAt(before, fixed).id;
  return isLost || keptPlace(place) !== place ? null : picked;
}

/** Nobody is invited by a later account of somebody who came after them: the tree keeps its root. */
function pickInvitingAccount(random: Random, before: readonly Person[], place: number): string {
  if (place % 7 === 1) return itemAt(before, places.root).id;
  return random.pick(before.filter((person) => person.isSound && keptPlace(person.place) === person.place)).id;
}

function makePath(random: Random, place: number, id: string, created: Moment): string | null {
  const name = names.get(place) ?? makeName(place);
  if (place === 7 || place === 12) return null;
  if (place === 10 || place === 11) return switchedOff("user", id);
  if (place % 5 === 3) return temporary(usersOfMonth(created));
  if (place % 4 === 0 && typeof name === "string") return userFile(name);
  return random.orNull(40, usersOfMonth(created));
}
