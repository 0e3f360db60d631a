import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { makeCuid } from "./cuid.js";
import { dirt, rowCounts } from "./dirt.js";
import type { People } from "./people.js";
import { printArray, printDecimal, printFlag, printMoment, printTimes, randomMoment, type Row } from "./values.js";
import { firstNames, folderNames, hardNotes, lastNames, locationTags, plainNotes, streets } from "./words.js";

const { rejected, carried } = dirt;
const locationCount = rowCounts["public.locations"];

/** Which locations are special, by position. The last two are deleted in psql. */
const positions = {
  offTheEarth: 7,
  withoutCoordinates: 10,
  atNullIsland: 20,
  withNullTags: 30,
  softDeleted: 40,
} as const;
const deletedLocations = 2;

export interface Locations {
  readonly rows: readonly Row[];
  /** Those that move. */
  readonly ids: readonly string[];
  readonly offTheEarthId: string;
  readonly deletedIds: readonly string[];
}

export function makeLocations(people: People): Locations {
  const random = new Random("changemaker locations");
  const rows = Array.from({ length: locationCount + deletedLocations }, (_, index) =>
    makeLocation(random, index, people),
  );
  const ids = rows.map(({ id }) => id ?? "");
  const offTheEarthId = itemAt(ids, positions.offTheEarth);
  return {
    rows,
    ids: ids.slice(0, locationCount).filter((id) => id !== offTheEarthId),
    offTheEarthId,
    deletedIds: ids.slice(locationCount),
  };
}

function makeLocation(random: Random, index: number, people: People): Row {
  const createdMs = randomMoment(random);
  const isDeleted = isWithin(index, positions.softDeleted, carried.softDeletedLocations);
  return {
    id: makeCuid(random, createdMs),
    address: `${random.between(1, 12_999)} ${random.pick(streets)}`,
    postalCode: random.orNull(10, `T5K ${random.between(0, 9)}B${random.between(0, 9)}`),
    ...makeCoordinates(random, index),
    geocodeConfidence: random.orNull(30, String(random.between(40, 100))),
    buildingType: random.pick(["SINGLE_FAMILY", "SINGLE_FAMILY", "MULTI_UNIT", "MIXED_USE", "COMMERCIAL"]),
    tags: isWithin(index, positions.withNullTags, carried.locationsWithNullTags)
      ? null
      : printArray(locationTags.filter(() => random.chance(20))),
    buildingNotes: random.orNull(80, "Code at the door: 1#2*"),
    createdByUserId: random.orNull(20, random.pick(people.all).id),
    deletedAt: isDeleted ? printMoment(createdMs + 1) : null,
    ...printTimes(random, createdMs),
  };
}

function makeCoordinates(random: Random, index: number): Row {
  // Some end in zeros, which DECIMAL(10,7) keeps and a number does not need.
  const north = random.between(534_000_000, 537_000_000) - (index % 6 === 0 ? 0 : 1);
  const latitude = printDecimal(index % 6 === 0 ? Math.round(north / 1000) * 1000 : north, 7);
  const longitude = printDecimal(-random.between(1_133_000_000, 1_137_000_000), 7);
  // Ids of cells at the deepest level use all 64 bits: 0x53a0… is Edmonton.
  const s2CellId = String(0x53a0_0000_0000_0001n + (BigInt(random.bits()) << 12n));
  if (index === positions.offTheEarth) return { latitude: longitude, longitude: latitude, s2CellId };
  if (isWithin(index, positions.withoutCoordinates, carried.locationsWithoutCoordinates))
    return { latitude: null, longitude: null, s2CellId: null };
  if (isWithin(index, positions.atNullIsland, carried.locationsAtNullIsland))
    return { latitude: "0.0000000", longitude: "0.0000000", s2CellId: null };
  return { latitude, longitude, s2CellId };
}

export interface Addresses {
  readonly rows: readonly Row[];
  /** Those that move. */
  readonly ids: readonly string[];
  /** One of a deleted building, one of the building off the earth. */
  readonly rejectedIds: readonly [string, string];
}

export function makeAddresses(locations: Locations): Addresses {
  const random = new Random("changemaker addresses");
  const orphans = rejected.addressesOfDeletedLocation + rejected.addressesOfLocationOffTheEarth;
  const rows = Array.from({ length: rowCounts["public.addresses"] }, (_, index) =>
    makeAddress(random, index, whereIs(index, locations)),
  );
  const ids = rows.map(({ id }) => id ?? "");
  const rejectedIds = [itemAt(ids, 0), itemAt(ids, rejected.addressesOfDeletedLocation)] as const;
  return { rows, ids: ids.slice(orphans), rejectedIds };
}

