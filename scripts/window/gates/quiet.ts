import { setTimeout as sleep } from "node:timers/promises";
import { exportDeployment } from "../../deployment/exportDeployment.js";
import { findTouchedTables } from "../../project/touchedTables.js";
import { removeFile } from "../../run/files.js";
import type { Gate } from "../../run/windowRecord.js";
import { findTableDifferences, readFingerprints, type TableFingerprint } from "../../stages/backup.js";
import type { Context } from "../../stages/stage.js";

/** Unless the plan says otherwise. */
const defaultSeconds = 10;

export interface QuietOptions {
  /** What was read in maintenance mode already. */
  readonly before: readonly TableFingerprint[];
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Whether nothing of what the window replaces, or of what refers to it, appears or changes in maintenance mode: two exports of
 * the deployment, compared. Finds every writer that writes in that time, whatever code it is of.
 */
export async function measureQuiet(
  context: Pick<Context, "app" | "project" | "run" | "signal">,
  { before, wait = async (ms, signal) => await sleep(ms, undefined, { signal }) }: QuietOptions,
): Promise<Gate> {
  const { project, signal } = context;
  const seconds = project.plan.window.quietSeconds ?? defaultSeconds;
  const tables = findTouchedTables(project);
  // Somebody signs in by another method: that is no writer of the app's, and nothing of it is replaced.
  if (!project.plan.tables.has("authAccounts")) tables.delete("authAccounts");
  await wait(seconds * 1000, signal);
  const second = await readNow(context);
  const differences = findTableDifferences(before, second).filter(({ table }) => tables.has(table));
  return {
    name: "quiet",
    value:
      differences.length === 0
        ? `nothing appeared or changed in ${tables.size} tables for ${seconds} s`
        : differences.map(({ table, what }) => `${table}: ${what}`).join("; "),
    limit: `no change for ${seconds} s in maintenance mode`,
    isOpen: differences.length === 0,
    opens: "Stop or guard what writes (cutover check; the dashboard's logs name it), then type the same command again",
  };
}

/** What the report says where somebody decided to pass it: two exports of a large deployment take their time. */
export const quietNotMeasured: Gate = {
  name: "quiet",
  value: "not measured",
  limit: "no change in maintenance mode",
  isOpen: false,
  opens: "cutover go without the waiver",
};

async function readNow({ app, run }: Pick<Context, "app" | "run">): Promise<readonly TableFingerprint[]> {
  const file = run.file("quiet.zip");
  await removeFile(file);
  await exportDeployment(app, file);
  try {
    return await readFingerprints(file);
  } finally {
    await removeFile(file);
  }
}
