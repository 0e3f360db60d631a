import path from "node:path";
import { z } from "zod";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";

const vPlace = z.union([z.literal("throw-away"), z.literal("local"), z.templateLiteral(["preview/", z.string()])]);

const vRehearsed = z.object({
  planHash: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  run: z.string(),
  on: vPlace,
  /** Whether it was also rolled back to what was there before, and migrated again. */
  withRollback: z.boolean(),
  /** What the stages in Convex took there; the throw-away deployment is no measure. */
  measured: z
    .array(z.object({ stage: z.string(), seconds: z.number(), documents: z.number() }).readonly())
    .readonly()
    .default([]),
});
/** What the last green rehearsal came to: `.cutover/rehearsed.json`. */
export type Rehearsed = Readonly<z.infer<typeof vRehearsed>>;

const rehearsedFormat: JsonFormat<Rehearsed> = { version: 1, content: vRehearsed, next: "cutover rehearse" };

export async function writeRehearsed(dir: string, rehearsed: Rehearsed): Promise<void> {
  await writeJsonFile(fileOf(dir), rehearsedFormat, rehearsed);
}

/** The last green rehearsal, or null where there was none. */
export async function readRehearsed(dir: string): Promise<Rehearsed | null> {
  return await readJsonFile(fileOf(dir), rehearsedFormat);
}

function fileOf(dir: string): string {
  return path.join(dir, "rehearsed.json");
}