interface Unit {
  readonly locationId: string;
  readonly unitNumber: string | null;
}

function whereIs(index: number, { ids, offTheEarthId, deletedIds }: Locations): Unit {
  const ofDeleted = rejected.addressesOfDeletedLocation;
  const orphans = ofDeleted + rejected.addressesOfLocationOffTheEarth;
  if (index < ofDeleted) return { locationId: itemAt(deletedIds, index % 2), unitNumber: String(100 + index) };
  if (index < orphans) return { locationId: offTheEarthId, unitNumber: String(100 + index) };
  const place = index - orphans;
  // The first address of a building has no unit; one building has two such.
  if (place === ids.length) return { locationId: itemAt(ids, 0), unitNumber: null };
  return { locationId: itemAt(ids, place % ids.length), unitNumber: place < ids.length ? null : `${place}b` };
}

function makeAddress(random: Random, index: number, unit: Unit): Row {
  const createdMs = randomMoment(random);
  const isEmpty = isWithin(index, 50, carried.addressesWithEmptyEmail);
  const firstName = random.pick(firstNames);
  return {
    id: makeCuid(random, createdMs),
    ...unit,
    firstName: random.orNull(20, firstName),
    lastName: random.orNull(20, random.pick(lastNames)),
    email: isEmpty ? "" : random.orNull(70, `Resident.${index}@Example.com`),
    supportLevel: random.orNull(30, `LEVEL_${random.between(1, 4)}`),
    signRequested: printFlag(random.chance(15)),
    notes: isWithin(index, 70, carried.hardNotes)
      ? itemAt(hardNotes, index - 70)
      : random.orNull(70, random.pick(plainNotes)),
    ...printTimes(random, createdMs),
  };
}

/** A forest, children before parents too; and one folder in itself, two in each other. */
export function makeFolders(): readonly Row[] {
  const random = new Random("changemaker folders");
  const count = rowCounts["public.Folder"];
  const starts = Array.from({ length: count }, () => randomMoment(random));
  const ids = starts.map((createdMs) => makeCuid(random, createdMs));
  const parents = [null, 4, null, 2, null, 3, null, 8, 7, 9, 1, 5, null, 0];
  return ids.map((id, index) => {
    const parent = itemAt(parents, index);
    return {
      id,
      name: itemAt(folderNames, index % folderNames.length),
      position: String(index % 4),
      parentId: parent === null ? null : itemAt(ids, parent),
      createdAt: printMoment(itemAt(starts, index)),
    };
  });
}

export function makeCuts(people: People, folders: readonly Row[]): readonly Row[] {
  const random = new Random("changemaker cuts");
  return Array.from({ length: rowCounts["public.cuts"] }, (_, index) => {
    const createdMs = randomMoment(random);
    return {
      id: makeCuid(random, createdMs),
      name: `Poll ${101 + index}`,
      color: random.pick(["#3388ff", "#d4380d"]),
      geojson: JSON.stringify({ type: "Polygon", coordinates: [makeRing(random)] }),
      // Scale 9: as a float the last digits of the larger ones would be gone.
      areaKm2: index === 3 ? null : printDecimal(random.bits(), 3).concat("000000"),
      isPublic: printFlag(random.chance(50)),
      createdByUserId: random.pick(people.all).id,
      folderId: random.orNull(30, random.pick(folders).id ?? ""),
      ...printTimes(random, createdMs),
    };
  });
}

/** A closed ring around a point, with as many digits as a map in the browser gives. */
function makeRing(random: Random): readonly (readonly number[])[] {
  const degrees = (low: number) => low + random.bits() / 2 ** 40;
  const corners = [0, 1, 2, 3].map(() => [degrees(-113.5), degrees(53.5)]);
  return [...corners, itemAt(corners, 0)];
}

/** The implicit many-to-many table: A is the cut, B the location. */
export function makeCutLocations(cuts: readonly Row[], locations: Locations): readonly Row[] {
  const random = new Random("changemaker cut locations");
  const pairsOf = (ids: readonly string[]) => cuts.flatMap(({ id }) => ids.map((B) => ({ A: id ?? null, B })));
  const orphans = [
    ...pairsOf(locations.deletedIds).slice(0, rejected.cutLinksOfDeletedLocation),
    ...pairsOf([locations.offTheEarthId]).slice(0, rejected.cutLinksOfLocationOffTheEarth),
  ];
  const sound = random.shuffle(pairsOf(locations.ids)).slice(0, rowCounts["public._CutToLocation"] - orphans.length);
  return random.shuffle([...orphans, ...sound]);
}

function isWithin(index: number, start: number, length: number): boolean {
  return index >= start && index < start + length;
}
