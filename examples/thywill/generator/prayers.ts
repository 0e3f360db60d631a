import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { prayerFile, switchedOff, temporary } from "./archives.js";
import { dirt, rowCounts } from "./dirt.js";
import { firstDay, makeDeletedIds, type Person, pickPerson, places } from "./people.js";
import { holds, type Range } from "./ranges.js";
import { blob, day, hexId, latin1Text, type Moment, momentOf, printMoment, type Row } from "./values.js";
import {
  generatedOpenings,
  prayerEndings,
  prayerOpenings,
  prayerSubjects,
  projectTags,
  shortPrayers,
} from "./words.js";

export interface Prayer {
  readonly id: string;
  readonly row: Row;
  readonly created: Moment;
  /** Of its text archive, as the row has it. */
  readonly path: string | null;
  /** A row that moves. */
  readonly isSound: boolean;
}

interface Draft {
  readonly people: readonly Person[];
  readonly id: string;
  readonly text: string;
  readonly created: Moment;
  /** Counted from the start of its range. */
  readonly number: number;
}

type Special = readonly [Range, (draft: Draft) => Row];

const { rejected, carried, unindexed } = dirt;

/** The first prayer comes when the first few people have joined; the last ten months later. */
const firstPrayerDay = firstDay + 45 * day;
const days = 310;

const picture = blob([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const corrupt: readonly Special[] = [
  [{ from: 20, count: rejected.prayersWithBadText }, () => ({ text: latin1Text("Für René, der im Spital liegt.") })],
  [{ from: 25, count: rejected.prayersWithNullId }, () => ({ id: null })],
  [{ from: 30, count: rejected.prayersWithBlobText }, () => ({ text: picture })],
  [{ from: 35, count: rejected.prayersWithoutText }, () => ({ text: "" })],
  [{ from: 40, count: rejected.prayersWithoutDate }, () => ({ created_at: "0000-00-00 00:00:00.000000" })],
];

const sound: readonly Special[] = [
  [{ from: 50, count: carried.shortPrayers }, ({ number }) => ({ text: itemAt(shortPrayers, number) })],
  [{ from: 60, count: carried.longPrayers }, ({ text, number }) => ({ text: makeLongText(text, number) })],
  [{ from: 70, count: carried.prayersWithNul }, ({ text }) => ({ text: `${text}\0And for rain.` })],
  [{ from: 75, count: carried.wordyFlags }, ({ number }) => ({ flagged: itemAt(["true", "false", "t", "f"], number) })],
  [{ from: 90, count: 5 }, ({ number }) => ({ author_id: itemAt(makeDeletedIds("author", 5), number) })],
  [{ from: 100, count: 1 }, ({ people }) => ({ author_id: itemAt(people, places.knownBad).id })],
  [{ from: 105, count: 2 }, ({ people }) => ({ author_id: itemAt(people, places.badText).id })],
  [{ from: 120, count: 5 }, ({ id }) => ({ text_file_path: switchedOff("prayer", id) })],
  [{ from: 130, count: 6 }, ({ created }) => ({ text_file_path: temporary(prayerFile(created)) })],
];

const unindexedFrom = 150;
export const unindexedPrayers = [unindexedFrom, unindexedFrom + unindexed.prayer - 1] as const;

export function makePrayers(people: readonly Person[]): readonly Prayer[] {
  const random = new Random("thywill prayers");
  return Array.from({ length: rowCounts.prayer }, (_, place) => makePrayer(random, people, place));
}

function makePrayer(random: Random, people: readonly Person[], place: number): Prayer {
  const id = hexId(random);
  const created = momentOf(random, firstPrayerDay + Math.floor((place * days) / rowCounts.prayer) * day);
  const text = makeText(random);
  const path = random.orNull(60, prayerFile(created));
  const special = [...corrupt, ...sound].find(([range]) => holds(range, place));
  const row: Row = {
    id,
    author_id: pickPerson(random, people, created).id,
    text,
    generated_prayer: random.orNull(20, makeGenerated(random)),
    project_tag: random.orNull(60, random.pick(projectTags)),
    created_at: printMoment(created),
    flagged: random.chance(4) ? 1 : 0,
    target_audience: random.chance(20) ? "christians_only" : "all",
    text_file_path: path,
    ...special?.[1]({ people, id, text, created, number: place - special[0].from }),
  };
  const isSound = special === undefined || !corrupt.includes(special);
  return { id, created, row, isSound, path: row["text_file_path"] === path ? path : null };
}

function makeText(random: Random): string {
  return `${random.pick(prayerOpenings)} ${random.pick(prayerSubjects)}. ${random.pick(prayerEndings)}`;
}

function makeGenerated(random: Random): string {
  return `${random.pick(generatedOpenings)} those who wait and those who carry them.\n\nAmen.`;
}

/** A little over 5,000 characters, each another length. */
function makeLongText(text: string, number: number): string {
  return `${text}\n`.repeat(Math.ceil((5_001 + number * 400) / (text.length + 1)));
}
