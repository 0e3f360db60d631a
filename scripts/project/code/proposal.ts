import { readFile } from "node:fs/promises";

/** What cannot be edited safely: lines to paste, and where. */
export interface Paste {
  /** `in defineSchema({ … })`. */
  readonly place: string;
  readonly why: string;
  readonly lines: readonly string[];
}

/** What one file of the app should say. */
export interface Proposal {
  readonly path: string;
  /** null for a file that does not exist. */
  readonly before: string | null;
  readonly after: string;
  readonly pastes: readonly Paste[];
}

/** What an editing function gives back. */
export interface Edited {
  readonly text: string;
  readonly pastes: readonly Paste[];
}

/** True where the file as it is needs another look: an edit, or lines to paste. */
export function isStale({ before, after, pastes }: Proposal): boolean {
  return before !== after || pastes.length > 0;
}

export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
