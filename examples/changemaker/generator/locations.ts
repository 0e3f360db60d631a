import { Random } from "../../support/random.js";
import { dirt, rowCounts } from "./dirt.js";
import { type People, writeEmail } from "./people.js";
import { makeRow, type Row } from "./values.js";
import { firstNames, lastNames, notes, streets } from "./words.js";

const { rejected, flagged, carried } = dirt;

/** The three columns a position stands in. */
type Position = {
  readonly "Geo Location": string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
};

/** What can be odd about a position, and how many rows have it. All other rows name one place twice. */
const oddities: readonly (readonly [count: number, make: (random: Random) => Position])[] = [
  [flagged.locationsWithoutPosition, () => position(null, null)],
  [flagged.locationsAtZero, () => position("0;0", ["0.00000000", "0.00000000"])],
  [carried.locationsWithGeoOnly, (random) => position(makeGeo(random, 8), null)],
  [carried.locationsWithColumnsOnly, (random) => position(null, columnsOf(makeGeo(random, 8)))],
  [carried.locationsWithLongDigits, makeLong],
  [3, makeSwapped],
  [rejected.contradictoryLocations - 3, (random) => position(makeGeo(random, 8), columnsOf(makeGeo(random, 8)))],
  // Two digits too many before the point; such a latitude does not fit the columns.
  [rejected.impossibleLocations, () => position("5353.54612345;-113.49381234", null)],
];

export function makeLocations(people: People): readonly Row[] {
  const random = new Random("locations");
  const positions = oddities.flatMap(([count, make]) => Array.from({ length: count }, () => make(random)));
  while (positions.length < rowCounts.locations) positions.push(makeSound(random));
  return random.shuffle(positions).map((place, index) => makeLocation(random, index, place, people));
}

function makeLocation(random: Random, index: number, place: Position, people: People): Row {
  return makeRow(random, index + 1, {
    ...place,
    "First Name": random.orNull(10, random.pick(firstNames)),
    "Last Name": random.orNull(15, random.pick(lastNames)),
    Email: random.orNull(60, `household${index}@example.com`),
    Phone: random.orNull(60, `587-555-${random.text(4, "0123456789")}`),
    "Unit Number": random.orNull(70, String(random.between(1, 1204))),
    Address: `${random.between(9000, 12_999)} ${random.pick(streets)}`,
    "Support Level": random.orNull(20, random.pick(["1", "2", "3", "4"])),
    Sign: random.chance(30) ? null : random.chance(25),
    "Sign Size": random.orNull(75, random.pick(["Small", "Medium", "Large", "Unsure"])),
    Notes: random.orNull(70, random.pick(notes)),
    created_by_user: makeCreator(random, index, people),
  });
}

function makeCreator(random: Random, index: number, { people }: People): string | null {
  if (index < carried.locationsByAnonymous) return "anonymous";
  if (index < carried.locationsByAnonymous + flagged.locationsByStrangers) {
    return writeEmail(random, `canvasser${index}@example.net`);
  }
  return random.chance(10) ? null : writeEmail(random, random.pick(people).email);
}

function makeSound(random: Random): Position {
  const geo = makeGeo(random, random.between(4, 8));
  return position(geo, columnsOf(geo));
}

/** Digits as JavaScript prints a number read off the map; the columns hold eight of them. */
function makeLong(random: Random): Position {
  const geo = makeGeo(random, 13);
  return position(geo, columnsOf(geo));
}

/** `lng;lat`: somebody pasted it in the order of another tool. */
function makeSwapped(random: Random): Position {
  const [latitude, longitude] = columnsOf(makeGeo(random, 8));
  return position(`${Number(longitude)};${Number(latitude)}`, [latitude, longitude]);
}

/** `53.5461;-113.4938`, with this many digits after the point, as a number prints them: without a zero at the end. */
function makeGeo(random: Random, digits: number): string {
  const fraction = () => random.text(digits - 1, "0123456789") + random.text(1, "123456789");
  return `53.${fraction()};-113.${fraction()}`;
}

/** The same as two columns of eight decimals. */
function columnsOf(geo: string): [latitude: string, longitude: string] {
  const [latitude = "", longitude = ""] = geo.split(";");
  return [Number(latitude).toFixed(8), Number(longitude).toFixed(8)];
}

function position(geo: string | null, columns: readonly [latitude: string, longitude: string] | null): Position {
  return { "Geo Location": geo, latitude: columns?.[0] ?? null, longitude: columns?.[1] ?? null };
}
