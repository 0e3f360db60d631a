import { itemAt } from "../../support/items.js";
import { hardNotes, hardTags, employers, plainNotes, positions, socCodes, tags } from "./words.js";
import { dirt, rowCounts } from "./dirt.js";
import { linkDuplicates } from "./duplicates.js";
import { makeTimeline } from "./timeline.js";
import { firstDay, lastDay, makeMissingUserIds, randomTimestamp, type Person } from "./people.js";
import { Random } from "../../support/random.js";
import { printArray, printBoolean, printJsonb, printTimestamp, type Cell, type DataRow, type Json } from "./values.js";

const { rejected, carried } = dirt;

/** Where each kind of dirty case stands before the shuffle. A later range begins where the earlier one ends. */
const starts = {
  missingUser: 0,
  infinite: rejected.casesOfMissingUser,
  bc: 4,
  unknownStatus: 5,
  notes: 10,
  emptyNotes: 30,
  oddKeys: 40,
  bigNumber: 45,
  jsonNull: 46,
  hardTags: 50,
  emptyTags: 60,
  softDeleted: 110,
  links: 200,
} as const;

/** Cases that will be rejected; nothing but the two notifications of the infinite one may refer to them. */
const rejectedCount = starts.unknownStatus + rejected.casesWithUnknownStatus;

export interface Cases {
  /** In the order of the file, which is not the order of creation. */
  readonly rows: readonly DataRow[];
  readonly infinite: DataRow;
  /** Cases that other rows may refer to. */
  readonly sound: readonly DataRow[];
}

export function makeCases(people: readonly Person[]): Cases {
  const random = new Random("cases");
  const rows: DataRow[] = [];
  for (let index = 0; index < rowCounts["public.cases"]; index++) rows.push(makeCase(random, index, people));
  const shuffled = random.shuffle(rows);
  linkDuplicates(shuffled, rows.slice(starts.links));
  return { rows: shuffled, infinite: itemAt(rows, starts.infinite), sound: rows.slice(rejectedCount) };
}

/** Which of `count` rows from `start` on this one is, or -1. */
function nth(index: number, start: number, count: number): number {
  return index >= start && index < start + count ? index - start : -1;
}

function makeCase(random: Random, index: number, people: readonly Person[]): DataRow {
  const person = random.pick(people);
  const createdDay = random.between(Math.max(person.createdDay, firstDay), lastDay - 30);
  const row: DataRow = {
    id: random.uuid(),
    user_id: person.id,
    employer_name: random.pick(employers),
    beneficiary_identifier: `${random.text(2, "ABCDEFGHJKLMNPRSTUVWXYZ")}-${random.between(1000, 9999)}`,
    position_title: random.orNull(10, random.pick(positions)),
    job_soc_code: random.orNull(20, random.pick(socCodes)),
    case_number: random.orNull(35, `P-100-${random.between(23000, 26365)}-${random.text(6, "0123456789")}`),
    ...makeTimeline(random, createdDay, lastDay),
    priority: random.orNull(10, random.pick(["low", "normal", "normal", "normal", "high", "urgent"])),
    pwd_wage_amount: random.orNull(
      15,
      `${random.between(48_000, 245_000)}.${random.pick(["00", "00", "50", "05", "99", "10"])}`,
    ),
    ...makeDetails(random, index),
    ...makeCalendar(random),
    ...makeDeletion(random, index),
    is_favorite: random.chance(20) ? null : printBoolean(random.chance(12)),
    duplicate_of: null,
    created_at: randomTimestamp(random, createdDay),
    updated_at: randomTimestamp(random, random.between(createdDay, lastDay)),
  };
  return { ...row, ...makeFault(index) };
}

