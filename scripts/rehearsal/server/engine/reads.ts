// oxlint-disable no-underscore-dangle -- these are names of convex-test
import type { EngineDatabase, EngineState, MetricsTracker } from "./internals.js";
import type { TransactionWatch } from "./transactionWatch.js";

/** What a transaction does that costs time. */
export interface ReadListener {
  /** A look-up that this transaction has not made before. What it gives is called when the answer is there. */
  lookUp(): () => void;
  /** A document was read. */
  document(): void;
}

const byId = new Set(["1.0/get", "1.0/shallowMerge", "1.0/replace", "1.0/remove"]);

/**
 * Counts index ranges as Convex does: a get, a patch, a replace and a delete read by id, a query or a page is one, and the same
 * one twice counts once. convex-test counts no writes, and repeats each time.
 */
export class Reads {
  private readonly seen = new Set<string>();
  /** Documents that queries have read or the transaction has made: Convex finds them by id without asking the database. */
  private readonly read = new Set<string>();
  private readonly unanswered = new Map<number, (() => void)[]>();
  /** The call that is at its look-up, in the synchronous part of a syscall. */
  private op: string | null = null;
  private answered: (() => void) | undefined;
  private countRange: () => void = () => {};

  constructor(
    state: EngineState,
    private readonly watch: TransactionWatch,
    private readonly listener: ReadListener,
  ) {
    watch.onBegin((isNested) => {
      if (!isNested) this.reset(state.transactionManager.getMetricsTracker());
    });
    for (const [path, { db }] of Object.entries(state.components)) this.watchDatabase(path, db);
    this.watchSyscalls(state);
  }

  private reset(tracker: MetricsTracker | null): void {
    this.seen.clear();
    this.read.clear();
    this.unanswered.clear();
    if (tracker === null) return;
    const trackRead = tracker.trackRead.bind(tracker);
    this.countRange = tracker.trackIndexRange.bind(tracker);
    tracker.trackIndexRange = () => {};
    tracker.trackRead = (bytes) => {
      trackRead(bytes);
      this.listener.document();
    };
  }

  private watchDatabase(path: string, database: EngineDatabase): void {
    const { get, startQuery, queryNext, paginate, insert } = bindAll(database);
    const keep = (id: string) => this.read.add(`${path} ${id}`);
    database.get = (table, id) => {
      if (this.op !== null && byId.has(this.op)) this.range(`${path} ${id}`);
      return get(table, id);
    };
    database.startQuery = (query) => {
      this.range(`${path} ${JSON.stringify(query.source)}`);
      return startQuery(query);
    };
    database.queryNext = (queryId) => {
      const next = queryNext(queryId);
      if (next.value !== null && next.value !== undefined) keep(next.value._id);
      return next;
    };
    database.paginate = (args) => {
      this.range(`${path} ${JSON.stringify(args.query.source)}`);
      const page = paginate(args);
      for (const { _id } of page.page) keep(_id);
      return page;
    };
    database.insert = (table, value) => {
      const id = insert(table, value);
      keep(id);
      return id;
    };
  }

  /** The first look-up of a syscall; what convex-test reads besides is its own. */
  private range(key: string): void {
    const { op } = this;
    if (op === null) return;
    this.op = null;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.countRange();
    if (!this.read.has(key)) this.answered = this.listener.lookUp();
  }

  private watchSyscalls(state: EngineState): void {
    const { syscall, asyncSyscall } = state;
    state.syscall = (op, args) => {
      const { answer, answered } = this.during(op, () => syscall(op, args));
      if (answered !== undefined) this.awaitFirst((JSON.parse(answer) as { queryId: number }).queryId, answered);
      return answer;
    };
    state.asyncSyscall = async (op, args) => {
      const { answer, answered } = this.during(op, () => asyncSyscall(op, args));
      try {
        return await answer;
      } finally {
        answered?.();
        if (op === "1.0/queryStreamNext") this.answerFirst((JSON.parse(args) as { queryId: number }).queryId);
      }
    };
  }

  private during<T>(op: string, call: () => T): { answer: T; answered: (() => void) | undefined } {
    if (this.watch.isOpen) this.watch.refuseFailed();
    this.op = op;
    this.answered = undefined;
    try {
      return { answer: call(), answered: this.answered };
    } finally {
      this.op = null;
    }
  }

  /** A query waits for the database until its first document is there. */
  private awaitFirst(queryId: number, answered: () => void): void {
    this.unanswered.set(queryId, [...(this.unanswered.get(queryId) ?? []), answered]);
  }

  private answerFirst(queryId: number): void {
    this.unanswered.get(queryId)?.shift()?.();
  }
}

function bindAll(database: EngineDatabase) {
  return {
    get: database.get.bind(database),
    startQuery: database.startQuery.bind(database),
    queryNext: database.queryNext.bind(database),
    paginate: database.paginate.bind(database),
    insert: database.insert.bind(database),
  };
}
