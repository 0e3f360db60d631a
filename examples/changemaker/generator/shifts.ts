import { itemAt } from "../../support/items.js";
import { Random } from "../../support/random.js";
import { dirt, rowCounts } from "./dirt.js";
import { type People, type Person, writeEmail } from "./people.js";
import { lastDay, makeRow, printDay, randomMoment, respell, type Row } from "./values.js";
import { firstNames, lastNames, streets } from "./words.js";

const { rejected, flagged } = dirt;

/** A shift that was deleted after people had signed up. */
const deletedShift = 77;

export function makeShifts({ people }: People): readonly Row[] {
  const random = new Random("shifts");
  return Array.from({ length: rowCounts.shifts }, (_, index) => {
    const start = random.between(9, 16);
    const isByStranger = index >= 10 && index < 10 + flagged.shiftsByStrangers;
    const organiser = isByStranger ? `coordinator${index}@example.net` : random.pick(people).email;
    return makeRow(random, index + 1, {
      Title: `${random.pick(["Canvass", "Phone bank", "Lit drop"])} ${index + 1}`,
      Description: random.orNull(40, "Meet at the door.\nBring water."),
      Date: printDay(lastDay - 60 + index * 4),
      "Start Time": `${String(start).padStart(2, "0")}:00:00`,
      "End Time": `${String(start + 3).padStart(2, "0")}:30:00`,
      Location: random.orNull(20, `${random.between(9000, 12_999)} ${random.pick(streets)}`),
      "Max Volunteers": random.between(4, 20),
      "Current Volunteers": random.between(0, 12),
      Status: random.pick(["Open", "Open", "Full", "Cancelled"]),
      "Created By": writeEmail(random, organiser),
    });
  });
}

/** In this order: of people with an account, of strangers, for a missing shift, and once more. */
export function makeSignups({ people }: People): readonly Row[] {
  const random = new Random("shift sign-ups");
  const rows: Row[] = [];
  const add = (shift: number, name: string | null, email: string) => {
    rows.push(makeSignup(random, rows.length + 1, shift, name, email));
  };
  const others = flagged.signupsByStrangers + rejected.signupsOfMissingShift + rejected.signupsMadeTwice;
  for (let index = 0; index < rowCounts.shift_signups - others; index++) {
    const person = personOf(people, index);
    add((index % rowCounts.shifts) + 1, random.orNull(10, person.name), writeEmail(random, person.email));
  }
  for (let index = 0; index < flagged.signupsByStrangers; index++) {
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    add((index % rowCounts.shifts) + 1, name, writeEmail(random, `passer.by${index}@example.com`));
  }
  for (let index = 0; index < rejected.signupsOfMissingShift; index++) {
    add(deletedShift, null, itemAt(people, index).email);
  }
  for (let index = 0; index < rejected.signupsMadeTwice; index++) {
    const { name, email } = personOf(people, index);
    add((index % rowCounts.shifts) + 1, name, respell(email, index));
  }
  return rows;
}

/** Another person for each of the rows of one shift: 24 shifts and 94 people have two as their common factor only. */
function personOf(people: readonly Person[], index: number): Person {
  return itemAt(people, (index + Math.floor(index / people.length)) % people.length);
}

function makeSignup(random: Random, id: number, shift: number, name: string | null, email: string): Row {
  return makeRow(random, id, {
    "Shift ID": shift,
    "Shift Title": `Canvass ${shift}`,
    "User Email": email,
    "User Name": name,
    Phone: random.orNull(70, `780-555-${random.text(4, "0123456789")}`),
    "Signup Date": randomMoment(random, lastDay - 60, lastDay),
    Status: random.chance(85) ? "Confirmed" : "Cancelled",
  });
}
