import { type EngineState, runningState } from "./internals.js";
import { Reads } from "./reads.js";
import type { TransactionWatch } from "./transactionWatch.js";

/** Milliseconds, as measured with the backend's rules and the command's bundles: the same on every machine. */
const usualCosts = {
  /** A fresh context, and a module of a component evaluated in it. */
  componentCall: 5,
  /** The same for a module of the app, with what it imports. */
  appCall: 30,
  /** What a function does with a document it has read. */
  document: 0.25,
  /** The database answers a look-up. */
  lookUp: 1.6,
} as const;

export type Costs = { readonly [Name in keyof typeof usualCosts]: number };

/** Look-ups that are awaited together go to the database in batches of so many. */
const lookUpsAtOnce = 16;

const limits = { userMs: 1_000, databaseMs: 15_000 } as const;

/**
 * What a transaction takes on Convex, by its costs and not by this machine's time. Beyond the second of its own, or the fifteen of
 * waiting for the database, it is over, with Convex's words. `performance.now()` in a function shows this clock.
 */
export class CostClock {
  /** What the running or the last transaction has taken. */
  userMs = 0;
  databaseMs = 0;
  /** The most that any transaction has taken of both. */
  longestMs = 0;
  longestDatabaseMs = 0;
  private open = 0;
  private readonly costs: Costs;

  constructor(
    state: EngineState,
    private readonly watch: TransactionWatch,
    costs: Partial<Costs> = {},
  ) {
    this.costs = { ...usualCosts, ...costs };
    watch.onBegin((isNested) => {
      if (!isNested) this.begin();
    });
    void new Reads(state, watch, { lookUp: () => this.lookUp(), document: () => this.spend(this.costs.document) });
    this.watchCalls(state);
    clocks.set(state, this);
    showClocks();
  }

  /** What `performance.now()` says in the running function; undefined: no function runs. */
  now(): number | undefined {
    return this.watch.isOpen ? this.userMs + this.databaseMs : undefined;
  }

  private begin(): void {
    this.databaseMs = 0;
    this.open = 0;
    this.userMs = this.costs.appCall;
  }

  private spend(ms: number): void {
    this.userMs += ms;
    this.longestMs = Math.max(this.longestMs, this.userMs);
    if (this.userMs > limits.userMs) this.watch.fail("Function execution timed out (maximum duration: 1s)");
  }

  private lookUp(): () => void {
    this.open += 1;
    this.databaseMs += this.costs.lookUp / Math.min(lookUpsAtOnce, this.open);
    this.longestDatabaseMs = Math.max(this.longestDatabaseMs, this.databaseMs);
    if (this.databaseMs > limits.databaseMs)
      this.watch.fail("Your request timed out performing too many system operations.");
    return () => {
      this.open -= 1;
    };
  }

  private watchCalls(state: EngineState): void {
    const { asyncSyscall } = state;
    state.asyncSyscall = async (op, args) => {
      if (op === "1.0/runUdf") this.spend(callsApp(args) ? this.costs.appCall : this.costs.componentCall);
      return await asyncSyscall(op, args);
    };
  }
}

/** By its own name, or by a handle without a component. */
function callsApp(args: string): boolean {
  const { name, functionHandle } = JSON.parse(args) as { name?: string; functionHandle?: string };
  return name !== undefined || functionHandle?.startsWith("function://;") === true;
}

const clocks = new WeakMap<object, CostClock>();

const shown = new WeakSet<() => number>();
const nowhere = {};

/** Functions run in this process, beside everything else: only they see the clock of their deployment. */
function showClocks(): void {
  const timer = performance as { now: () => number };
  if (shown.has(timer.now)) return;
  const real = timer.now.bind(performance);
  timer.now = () => clocks.get((runningState() as object | undefined) ?? nowhere)?.now() ?? real();
  shown.add(timer.now);
}