/** What makes the row impossible in the final schema. */
function makeFault(index: number): DataRow {
  const [missing, other] = makeMissingUserIds();
  if (nth(index, starts.missingUser, rejected.casesOfMissingUser) >= 0)
    return { user_id: index === 0 ? other : missing };
  if (index === starts.infinite) return { eta9089_expiration_date: "infinity" };
  if (index === starts.bc) return { recruitment_start_date: "0001-12-31 BC" };
  if (index === starts.unknownStatus) return { case_status: "On Hold (old)" };
  return {};
}

function makeDetails(random: Random, index: number): DataRow {
  return {
    notes: makeNotes(random, index),
    tags: makeTags(random, index),
    documents: random.chance(50) ? makeDocuments(random) : random.orNull(25, "[]"),
    custom_fields: makeCustomFields(random, index),
  };
}

function makeNotes(random: Random, index: number): Cell {
  const plain = random.orNull(55, random.pick(plainNotes));
  const hard = hardNotes[nth(index, starts.notes, carried.casesWithHardNotes)];
  if (hard !== undefined) return hard;
  return nth(index, starts.emptyNotes, carried.casesWithEmptyNotes) >= 0 ? "" : plain;
}

function makeTags(random: Random, index: number): Cell {
  const plain = random.shuffle(tags).slice(0, random.between(1, 3));
  const hard = hardTags[nth(index, starts.hardTags, carried.casesWithHardTags)];
  if (hard !== undefined) return printArray([hard, ...plain]);
  if (nth(index, starts.emptyTags, carried.casesWithEmptyTags) >= 0) return "{}";
  return random.orNull(45, printArray(plain));
}

const oddFields: readonly Json[] = [
  { $ref: "#/cases/1", fein: "12-3456789" },
  { "": "a key without a name" },
  { ключ: "значение", fein: "98-7654321" },
  { _private: { depth: [1, { $in: null }] } },
  { "a b": true, "tab\there": "\u0001" },
];

function makeCustomFields(random: Random, index: number): Cell {
  const odd = oddFields[nth(index, starts.oddKeys, carried.casesWithOddKeys)];
  if (odd !== undefined) return printJsonb(odd);
  if (index === starts.bigNumber) return printJsonb({ account: 9_007_199_254_740_993n });
  if (nth(index, starts.jsonNull, carried.casesWithJsonNull) >= 0) return "null";
  const fields = {
    fein: `${random.between(10, 99)}-${random.text(7, "0123456789")}`,
    worksite: { state: random.pick(["NY", "CA", "TX"]) },
  };
  return random.orNull(80, printJsonb(fields));
}

function makeDocuments(random: Random): string {
  const documents = Array.from({ length: random.between(1, 2) }, () => {
    const name = `${random.pick(["PWD", "ETA 9089", "I-140", "Résumé (final)"])}.pdf`;
    const path = `/storage/v1/object/public/case-documents/${random.text(12, "abcdef0123456789")}.pdf`;
    const size = random.between(20_000, 4_000_000);
    return {
      name,
      url: `https://permtracker.supabase.co${path}`,
      size,
      ...(random.chance(50) ? { kind: "form" } : {}),
    };
  });
  return printJsonb(documents);
}

function makeCalendar(random: Random): DataRow {
  const isSynced = random.chance(30);
  const event = () => random.text(26, "0123456789abcdefghijklmnopqrstuv");
  const events = { pwd_expiration: event(), ...(random.chance(50) ? { i140_deadline: event() } : {}) };
  return {
    calendar_sync_enabled: isSynced ? "t" : random.orNull(50, "f"),
    calendar_event_ids: isSynced ? printJsonb(events) : random.orNull(70, "{}"),
  };
}

function makeDeletion(random: Random, index: number): DataRow {
  const isDeleted = nth(index, starts.softDeleted, carried.softDeletedCases) >= 0;
  const at = printTimestamp(random.between(lastDay - 200, lastDay), random.between(0, 86_399) * 1000, 0);
  return { is_deleted: printBoolean(isDeleted), deleted_at: isDeleted ? at : null };
}
