import type { TransactionWatch } from "./transactionWatch.js";

/**
 * Each `ctx.runQuery` and `ctx.runMutation` inside a function makes a fresh context and evaluates the called module, which
 * counts in the one second its caller has: 4 to 6 ms for a component's module. Beyond this many nothing fits.
 */
const mostNestedCalls = 100;

/** What the transactions of a deployment have called so far. */
export interface NestedCalls {
  /** Of each top-level transaction, in their order: how many calls were nested in it. */
  readonly counts: readonly number[];
  /** Forgets what was counted so far. */
  reset(): void;
}

/** Counts nested calls per top-level transaction; too many end it. */
export function limitNestedCalls(watch: TransactionWatch, most = mostNestedCalls): NestedCalls {
  const counts: number[] = [];
  watch.onBegin(async (isNested) => {
    if (!isNested) return void counts.push(0);
    const count = (counts.pop() ?? 0) + 1;
    counts.push(count);
    if (count > most) watch.fail(await describe(most));
  });
  return { counts, reset: () => void counts.splice(0) };
}

async function describe(most: number): Promise<string> {
  return `${await callerName()} made more than ${most} nested calls (ctx.runQuery, ctx.runMutation) in one transaction: on Convex each takes milliseconds of its one second. Collect what is asked, and ask once.`;
}

/** The function that made the call, as Convex's own `ctx.meta` says it. */
async function callerName(): Promise<string> {
  const { Convex } = globalThis as unknown as { Convex: { asyncSyscall(op: string, args: string): Promise<string> } };
  const { name, componentPath } = JSON.parse(await Convex.asyncSyscall("1.0/getFunctionMetadata", "{}")) as {
    name: string;
    componentPath: string;
  };
  return componentPath === "" ? name : `${componentPath}/${name}`;
}
