import type { Random } from "../../support/random.js";
import { caseDates } from "./tables.js";
import { printDate, type DataRow } from "./values.js";

type CaseDate = (typeof caseDates)[number];

/** The way of a PERM case: each step with the days it takes after the one before. */
const steps: readonly (readonly [CaseDate, low: number, high: number])[] = [
  ["pwd_filing_date", 0, 30],
  ["pwd_determination_date", 120, 200],
  ["pwd_expiration_date", 90, 365],
  ["recruitment_start_date", -60, 0],
  ["recruitment_end_date", 35, 75],
  ["eta9089_filing_date", 31, 120],
  ["eta9089_certification_date", 200, 420],
  ["eta9089_expiration_date", 180, 180],
  ["i140_filing_date", -150, -1],
  ["i140_approval_date", 15, 240],
];

/** How many steps are behind a case of each status. */
const statuses: readonly (readonly [status: string, steps: number, progress: string])[] = [
  ["PWD", 1, "Waiting for Intake"],
  ["PWD", 3, "Under Review"],
  ["Recruitment", 5, "Working on it"],
  ["ETA 9089 Prep", 5, "Working on it"],
  ["ETA 9089 Filed", 6, "Filed"],
  ["ETA 9089 Filed", 8, "RFI/RFE"],
  ["I-140", 9, "Filed"],
  ["I-140", 9, "RFI/RFE"],
  ["Complete", 10, "Approved"],
  ["Closed/Archived", 5, "Working on it"],
];

/** Status, progress and all dates, in step with each other; what is done lies before `today`, what expires may not. */
export function makeTimeline(random: Random, createdDay: number, today: number): DataRow {
  const [case_status, done, progress_status] = random.pick(statuses);
  const row: DataRow = { case_status, progress_status };
  for (const name of caseDates) row[name] = null;
  const taken = walk(random, createdDay, done);
  const latest = Math.max(...taken.filter(([name]) => !name.endsWith("expiration_date")).map(([, day]) => day));
  const shift = Math.min(0, today - random.between(90, 500) - latest);
  for (const [name, day] of taken) row[name] = printDate(day + shift);
  if (progress_status === "RFI/RFE") addRequest(random, row, case_status === "I-140" ? "rfe" : "rfi", latest + shift);
  return row;
}

function walk(random: Random, from: number, done: number): readonly (readonly [CaseDate, number])[] {
  let day = from;
  return steps.slice(0, done).map(([name, low, high]) => {
    day += random.between(low, high);
    return [name, day];
  });
}

/** A request for information or evidence: received, due 30 or 87 days later, answered or not. */
function addRequest(random: Random, row: DataRow, kind: "rfi" | "rfe", after: number): void {
  const received = after + random.between(10, 60);
  const days = kind === "rfi" ? 30 : 87;
  row[`${kind}_received_date`] = printDate(received);
  row[`${kind}_due_date`] = printDate(received + days);
  row[`${kind}_submitted_date`] = random.orNull(50, printDate(received + random.between(5, 30)));
}
