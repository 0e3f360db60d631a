import type { TransactionManager } from "./internals.js";

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

interface Watched {
  readonly counts: number[];
  /** Why the running top-level transaction cannot be committed any more. */
  fault: string | null;
}

/**
 * Counts nested calls per top-level transaction. As Convex's timeout, the error for too many cannot be caught: whoever
 * catches it can call nothing more, and the top-level transaction is dropped at its end.
 */
export function limitNestedCalls(manager: TransactionManager, most = mostNestedCalls): NestedCalls {
  const watched: Watched = { counts: [], fault: null };
  const { begin, commit, rollback } = bindAll(manager);
  manager.begin = async (isNested, limits) => {
    if (isNested) await countCall(watched, most);
    await begin(isNested, limits);
    if (isNested) return;
    watched.counts.push(0);
    watched.fault = null;
  };
  manager.commit = (isNested) => {
    if (watched.fault !== null) throw new Error(watched.fault);
    return commit(isNested);
  };
  manager.rollback = (isNested) => {
    rollback(isNested);
    if (!isNested && watched.fault !== null) throw new Error(watched.fault);
  };
  return { counts: watched.counts, reset: () => void watched.counts.splice(0) };
}

function bindAll(manager: TransactionManager): TransactionManager {
  return {
    begin: manager.begin.bind(manager),
    commit: manager.commit.bind(manager),
    rollback: manager.rollback.bind(manager),
  };
}

async function countCall(watched: Watched, most: number): Promise<void> {
  const last = watched.counts.length - 1;
  const count = (watched.counts[last] ?? 0) + 1;
  watched.counts[last] = count;
  if (count <= most) return;
  watched.fault ??= `${await callerName()} made more than ${most} nested calls (ctx.runQuery, ctx.runMutation) in one transaction: on Convex each takes milliseconds of its one second. Collect what is asked, and ask once.`;
  throw new Error(watched.fault);
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
