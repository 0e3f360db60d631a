import type { Cases } from "./cases.js";
import { dirt, rowCounts } from "./dirt.js";
import { lastDay, randomTimestamp, type Person } from "./people.js";
import { Random } from "../../support/random.js";
import { notificationTypes } from "./tables.js";
import { printBoolean, printDate, type Cell, type DataRow } from "./values.js";

const { notificationsOfMissingCase, notificationsOfRejectedCase } = dirt.flagged;
const { notificationsWithInfiniteTimestamp } = dirt.rejected;

export function makeNotifications(people: readonly Person[], cases: Cases): readonly DataRow[] {
  const random = new Random("notifications");
  const rows: DataRow[] = [];
  for (let index = 0; index < rowCounts["public.notifications"]; index++) {
    rows.push(makeNotification(random, people, index, cases));
  }
  return random.shuffle(rows);
}

function makeNotification(random: Random, people: readonly Person[], index: number, cases: Cases): DataRow {
  const about = random.pick(cases.sound);
  const isSystem = random.chance(12);
  const day = lastDay - random.between(0, 300);
  const isRead = random.chance(60);
  const left = random.pick([30, 14, 7, 3, 1, 0, -2]);
  const isSnoozed = index >= 10 && random.chance(10);
  return {
    id: random.uuid(),
    user_id: isSystem ? random.pick(people).id : (about["user_id"] ?? null),
    case_id: caseIdOf(random, index, cases, isSystem ? null : about),
    type: isSystem ? "system" : random.pick(notificationTypes.slice(0, 5)),
    title: isSystem ? "What's new in PERM Tracker" : `${about["employer_name"]}: deadline in ${left} days`,
    message: random.orNull(
      20,
      `Please check case ${about["beneficiary_identifier"]}.\nThis is reminder no. ${random.between(1, 4)}.`,
    ),
    is_read: printBoolean(isRead),
    read_at: isRead ? random.orNull(10, randomTimestamp(random, day + 1)) : null,
    deadline_date: isSystem ? null : printDate(day + left),
    days_until_deadline: isSystem ? null : String(left),
    snoozed_until: isSnoozed ? randomTimestamp(random, lastDay + 5) : index === snoozedForEver ? "infinity" : null,
    created_at: randomTimestamp(random, day),
  };
}

const snoozedForEver =
  notificationsOfMissingCase + notificationsOfRejectedCase + notificationsWithInfiniteTimestamp - 1;

/** The first few lead to cases that are gone, the next few to one that will be rejected. */
function caseIdOf(random: Random, index: number, cases: Cases, about: DataRow | null): Cell {
  const gone = random.uuid();
  if (index < notificationsOfMissingCase) return gone;
  if (index < notificationsOfMissingCase + notificationsOfRejectedCase) return cases.infinite["id"] ?? null;
  return about?.["id"] ?? null;
}
