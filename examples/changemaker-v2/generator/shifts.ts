import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { makeCuid } from "./cuid.js";
import { dirt, rowCounts } from "./dirt.js";
import type { Addresses } from "./map.js";
import type { People, Person } from "./people.js";
import { printDay, printMoment, printTimes, randomMoment, type Row } from "./values.js";
import { plainNotes } from "./words.js";

const { rejected, merged, flagged, carried } = dirt;
const dayMs = 86_400_000;

/** A slip of the keyboard for 2026. */
const farFuture = "20260-05-09";
const inFarFuture = 4;

export interface Shifts {
  readonly rows: readonly Row[];
  /** Those that move. */
  readonly ids: readonly string[];
  readonly rejectedId: string;
}

export function makeShifts(cuts: readonly Row[]): Shifts {
  const random = new Random("changemaker shifts");
  const rows = Array.from({ length: rowCounts["public.shifts"] }, (_, index) => {
    const createdMs = randomMoment(random);
    const hour = random.between(9, 17);
    return {
      id: makeCuid(random, createdMs),
      title: `${random.pick(["Door knocking", "Leafleting", "Phone bank"])} ${index + 1}`,
      date: index === inFarFuture ? farFuture : printDay(createdMs + random.between(3, 30) * dayMs),
      startTime: `${String(hour).padStart(2, "0")}:00`,
      endTime: `${hour + 3}:30`.padStart(5, "0"),
      maxVolunteers: String(random.between(2, 20)),
      status: random.pick(["OPEN", "OPEN", "FULL", "CANCELLED"]),
      cutId: random.orNull(25, random.pick(cuts).id ?? ""),
      ...printTimes(random, createdMs),
    };
  });
  const ids = rows.map(({ id }) => id);
  return { rows, ids: ids.filter((_, index) => index !== inFarFuture), rejectedId: itemAt(ids, inFarFuture) };
}

export function makeSignups(shifts: Shifts, people: People): readonly Row[] {
  const random = new Random("changemaker signups");
  const count = rowCounts["public.shift_signups"] - merged.signupsTwice;
  const pairs = random.shuffle(shifts.ids.flatMap((shiftId) => people.all.map((person) => ({ shiftId, person }))));
  const rows = pairs.slice(0, count).map(({ shiftId, person }, index) => {
    const isOrphan = index < rejected.signupsOfRejectedShift;
    return makeSignup(random, isOrphan ? shifts.rejectedId : shiftId, person);
  });
  const again = rows.slice(40, 40 + merged.signupsTwice).map((first) => signUpAgain(random, first));
  return [...rows, ...again];
}

function makeSignup(random: Random, shiftId: string, person: Person): Row {
  const signedUpMs = randomMoment(random);
  const isVisitor = random.chance(40);
  return {
    id: makeCuid(random, signedUpMs),
    shiftId,
    userId: isVisitor ? null : person.id,
    userEmail: isVisitor ? `walk-in.${person.email}` : person.email,
    userName: random.orNull(40, person.name),
    signupSource: isVisitor ? "PUBLIC" : random.pick(["AUTHENTICATED", "ADMIN"]),
    signupDate: printMoment(signedUpMs),
  };
}

/** The same person from another device, whose keyboard begins with a capital. An hour later, and with a name. */
function signUpAgain(random: Random, first: Row): Row {
  const firstMs = Date.parse(`${first["signupDate"]}Z`);
  return {
    ...first,
    id: makeCuid(random, firstMs + 3_600_000),
    userEmail: (first["userEmail"] ?? "").replace(/^./, (char) => char.toUpperCase()),
    userName: "Signed up twice",
    signupDate: printMoment(firstMs + 3_600_000),
  };
}

export function makeVisits(addresses: Addresses, shifts: Shifts, people: People): readonly Row[] {
  const random = new Random("changemaker visits");
  const orphans = rejected.visitsOfRejectedAddress;
  const [late, epoch] = [
    orphans + rejected.visitsInFarFuture,
    orphans + rejected.visitsInFarFuture + carried.visitsAtEpoch,
  ];
  const ofRejectedShift = epoch + flagged.visitsOfRejectedShift;
  return Array.from({ length: rowCounts["public.canvass_visits"] }, (_, index) => {
    const visitedMs = randomMoment(random);
    const visitedAt = printMoment(visitedMs);
    const isLate = index >= orphans && index < late;
    const shiftId = random.orNull(30, random.pick(shifts.ids));
    return {
      id: makeCuid(random, visitedMs),
      addressId: index < orphans ? itemAt(addresses.rejectedIds, index) : random.pick(addresses.ids),
      userId: random.orNull(10, random.pick(people.all).id),
      shiftId: index >= epoch && index < ofRejectedShift ? shifts.rejectedId : shiftId,
      outcome: random.pick(["NOT_HOME", "REFUSED", "MOVED", "SPOKE_WITH", "LEFT_LITERATURE", "COME_BACK_LATER"]),
      supportLevel: random.orNull(50, `LEVEL_${random.between(1, 4)}`),
      notes: random.orNull(70, random.pick(plainNotes)),
      durationSeconds: random.orNull(40, String(random.between(5, 900))),
      visitedAt: isLate ? `20260${visitedAt.slice(4)}` : index >= late && index < epoch ? printMoment(0) : visitedAt,
    };
  });
}
