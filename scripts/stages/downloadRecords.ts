import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { fingerprintText, renderFingerprint } from "../../convex/shared/document/fingerprint.js";
import { makeFolder, privateFile, readLines, withDiskFaults } from "../run/files.js";
import type { AppStatus } from "../deployment/answers.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "./stage.js";

const vRecord = z.looseObject({ number: z.number(), table: z.string(), id: z.string() });
const vRecords = z.object({ items: z.array(vRecord), next: z.number().nullable() });

const vConflict = vRecord.extend({
  kind: z.string(),
  legacyKey: z.string().nullable(),
  field: z.string().nullable(),
  kept: z.enum(["theirs", "ours"]),
});
/** Somebody had changed what a change was about to write: a line of `writes/conflicts.jsonl`. */
export type Conflict = Readonly<z.infer<typeof vConflict>>;

export interface Downloaded {
  /** Documents that were not as they were listed when they were removed: whole, in `writes/removed.jsonl`. */
  readonly removed: number;
  readonly conflicts: number;
}

/** The files of what users wrote and a change took away or found in its way. */
function recordsFile(run: RunDirectory, name: "removed" | "conflicts"): string {
  return run.file("writes", `${name}.jsonl`);
}

/**
 * Brings the component's records of what users wrote into `writes/`. `forget`: the component forgets them then. Downloaded
 * again, also after a kill, each stands there once.
 */
export async function downloadRecords(context: Context, { forget = false } = {}): Promise<Downloaded> {
  const { app, run } = context;
  const removed = await downloadList(context, "removed");
  const conflicts = await downloadList(context, "conflicts");
  const args = { runId: run.run, removed: removed.last, conflicts: conflicts.last };
  if (forget && removed.last + conflicts.last > -2)
    while (await app.convex.run(app.functionName("clearRemoved"), args, z.boolean()));
  return { removed: removed.count, conflicts: conflicts.count };
}

/** After a list of changes: says where to look, if there is anything to see. */
export async function noteRecords(context: Context): Promise<void> {
  const { removed, conflicts } = await downloadRecords(context);
  const { progress, run } = context;
  const lines = [
    conflicts === 0
      ? []
      : `values that somebody has changed in Convex stay as they are: ${conflicts}, in ${recordsFile(run, "conflicts")}`,
    removed === 0 ? [] : `documents that gave way are kept whole: ${removed}, in ${recordsFile(run, "removed")}`,
  ];
  for (const line of lines.flat()) progress.note(`         ${line}`);
}

/**
 * What has given way by the component's own count: to a decision of `match settle`, or when somebody signed in and claimed an
 * imported row. Until it is in a file it is lost with the component.
 */
export async function noteRemoved(context: Context, { removed }: Pick<AppStatus, "removed">): Promise<void> {
  if (removed > 0) await noteRecords(context);
}

async function downloadList({ app, run }: Context, name: "removed" | "conflicts") {
  const file = recordsFile(run, name);
  const known = await readHashes(file);
  let last = -1;
  let count = 0;
  for (let after: number | null = -1; after !== null;) {
    const page: z.infer<typeof vRecords> = await app.convex.run(
      app.functionName(name),
      { runId: run.run, after },
      vRecords,
    );
    const lines = page.items.map((item) => JSON.stringify(item)).filter((line) => !known.has(hashOf(line)));
    await appendLines(file, lines);
    last = page.items.at(-1)?.number ?? last;
    count += lines.length;
    after = page.next;
  }
  return { last, count };
}

/** Of each line: what is there already. A line may hold a whole document. */
async function readHashes(file: string): Promise<Set<string>> {
  const hashes = new Set<string>();
  if (existsSync(file)) for await (const line of readLines(file)) hashes.add(hashOf(line));
  return hashes;
}

function hashOf(line: string): string {
  return renderFingerprint(fingerprintText(line));
}

async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await makeFolder(path.dirname(file));
  const text = lines.map((line) => `${line}\n`).join("");
  await withDiskFaults(file, async () => await appendFile(file, text, { flush: true, mode: privateFile }));
}

export async function readConflicts(run: RunDirectory): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  if (!existsSync(recordsFile(run, "conflicts"))) return conflicts;
  for await (const line of readLines(recordsFile(run, "conflicts")))
    if (line !== "") conflicts.push(vConflict.parse(JSON.parse(line)));
  return conflicts;
}
