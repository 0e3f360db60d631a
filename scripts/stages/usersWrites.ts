import { z } from "zod";
import { NotOffered, StreamingExport } from "../deployment/streamingExport.js";
import { KeySet } from "../rows/keys/keySet.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "./stage.js";

const vLastWrite = z.object({
  at: z.string(),
  /** How often the migration had written. */
  generation: z.number(),
  /** Of the deployment's log; null: see `why`. */
  cursor: z.string().nullable(),
  why: z.string().nullable(),
  /** Imports that the deployment knew of; null: it did not say. */
  imports: z.array(z.string()).readonly().nullable(),
});
type LastWrite = Readonly<z.infer<typeof vLastWrite>>;

const vMaintenance = z.object({ on: z.boolean() });

const format: JsonFormat<LastWrite> = {
  version: 1,
  content: vLastWrite,
  next: "Delete the file, then: cutover resolve",
};

function fileOf(run: RunDirectory): string {
  return run.file("lastWrite.json");
}

/** The migration has written its last for now: whoever writes from here on is somebody else. */
export async function noteLastWrite({ app, run }: Context): Promise<void> {
  // In this order: what the migration writes or somebody imports between two of them is not taken for users'.
  const { generation } = await app.status();
  const found = await orWhy(async () => {
    const streaming = await StreamingExport.open(app);
    const imports = await app.convex.listImports();
    return { imports, cursor: await streaming.readCursor() };
  });
  const noted = "why" in found ? { cursor: null, imports: null, why: found.why } : { ...found.value, why: null };
  await writeJsonFile(fileOf(run), format, { at: new Date().toISOString(), generation, ...noted });
}

export const vTold = z.object({
  /**
   * `deltas`: by `/api/document_deltas`, since the migration wrote last. `verification`: by an earlier one that still holds, where
   * it was right. `nothing`: see `why`.
   */
  by: z.enum(["deltas", "verification", "nothing"]),
  since: z.string().nullable(),
  why: z.string().nullable(),
});
/** How a verify told what users have written from what is wrong. */
export type Told = Readonly<z.infer<typeof vTold>>;

export interface UsersWrites {
  readonly told: Told;
  /** Whether somebody has written the document since the migration has. */
  has(id: string | undefined): boolean;
}

/** Without an earlier verification. `until`: when what is compared was exported, in nanoseconds since 1970; null: not known. */
export async function readUsersWrites(
  context: Context,
  generation: number,
  until: number | null,
): Promise<UsersWrites> {
  const last = await readJsonFile(fileOf(context.run), format);
  if (last?.cursor == null) return unknown(last?.why ?? "no resolve of this run has noted its end");
  const written = await orWhy(async () => {
    await refuseOthers(context, last, generation);
    return await readWritten(context, last.cursor!, until);
  });
  if ("why" in written) return unknown(written.why);
  const told: Told = { by: "deltas", since: last.at, why: null };
  return { told, has: (id) => id !== undefined && written.value.has(id) };
}

/** Deltas hold what the migration writes, and the documents of an import, as if users had written them. */
async function refuseOthers({ app }: Context, last: LastWrite, generation: number): Promise<void> {
  // Nobody should have written then: what has changed all the same must not pass for users' own.
  const { on } = await app.convex.run(app.functionName("maintenance"), {}, vMaintenance);
  if (on) throw new NotOffered("maintenance mode is on, so no user can have written");
  if (last.generation !== generation) throw new NotOffered("the migration has written since");
  const imports = await app.convex.listImports();
  if (imports === null || last.imports === null) throw new NotOffered("the deployment does not say what was imported");
  const known = new Set(last.imports);
  if (!imports.every((id) => known.has(id))) throw new NotOffered("somebody has imported since");
}

async function readWritten({ app }: Context, cursor: string, until: number | null): Promise<KeySet> {
  const ids = new KeySet();
  for await (const { id, at } of (await StreamingExport.open(app)).written(cursor))
    if (until === null || at <= until) ids.add(id);
  return ids;
}

function unknown(why: string): UsersWrites {
  return { told: { by: "nothing", since: null, why }, has: () => false };
}

async function orWhy<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly why: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof NotOffered) return { why: error.message };
    throw error;
  }
}
