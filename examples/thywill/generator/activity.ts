import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { attributesOfMonth } from "./archives.js";
import { dirt, rowCounts } from "./dirt.js";
import type { Mark } from "./marks.js";
import { makeDeletedIds, type Person, pickPerson } from "./people.js";
import type { Prayer } from "./prayers.js";
import {
  betweenWrites,
  day,
  hexId,
  logDelay,
  minuteOf,
  type Moment,
  momentOf,
  printMoment,
  type Row,
  second,
} from "./values.js";
import { testimonies } from "./words.js";

const { rejected, merged, cleared } = dirt;

/** A state somebody gave a prayer: one row of `prayer_attributes`, and a log entry from the day there was a log. */
interface Change {
  readonly prayer: Prayer;
  readonly userId: string | null;
  readonly name: string;
  readonly value: string;
  readonly created: Moment;
}

export interface History {
  readonly attributes: readonly Row[];
  readonly log: readonly Row[];
}

/** Attributes of prayers, and the log of what people did: both incomplete, as the app wrote them at different times. */
export function makeHistory(people: readonly Person[], prayers: readonly Prayer[], marks: readonly Mark[]): History {
  const random = new Random("thywill history");
  const changes = makeChanges(random, people, prayers);
  const attributes = [
    ...changes.map((change) => makeAttribute(random, change)),
    ...copyAttributes(random, changes),
    ...makeDeletedIds("prayer of attribute", rejected.attributesOfMissingPrayer).map((id) => ({
      ...makeAttribute(random, itemAt(changes, 0)),
      prayer_id: id,
    })),
  ];
  return { attributes, log: makeLog(random, changes, marks) };
}

/** Prayers that were answered, archived or flagged, until there are as many rows as the file has. */
function makeChanges(random: Random, people: readonly Person[], prayers: readonly Prayer[]): Change[] {
  const wanted = rowCounts.prayer_attributes - merged.attributes - rejected.attributesOfMissingPrayer;
  const changes: Change[] = [];
  for (const prayer of random.shuffle(prayers.filter(({ isSound }) => isSound))) {
    const created = momentOf(random, prayer.created + day - (prayer.created % day) + random.between(2, 40) * day);
    const userId = random.chance(5) ? null : pickPerson(random, people, created).id;
    const more = makeStates(random, created).map(([name, value], index) => ({
      prayer,
      userId,
      name,
      value,
      created: created + index * betweenWrites,
    }));
    if (changes.length + more.length <= wanted) changes.push(...more);
  }
  return changes.toSorted((a, b) => a.created - b.created);
}

function makeStates(random: Random, created: Moment): (readonly [name: string, value: string])[] {
  if (random.chance(20)) return [["flagged", "true"]];
  if (random.chance(40)) return [["archived", "true"]];
  const answered: [string, string][] = [
    ["answered", "true"],
    ["answer_date", printMoment(created).slice(0, 19).replace(" ", "T")],
  ];
  return random.chance(50) ? [...answered, ["answer_testimony", random.pick(testimonies)]] : answered;
}

function makeAttribute(random: Random, { prayer, userId, name, value, created }: Change): Row {
  return {
    id: hexId(random),
    prayer_id: prayer.id,
    attribute_name: name,
    attribute_value: value,
    created_at: printMoment(created),
    created_by: userId,
    text_file_path: random.orNull(70, attributesOfMonth(created)),
  };
}

function copyAttributes(random: Random, changes: readonly Change[]): Row[] {
  const archived = changes.filter(({ name, userId }) => name === "archived" && userId !== null);
  return archived
    .slice(0, merged.attributes)
    .map((change) => makeAttribute(random, { ...change, created: minuteOf(change.created) }));
}

/** In the order it was written: changes and marks since there was a log, then what the importer wrote again. */
function makeLog(random: Random, changes: readonly Change[], marks: readonly Mark[]): Row[] {
  const changed = changes.filter(({ userId }) => userId !== null).slice(20);
  const orphans = rejected.logEntriesOfMissingPrayer + cleared.logEntries;
  const wanted = rowCounts.prayer_activity_log - merged.logEntries - orphans - changed.length;
  const prayed = marks.filter(isLogged).toSorted(byTime).slice(-wanted);
  const entries = [...changed, ...prayed].toSorted(byTime).map((each) => makeEntry(random, each));
  const again = marks.filter(({ copyOf }) => copyOf !== undefined && prayed.includes(itemAt(marks, copyOf)));
  return [
    ...entries,
    ...makeOrphans(random, prayed),
    ...again.slice(0, merged.logEntries).map((mark) => makeMarkEntry(random, mark, mark.created)),
  ];
}

function byTime(a: { readonly created: Moment }, b: { readonly created: Moment }): number {
  return a.created - b.created;
}

/** Marks the app wrote itself. What is corrupt or leads nowhere has no log entry. */
function isLogged({ created, isSound }: Mark): boolean {
  return isSound && created !== minuteOf(created);
}

function makeEntry(random: Random, from: Change | Mark): Row {
  return "name" in from ? makeChangeEntry(random, from) : makeMarkEntry(random, from, from.created + logDelay);
}

function makeChangeEntry(random: Random, { prayer, userId, name, value, created }: Change): Row {
  return {
    id: hexId(random),
    prayer_id: prayer.id,
    user_id: userId,
    action: `set_${name}`,
    old_value: null,
    new_value: value,
    created_at: printMoment(created + logDelay),
    text_file_path: prayer.path,
  };
}

function makeMarkEntry(random: Random, { userId, prayerId }: Mark, created: Moment): Row {
  return {
    id: hexId(random),
    prayer_id: prayerId,
    user_id: userId,
    action: "prayed",
    old_value: null,
    new_value: "true",
    created_at: printMoment(created),
    text_file_path: null,
  };
}

function makeOrphans(random: Random, prayed: readonly Mark[]): Row[] {
  const from = (index: number) => itemAt(prayed, index * 7);
  const ofPrayers = makeDeletedIds("prayer of log", rejected.logEntriesOfMissingPrayer).map((id, index) => ({
    ...makeMarkEntry(random, from(index), from(index).created + 40 * second),
    prayer_id: id,
  }));
  const ofUsers = makeDeletedIds("user of log", cleared.logEntries).map((id, index) => ({
    ...makeMarkEntry(random, from(index), from(index).created + 50 * second),
    user_id: id,
  }));
  return [...ofPrayers, ...ofUsers];
}
