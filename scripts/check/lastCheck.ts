import { stat } from "node:fs/promises";
import { z } from "zod";
import { type JsonFormat, readJsonFile } from "../run/jsonFile.js";
import { RunDirectory } from "../run/runDirectory.js";

const vFinding = z.object({
  code: z.string(),
  level: z.enum(["loss", "warning", "info"]),
  table: z.string().optional(),
  column: z.string().optional(),
  count: z.number(),
  examples: z.array(z.string()).readonly(),
  message: z.string(),
  remedy: z.string(),
  isConfiguration: z.literal(true).optional(),
  isAllowed: z.literal(true).optional(),
});

const vLastCheck = z.object({
  planHash: z.string().nullable(),
  grade: z.string(),
  tables: z.array(z.object({ bytes: z.number() }).readonly()).readonly(),
  findings: z.array(vFinding.readonly()).readonly(),
  forecast: z
    .object({
      stages: z
        .array(z.object({ stage: z.string(), minutes: z.record(z.string(), z.number()).readonly() }).readonly())
        .readonly(),
      plannedMinutes: z.number().nullish(),
      windowMinutes: z.record(z.string(), z.number()).readonly().optional(),
      functionCalls: z.number().optional(),
      ioGb: z.number().optional(),
      price: z.record(z.string(), z.number()).readonly().optional(),
    })
    .readonly()
    .nullable(),
});
/** The part of a `CheckReport` that a cutover window and the report read again. */
export type LastCheck = Readonly<z.infer<typeof vLastCheck>>;

/** check.json: the whole `CheckReport`. */
export const checkFormat: JsonFormat<LastCheck> = { version: 1, content: vLastCheck, next: "cutover check" };

/** The last `cutover check`, and when it was made (epoch milliseconds); null where there was none. */
export async function readLastCheck(dir: string): Promise<{ report: LastCheck; at: number } | null> {
  const file = new RunDirectory(dir, "check").file("check.json");
  const report = await readJsonFile(file, checkFormat);
  return report === null ? null : { report, at: (await stat(file)).mtimeMs };
}
