import { appendFile, open, readFile } from "node:fs/promises";
import { z } from "zod";
import { maskSecrets } from "../secrets.js";
import { privateFile, withDiskFaults } from "./files.js";
import { parseJson } from "./jsonFile.js";

const vJournalEntry = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  /** The stage's name, or `seed` for what a rehearsal puts into its deployment first. */
  stage: z.string(),
  event: z.enum(["started", "finished", "failed", "interrupted"]),
  /** Milliseconds, for `finished`. */
  durationMs: z.number().optional(),
  /** Of the command, for `started`: whether it is still running. */
  pid: z.number().optional(),
  /** The message, for `failed`. */
  message: z.string().optional(),
});
/** One line of journal.jsonl. */
export type JournalEntry = Readonly<z.infer<typeof vJournalEntry>>;

/** What a run has done, one line per event; only ever appended to, so a kill costs at most the last line. */
export class Journal {
  constructor(private readonly file: string) {}

  async append(entry: Omit<JournalEntry, "at" | "pid">): Promise<void> {
    const pid = entry.event === "started" ? { pid: process.pid } : {};
    const line = maskSecrets(`${JSON.stringify({ at: new Date().toISOString(), ...entry, ...pid })}\n`);
    const start = (await isCutOff(this.file)) ? "\n" : "";
    await withDiskFaults(this.file, async () => await appendFile(this.file, `${start}${line}`, { mode: privateFile }));
  }

  async entries(): Promise<JournalEntry[]> {
    let text: string;
    try {
      text = await readFile(this.file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
    return text.split("\n").flatMap((line, index) => parseEntry(line, `${this.file}:${index + 1}`));
  }

  /** The newest event of each stage. */
  async latest(): Promise<Map<string, JournalEntry>> {
    return latestByStage(await this.entries());
  }
}

/** The newest event of each stage, of entries that were read already. */
export function latestByStage(entries: readonly JournalEntry[]): Map<string, JournalEntry> {
  return new Map(entries.map((entry) => [entry.stage, entry]));
}

/** A full disk or a kill may cut off a line: the next one must not go on in it. */
async function isCutOff(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
      return size > 0 && buffer.toString() !== "\n";
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** A line cut off by a kill is left out: its event did not happen. */
function parseEntry(line: string, where: string): JournalEntry[] {
  try {
    JSON.parse(line);
  } catch {
    return [];
  }
  return [parseJson(line, vJournalEntry, where, "Correct or delete this line: it says what the run has done.")];
}
