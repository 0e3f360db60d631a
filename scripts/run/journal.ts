import { appendFile, readFile } from "node:fs/promises";
import { withDiskFaults } from "./files.js";

/** One line of journal.jsonl. */
export interface JournalEntry {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The stage's name, or `seed` for what a rehearsal puts into its deployment first. */
  readonly stage: string;
  readonly event: "started" | "finished" | "failed" | "interrupted";
  /** Milliseconds, for `finished`. */
  readonly durationMs?: number;
  /** The message, for `failed`. */
  readonly message?: string;
}

/** What a run has done, one line per event; only ever appended to, so a kill costs at most the last line. */
export class Journal {
  constructor(private readonly file: string) {}

  async append(entry: Omit<JournalEntry, "at">): Promise<void> {
    const line = `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`;
    await withDiskFaults(this.file, async () => await appendFile(this.file, line));
  }

  async entries(): Promise<JournalEntry[]> {
    let text: string;
    try {
      text = await readFile(this.file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
    return text.split("\n").flatMap(parseEntry);
  }

  /** The newest event of each stage. */
  async latest(): Promise<Map<string, JournalEntry>> {
    return new Map((await this.entries()).map((entry) => [entry.stage, entry]));
  }
}

/** A line cut off by a kill says nothing: its event did not happen. */
function parseEntry(line: string): JournalEntry[] {
  if (line === "") return [];
  try {
    return [JSON.parse(line) as JournalEntry];
  } catch {
    return [];
  }
}
