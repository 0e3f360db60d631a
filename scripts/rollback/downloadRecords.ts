import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { makeFolder, readLines, withDiskFaults } from "../run/files.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";

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
