import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { marksOfMonth, temporary } from "./archives.js";
import { dirt, rowCounts } from "./dirt.js";
import { accountsOfOnePerson, makeDeletedIds, type Person, pickPerson, places } from "./people.js";
import type { Prayer } from "./prayers.js";
import { holds, placesOf, type Range } from "./ranges.js";
import { day, hexId, minute, minuteOf, type Moment, momentOf, printMoment, type Row } from "./values.js";

export interface Mark {
  readonly userId: string;
  readonly prayerId: string;
  readonly created: Moment;
  readonly row: Row;
  /** A row that moves. */
  readonly isSound: boolean;
  /** The importer wrote it from an archive; the place of the mark it repeats. */
  readonly copyOf?: number;
}

interface World {
  readonly people: readonly Person[];
  readonly prayers: readonly Prayer[];
}

const { rejected, merged, carried, unindexed } = dirt;

/** Marks of their own; what the importer wrote again follows them in the file. */
const originals = rowCounts.prayermark - merged.marks;

const corrupt: Readonly<Record<"id" | "date", Range>> = {
  id: { from: 20, count: rejected.marksWithNullId },
  date: { from: 25, count: rejected.marksWithoutDate },
};

/** Marks whose user or prayer does not move. */
const deadEnds: readonly (readonly [Range, (world: World) => Partial<Mark>])[] = [
  [{ from: 40, count: 4 }, () => ({ userId: itemAt(makeDeletedIds("marker", 1), 0) })],
  [{ from: 50, count: 3 }, ({ people }) => ({ userId: itemAt(people, places.knownBad).id })],
  [{ from: 60, count: 4 }, ({ people }) => ({ userId: itemAt(people, places.badText).id })],
  [{ from: 70, count: 1 }, ({ people }) => ({ userId: itemAt(people, places.blankNames[0]).id })],
  [{ from: 80, count: 5 }, () => ({ prayerId: itemAt(makeDeletedIds("prayer", 1), 0) })],
  [{ from: 90, count: 3 }, ({ prayers }) => ({ prayerId: prayers.find(({ isSound }) => !isSound)?.id ?? "" })],
];

const again: Range = { from: 111, count: carried.marksTwiceInAMinute, step: 2 };
const together: Range = { from: 141, count: carried.peopleInTheSameMinute, step: 2 };
/** The importer found these in an archive and nothing else; the first one twice. */
const onlyArchived: Range = { from: 170, count: carried.marksOnlyInArchives };
const underTemporaryPaths: Range = { from: 160, count: 5 };
const secondAccounts: Range = { from: 200, count: merged.marksAcrossAccounts };
const unindexedFrom = 300;

export const unindexedMarks = [unindexedFrom, unindexedFrom + unindexed.prayermark - 1] as const;

export function makeMarks(people: readonly Person[], prayers: readonly Prayer[]): readonly Mark[] {
  const random = new Random("thywill marks");
  const marks: Mark[] = [];
  const minutes = new Set<string>();
  while (marks.length < originals) {
    const mark = makeMark(random, { people, prayers }, marks);
    const name = `${mark.prayerId} ${String(minuteOf(mark.created))}`;
    // Marks of one prayer never meet in a minute by chance: where they do, it is counted.
    if (!minutes.has(name) || [again, together].some((range) => holds(range, marks.length))) marks.push(mark);
    minutes.add(name);
  }
  return [...marks, ...makeCopies(random, people, marks)];
}

function makeMark(random: Random, world: World, before: readonly Mark[]): Mark {
  const place = before.length;
  const prayer = random.pick(world.prayers.filter(({ isSound }) => isSound).slice(0, 60 + Math.floor(place / 3)));
  const moment = momentOf(random, prayer.created + day - (prayer.created % day) + random.between(0, 20) * day);
  const created = holds(onlyArchived, place) ? minuteOf(moment) : moment;
  const userId = pickPerson(random, world.people, created).id;
  const isSound = ![...deadEnds.map(([range]) => range), ...Object.values(corrupt)].some((range) =>
    holds(range, place),
  );
  const mark = { userId, prayerId: prayer.id, created, isSound, ...special(world, before) };
  return { ...mark, row: makeRow(random, place, mark) };
}

function special(world: World, before: readonly Mark[]): Partial<Mark> {
  const place = before.length;
  const deadEnd = deadEnds.find(([range]) => holds(range, place));
  if (deadEnd !== undefined) return deadEnd[1](world);
  const last = before.at(-1);
  if (last !== undefined && holds(again, place)) return { userId: last.userId, ...laterInMinute(last) };
  if (last !== undefined && holds(together, place))
    return { userId: somebodyElse(world, last), ...laterInMinute(last) };
  if (holds(secondAccounts, place)) {
    return { userId: itemAt(world.people, itemAt([...accountsOfOnePerson.keys()], 1 + (place % 4))).id };
  }
  return {};
}

function somebodyElse({ people }: World, { userId }: Mark): string {
  const [first, second] = [itemAt(people, 1).id, itemAt(people, 2).id];
  return userId === first ? second : first;
}

function laterInMinute({ prayerId, created }: Mark) {
  return { prayerId, created: created + Math.floor((minuteOf(created) + minute - created) / 2) };
}

function makeRow(random: Random, place: number, { userId, prayerId, created }: Omit<Mark, "row">): Row {
  const path = random.orNull(70, marksOfMonth(created));
  return {
    id: holds(corrupt.id, place) ? null : hexId(random),
    user_id: userId,
    prayer_id: prayerId,
    created_at: holds(corrupt.date, place) ? "" : printMoment(created),
    text_file_path: holds(underTemporaryPaths, place) ? temporary(marksOfMonth(created)) : path,
  };
}

/** Two of the copies repeat a mark of somebody who marked twice in that minute, and four were written for a second account. */
function makeCopies(random: Random, people: readonly Person[], marks: readonly Mark[]): Mark[] {
  const across = placesOf(secondAccounts);
  const twice = placesOf(again).slice(0, 2);
  const archived = placesOf(onlyArchived).slice(0, 1);
  const others = placesOf({ from: 220, count: merged.marks - across.length - twice.length - archived.length, step: 3 });
  return [...twice, ...across, ...archived, ...others].map((copyOf) => {
    const original = itemAt(marks, copyOf);
    const created = minuteOf(original.created);
    const userId = across.includes(copyOf) ? secondAccount(people, original.userId) : original.userId;
    const copy = { userId, prayerId: original.prayerId, created, copyOf, isSound: true };
    const row = { ...makeRow(random, originals, copy), text_file_path: marksOfMonth(created) };
    return { ...copy, row };
  });
}

function secondAccount(people: readonly Person[], userId: string): string {
  const place = people.find(({ id }) => id === userId)?.place ?? 0;
  return itemAt(people, itemAt(accountsOfOnePerson.get(place) ?? [], 0)).id;
}
