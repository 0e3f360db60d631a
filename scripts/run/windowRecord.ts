import { z } from "zod";
import { type JsonFormat, readJsonFile, writeJsonFile } from "./jsonFile.js";
import type { RunDirectory } from "./runDirectory.js";

export const vGateName = z.enum([
  "rights",
  "check",
  "rehearsal",
  "rollback-rehearsed",
  "source-backup",
  "nothing-unguarded",
  "scheduled-work",
  "catch-up-lag",
  "disk",
  "clock",
  "forecast",
  "before",
  "checklist",
  "backup",
  "quiet",
  "source-frozen",
  "source-still",
  "verification",
  "checks",
  "sign-in",
]);
export type GateName = z.infer<typeof vGateName>;

export const vGate = z.object({
  name: vGateName,
  /** What was measured, in words. */
  value: z.string(),
  /** What it has to be. */
  limit: z.string(),
  isOpen: z.boolean(),
  /** What opens it: a command, or what to change. */
  opens: z.string(),
});
/** Something that has to hold before `go` takes a step that is hard to take back. */
export type Gate = Readonly<z.infer<typeof vGate>>;

export const vWindowRecord = z.object({
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  deployment: z.string(),
  outcome: z.enum(["open", "done", "rolledBack"]),
  /** Why it was rolled back, or is being. */
  reason: z.string().nullable(),
  /** As they were measured last. */
  gates: z.array(vGate.readonly()).readonly(),
  waived: z.partialRecord(vGateName, z.string()).readonly(),
  /** Traffic goes to Convex, or may: set before the hook that switches it. */
  switched: z.boolean(),
});
/** The state of a cutover window: `.cutover/<run>/window.json`. Written before each step that is hard to take back. */
export type WindowRecord = Readonly<z.infer<typeof vWindowRecord>>;

const windowFormat: JsonFormat<WindowRecord> = {
  version: 1,
  content: vWindowRecord,
  next: "Put the file back as it was: it says whether traffic has been switched to Convex.",
};

export async function readWindow(run: RunDirectory): Promise<WindowRecord | null> {
  return await readJsonFile(fileOf(run), windowFormat);
}

export async function writeWindow(run: RunDirectory, record: WindowRecord): Promise<void> {
  await writeJsonFile(fileOf(run), windowFormat, record);
}

/** The record with these gates measured anew. */
export function withGates(record: WindowRecord, measured: readonly Gate[]): WindowRecord {
  const names = new Set(measured.map(({ name }) => name));
  return { ...record, gates: [...record.gates.filter(({ name }) => !names.has(name)), ...measured] };
}

/** Changes the record on disk; it was written when the window was opened. */
export async function updateWindow(run: RunDirectory, change: (record: WindowRecord) => WindowRecord): Promise<void> {
  await writeWindow(run, change((await readWindow(run))!));
}

function fileOf(run: RunDirectory): string {
  return run.file("window.json");
}
