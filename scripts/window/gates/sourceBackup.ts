import { stat } from "node:fs/promises";
import path from "node:path";
import { readDuration } from "../../../convex/shared/plan/tasks.js";
import type { Gate } from "../../run/windowRecord.js";
import { describeSize, findSourceBackupFault, readSourceBackup } from "../../sourceBackup/record.js";
import { nameSource } from "../../sources/open.js";
import type { Context, Settings } from "../../stages/stage.js";

const defaultWithin = "24h";

/** The source can be restored as it was before anybody touched it: by `cutover backup-source`, or by a file that the plan names. */
export async function measureSourceBackup({ options, project }: Context, now = Date.now()): Promise<Gate> {
  const { file, within = defaultWithin } = project.plan.window.sourceBackup ?? {};
  const longestMs = readDuration(within)!;
  const gate = {
    name: "source-backup",
    limit: `there, and not older than ${within}`,
    opens: file === undefined ? "cutover backup-source" : `Back up the source to ${file}, or: cutover backup-source`,
  } as const;
  const made = await describeMade(options, now);
  const named = file === undefined ? null : await describeNamed(path.resolve(project.dir, file), now);
  const found = [named, made].filter((each) => each !== null);
  const good = found.find(({ isThere, ageMs }) => isThere && ageMs <= longestMs);
  const value = (good ?? found[0])?.value ?? "no backup of the source was made";
  return { ...gate, value, isOpen: good !== undefined };
}

interface Found {
  readonly value: string;
  readonly isThere: boolean;
  readonly ageMs: number;
}

async function describeMade({ dir, source }: Pick<Settings, "dir" | "source">, now: number): Promise<Found | null> {
  const backup = await readSourceBackup(dir);
  if (backup === null) return null;
  const wanted = await nameSource(source!);
  const fault =
    backup.source === wanted ? await findSourceBackupFault(dir, backup) : `it is of ${backup.source}, not of ${wanted}`;
  const ageMs = now - backup.at;
  const value = fault ?? `${backup.source}, ${renderAge(ageMs)}: ${describeSize(backup.files)}, ${backup.holds}`;
  return { value, isThere: fault === null, ageMs };
}

async function describeNamed(file: string, now: number): Promise<Found> {
  const stats = await stat(file).catch(() => null);
  if (stats === null) return { value: `${file} is not there`, isThere: false, ageMs: 0 };
  const ageMs = now - stats.mtimeMs;
  const isThere = stats.isDirectory() || stats.size > 0;
  return { value: isThere ? `${file}, ${renderAge(ageMs)}` : `${file} is empty`, isThere, ageMs };
}

function renderAge(ageMs: number): string {
  return `${(ageMs / 3_600_000).toFixed(1)} h old`;
}
