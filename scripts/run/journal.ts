import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { maskSecrets } from "../secrets.js";
import { privateFile, syncFolder, withDiskFaults } from "./files.js";
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

/** What a run has done, one line per event; only ever appended to, and on disk before the next thing is done. */
export class Journal {
  constructor(private readonly file: string) {}

  async append(entry: Omit<JournalEntry, "at" | "pid">): Promise<void> {
    const pid = entry.event === "started" ? { pid: process.pid } : {};
    const line = maskSecrets(`${JSON.stringify({ at: new Date().toISOString(), ...entry, ...pid })}\n`);
    const start = (await isCutOff(this.file)) ? "\n" : "";
    await withDiskFaults(this.file, async () => await appendSynced(this.file, `${start}${line}`));
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

/** The newest event of each stage, in the order of their lines: a clock that was set back changes nothing. */
export function latestByStage(entries: readonly JournalEntry[]): Map<string, JournalEntry> {
  const latest = new Map<string, JournalEntry>();
  for (const entry of entries) {
    latest.delete(entry.stage);
    latest.set(entry.stage, entry);
  }
  return latest;
}

async function appendSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, "a", privateFile);
  try {
    const { size } = await handle.stat();
    await handle.appendFile(text);
    await handle.sync();
    if (size === 0) await syncFolder(path.dirname(file));
  } finally {
    await handle.close();
  }
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
