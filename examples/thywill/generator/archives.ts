import { type Moment, printMoment } from "./values.js";

/** Where the app keeps its text archives, relative to its own folder. */
const root = "text_archives";
/** Where an import once unpacked a download of them; the folder went with the process. */
const temporaryRoot = "/tmp/an-unpacked-download/complete_site_archive/text_archives";

/** One file per prayer, named by the minute. */
export function prayerFile(created: Moment): string {
  const [year, month, day, hour, minutes] = partsOf(created);
  return `${root}/prayers/${year}/${month}/${year}_${month}_${day}_prayer_at_${hour}${minutes}.txt`;
}

export function marksOfMonth(created: Moment): string {
  const [year, month] = partsOf(created);
  return `${root}/prayers/marks/${year}_${month}_marks.txt`;
}

export function attributesOfMonth(created: Moment): string {
  const [year, month] = partsOf(created);
  return `${root}/prayers/attributes/${year}_${month}_attributes.txt`;
}

export function usersOfMonth(created: Moment): string {
  const [year, month] = partsOf(created);
  return `${root}/users/${year}_${month}_users.txt`;
}

/** People whose file was made later, from the database, have one of their own. */
export function userFile(displayName: string): string {
  return `${root}/users/${displayName.trim().replaceAll(/\s+/g, "_")}.txt`;
}

export function temporary(path: string): string {
  return path.replace(root, temporaryRoot);
}

/** What the app stored while archives were switched off. */
export function switchedOff(kind: "prayer" | "user", id: string): string {
  return `disabled_archive_for_${kind}_${id}`;
}

function partsOf(moment: Moment): string[] {
  return printMoment(moment).slice(0, 16).split(/[- :]/);
}
