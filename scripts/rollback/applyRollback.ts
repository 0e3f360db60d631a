import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";
import { z } from "zod";
import { reportRefusals } from "../deployment/commandFailure.js";
import { CutoverError } from "../errors.js";
import { makeFolder, readLines, withDiskFaults } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";
import { changesFile } from "./rollbackChanges.js";

const vApplied = z.object({
  phase: z.object({ kind: z.string() }),
  processed: z.number(),
  state: z.enum(["running", "stopped", "done"]),
});

const pollMs = { first: 200, longest: 2000 };

/** Brings the list into the component, where nothing looks at it yet. Again is harmless. */
export async function importChanges({ app, run }: Context, rows: number): Promise<void> {
  if (rows === 0) return;
  const words = ["--component", "cutover", "--table", "changes", "--replace", path.resolve(changesFile(run))];
  const { stderr } = await app.convex.call("import", ["--yes", ...words]);
  const added = /Added (\d+) documents/.exec(stderr)?.[1];
  if (Number(added) === rows) return;
  throw new CutoverError("deployment", {
    what: `convex import added ${added ?? "an unknown number of"} changes, expected ${rows}`,
    where: app.convex.deploymentName,
    next: "cutover rollback",
  });
}

/** Lets Convex take the migration back, batch by batch, until all is done. `list` names the changes that were imported. */
export async function applyChanges({ app, run, signal, progress }: Context, list: string): Promise<void> {
  const args = { runId: run.run, changes: list, purpose: "rollback" };
  for (let wait = pollMs.first; ; wait = Math.min(wait * 1.5, pollMs.longest)) {
    const applied = await reportRefusals(async () => await app.convex.run(app.functionName("apply"), args, vApplied));
    progress.rows("changes", applied.processed);
    if (applied.state === "done") return;
    if (applied.state === "stopped") throw stopped(app.convex.deploymentName);
    await sleep(wait, undefined, { signal });
  }
}

function stopped(where: string): CutoverError {
  const what = "Convex has stopped taking the migration back: a batch failed, or somebody paused it";
  return new CutoverError("deployment", { what, where, next: "cutover resume, then: cutover rollback" });
}

const vRecord = z.looseObject({ number: z.number(), table: z.string(), id: z.string() });
const vRecords = z.object({ items: z.array(vRecord), next: z.number().nullable() });

const vConflict = vRecord.extend({
  legacyKey: z.string().nullable(),
  field: z.string().nullable(),
  kept: z.enum(["theirs", "ours"]),
});
/** Somebody had changed what the rollback was about to write: a line of `writes/conflicts.jsonl`. */
export type Conflict = Readonly<z.infer<typeof vConflict>>;

export interface Downloaded {
  /** Documents that were not as they were listed when they were removed: whole, in `writes/removed.jsonl`. */
  readonly removed: number;
  readonly conflicts: number;
}

/** The files of what users wrote and the rollback took away or found in its way. */
export function recordsFile(run: RunDirectory, name: "removed" | "conflicts"): string {
  return run.file("writes", `${name}.jsonl`);
}

/**
 * Brings the component's records of what users wrote into `writes/`, and has it forget them only then. Killed in between,
 * lines may stand there twice; none is lost.
 */
export async function downloadRecords(context: Context): Promise<Downloaded> {
  const { app, run } = context;
  const removed = await downloadList(context, "removed");
  const conflicts = await downloadList(context, "conflicts");
  const args = { runId: run.run, removed: removed.last, conflicts: conflicts.last };
  if (removed.count + conflicts.count > 0)
    while (await app.convex.run(app.functionName("clearRemoved"), args, z.boolean()));
  return { removed: removed.count, conflicts: conflicts.count };
}

async function downloadList({ app, run }: Context, name: "removed" | "conflicts") {
  const file = recordsFile(run, name);
  await makeFolder(path.dirname(file));
  let last = -1;
  let count = 0;
  for (let after: number | null = -1; after !== null;) {
    const page: z.infer<typeof vRecords> = await app.convex.run(
      app.functionName(name),
      { runId: run.run, after },
      vRecords,
    );
    const text = page.items.map((item) => `${JSON.stringify(item)}\n`).join("");
    if (text !== "") await withDiskFaults(file, async () => await appendFile(file, text, { flush: true }));
    last = page.items.at(-1)?.number ?? last;
    count += page.items.length;
    after = page.next;
  }
  return { last, count };
}

export async function readConflicts(run: RunDirectory): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  if (!existsSync(recordsFile(run, "conflicts"))) return conflicts;
  for await (const line of readLines(recordsFile(run, "conflicts")))
    if (line !== "") conflicts.push(vConflict.parse(JSON.parse(line)));
  return conflicts;
}
