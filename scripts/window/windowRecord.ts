import { readFile } from "node:fs/promises";
import { writeFileAtomically } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Gate, GateName } from "./gate.js";

/** How a window stands: `.cutover/<run>/window.json`. Written before each step that is hard to take back. */
export interface WindowRecord {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly deployment: string;
  readonly outcome: "open" | "done" | "wentBack";
  /** Why it went back, or is going. */
  readonly reason: string | null;
  /** As they were measured last. */
  readonly gates: readonly Gate[];
  readonly waived: Readonly<Partial<Record<GateName, string>>>;
  /** Traffic goes to Convex, or may: set before the hook that switches it. */
  readonly switched: boolean;
}

export async function readWindow(run: RunDirectory): Promise<WindowRecord | null> {
  try {
    return JSON.parse(await readFile(fileOf(run), "utf8")) as WindowRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export async function writeWindow(run: RunDirectory, record: WindowRecord): Promise<void> {
  await writeFileAtomically(fileOf(run), `${JSON.stringify(record, null, 2)}\n`);
}

/** The record with these gates measured anew. */
export function withGates(record: WindowRecord, measured: readonly Gate[]): WindowRecord {
  const names = new Set(measured.map(({ name }) => name));
  return { ...record, gates: [...record.gates.filter(({ name }) => !names.has(name)), ...measured] };
}

function fileOf(run: RunDirectory): string {
  return run.file("window.json");
}
