import { componentsGeneric } from "convex/server";
import { afterEach, expect, test, vi } from "vitest";
import { definePlan, id, ref, table } from "../../../convex/client/index.js";
import type { Environment, QueryCtx } from "../../../convex/client/run/environment.js";
import { readStatus } from "../../../convex/client/run/status.js";
import { deploy } from "../support.js";

afterEach(() => vi.useRealTimers());

/** Look-ups that one function may have open. */
const mostAtOnce = 1_000;

test.each([260, 400])("a plan of %i tables asked for more migrations at once than a function may", async (count) => {
  const names = Array.from({ length: count }, (_, n) => `table${n}`);
  const tables = names.map((name, n) => [name, table(name, { id: id(), before: ref(`table${Math.max(0, n - 1)}`) })]);
  const plan = definePlan(Object.fromEntries(tables) as Parameters<typeof definePlan>[0]);
  const { cutover, migrations } = componentsGeneric() as unknown as Record<string, never>;
  const environment = { plan, component: cutover, migrations, exported: new Set() } as unknown as Environment;
  const asked: number[] = [];
  const status = await deploy().query(async (ctx) => {
    const runQuery = async (reference: never, args: { names?: string[] }) => {
      if (args.names !== undefined) asked.push(args.names.length);
      return await ctx.runQuery(reference, args as never);
    };
    return await readStatus(environment, { db: ctx.db, runQuery } as unknown as QueryCtx, "migrations");
  });
  expect(status.stages).toHaveLength(3 * count);
  expect(asked.reduce((sum, each) => sum + each, 0)).toBe(3 * count);
  expect(Math.max(...asked)).toBeLessThan(mostAtOnce);
});
