/** A column of a row: text, or NULL. */
type Column = string | null | undefined;

/** The row everybody in the community knows to be corrupt. */
export const knownBadId = "0bad1d000bad1d000bad1d000bad1d00";

/** True for BLOBs and whatever else found its way into a key. NULL is rejected by itself. */
export function isMalformedId(id: Column): boolean {
  return typeof id === "string" && !/^[0-9a-f]{32}$/.test(id);
}

export function isBlank(text: Column): boolean {
  return text?.trim() === "";
}

/** A BLOB arrives as `\x` and its hex digits. */
export function isBlob(text: Column): boolean {
  return /^\\x(?:[0-9a-f]{2})*$/.test(text ?? "");
}

/** Names are the same whatever their case and white space. */
export function nameKey(displayName: Column): string | null {
  const key = displayName?.trim().replaceAll(/\s+/g, " ").toLowerCase() ?? "";
  return key === "" ? null : key;
}

const moment = /^(\d{4}-\d\d-\d\d \d\d:\d\d):(\d\d\.\d{6})$/;

/** `2025-06-15 14:35:12.123456` → `2025-06-15 14:35`; null where it is no moment. */
export function minuteOf(created: Column): string | null {
  return moment.exec(created ?? "")?.[1] ?? null;
}

/** What the app writes never falls on a whole minute: this was read from an archive, which tells no seconds. */
export function isFromArchive(created: Column): boolean {
  return moment.exec(created ?? "")?.[2] === "00.000000";
}

/** The last microsecond in which something of the same minute can have happened. */
export function endOfMinute(created: Column): string | null {
  const minute = minuteOf(created);
  return minute === null ? null : `${minute}:59.999999`;
}

const temporaryFolder = /^\/tmp\/[^/]+\/complete_site_archive\//;

/** The path of a text archive; null where archives were switched off and a word stands in its place. */
export function archivePath(textFilePath: Column): string | null {
  return textFilePath?.startsWith("disabled_archive_") === false ? textFilePath : null;
}

/** An import unpacked it to a folder that went with the process. */
export function isArchiveGone(path: Column): boolean {
  return temporaryFolder.test(path ?? "");
}

const kinds = [
  ["prayer", /^prayers\/(\d{4})\/(\d\d)\/[^/]+\.txt$/],
  ["marksOfMonth", /^prayers\/marks\/(\d{4})_(\d\d)_marks\.txt$/],
  ["attributesOfMonth", /^prayers\/attributes\/(\d{4})_(\d\d)_attributes\.txt$/],
  ["usersOfMonth", /^users\/(\d{4})_(\d\d)_users\.txt$/],
  ["user", /^users\/[^/]+\.txt$/],
] as const;

export function archiveKind(path: Column): string | null {
  return findKind(path)?.kind ?? null;
}

/** `2025-06`; null for the file of a person. */
export function archiveMonth(path: Column): string | null {
  const { year, month } = findKind(path) ?? {};
  return year === undefined || month === undefined ? null : `${year}-${month}`;
}

function findKind(path: Column) {
  const relative = path?.replace(temporaryFolder, "").replace(/^text_archives\//, "") ?? "";
  for (const [kind, pattern] of kinds) {
    const [found, year, month] = pattern.exec(relative) ?? [];
    if (found !== undefined) return { kind, year, month };
  }
  return undefined;
}
