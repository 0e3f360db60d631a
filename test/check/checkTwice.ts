import { defineSchema, defineTable } from "convex/server";
import type { GenericValidator } from "convex/values";
import { expect } from "vitest";
import { duringCutover } from "../../convex/client/transition/duringCutover.js";
import type { Plan } from "../../convex/shared/plan/plan.js";
import { checkMigration, type CheckReport } from "../../scripts/check/checkMigration.js";
import type { Options } from "../../scripts/cli/options.js";
import { copySource, type Lines } from "../rows/exportTwice.js";
import { makeContext } from "./support.js";

/** Both ways, from the same lines: the report, the same to the byte, and how many rows took the plain path where they need not. */
export async function checkTwice(
  plan: Plan,
  validators: Readonly<Record<string, Readonly<Record<string, GenericValidator>>>>,
  columns: Readonly<Record<string, readonly string[]>>,
  lines: Lines,
  chunkBytes = 100_000,
  options: Partial<Options> = {},
): Promise<{ report: CheckReport; plainRows: number }> {
  const tables = Object.entries(validators).map(([name, fields]) => [name, defineTable(fields as never)] as const);
  const schema = duringCutover(defineSchema(Object.fromEntries(tables)) as never, plan as never);
  let plainRows = 0;
  const one = async (env: NodeJS.ProcessEnv) => {
    const source = copySource(columns, lines, chunkBytes, () => void (plainRows += 1));
    const context = { ...makeContext({ plan, schema, source, options }), env };
    return await checkMigration(context, { clock: () => 0, env: {} });
  };
  const direct = await one({});
  const directly = plainRows;
  const plain = await one({ CUTOVER_PLAIN: "1" });
  expect(JSON.stringify(direct, null, 1)).toBe(JSON.stringify(plain, null, 1));
  // The plain path reads whole pages.
  expect(plainRows).toBe(directly);
  return { report: direct, plainRows };
}
