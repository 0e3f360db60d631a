// oxlint-disable no-underscore-dangle -- these are names of convex-test
/**
 * The one file that reaches into convex-test.
 *
 * convex-test keeps its database private, and its public `db.insert` chooses `_id` and `_creationTime` itself. An import
 * must keep both. There is one way to the database that changes nothing in the package and touches no other code: every
 * method of a test object enters the package's `AsyncLocalStorage` with its state as the store, synchronously. So the
 * prototype's `run` is watched for the length of one synchronous call, and put back.
 *
 * From then on writes go through the engine's own `_addWrite` inside a transaction that `t.run` opens, so locking,
 * commit and rollback stay convex-test's. If a new version of the package looks different, `captureInternals` says so.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { TestConvex } from "convex-test";
import type { AnyDataModel, GenericMutationCtx, GenericSchema, SchemaDefinition } from "convex/server";
import type { Value } from "convex/values";
import { CutoverError, generalFailures } from "../../../errors.js";

export interface StoredDocument {
  _id: string;
  _creationTime: number;
  [field: string]: Value;
}

export interface EngineQuery {
  source: { type: string; indexName?: string; tableName?: string; range?: EngineRange[] };
}

interface EngineRange {
  type: string;
  fieldPath: string;
  value: unknown;
}

export interface EngineDatabase {
  _documents: Record<string, StoredDocument>;
  /** One entry per level of nesting of the running transaction. */
  _writes: Record<string, StoredDocument | null>[];
  _nextDocId: number;
  _lastCreationTime: number;
  _addWrite(id: string, document: StoredDocument | null): void;
  _generateId(table: string): string;
  get(table: string, id: string): StoredDocument | null;
  commit(commitTs: bigint | null): void;
  startQuery(query: EngineQuery): number;
  queryNext(queryId: number): { value?: StoredDocument | null; done: boolean };
  paginate(args: { query: EngineQuery }): { page: StoredDocument[] };
  insert(table: string, value: Value): string;
  storeFile(id: string, blob: Blob): void;
  getFile(id: string): Blob | null | undefined | Promise<Blob | null>;
  _iterateDocs(table: string, visit: (document: StoredDocument) => void): void;
  _resolveQuerySource(query: EngineQuery): unknown;
}

export interface EngineState {
  components: Record<string, { db: EngineDatabase; modules(path: string): Promise<Record<string, unknown>> }>;
  transactionManager: TransactionManager;
  /** What functions call the deployment by: `1.0/get` and so on, with arguments and answers as JSON. */
  syscall: (op: string, args: string) => string;
  asyncSyscall: (op: string, args: string) => Promise<string>;
  /** The same for what is no JSON: blobs. */
  jsSyscall: (op: string, args: object) => Promise<unknown>;
}

/** Counts what the running transaction reads and writes, against the limits. */
export interface MetricsTracker {
  trackIndexRange(): void;
  trackRead(bytes: number): void;
}

export interface TransactionManager {
  getMetricsTracker(): MetricsTracker | null;
  begin(isNested: boolean, limits?: unknown): Promise<void>;
  commit(isNested: boolean): bigint | null;
  rollback(isNested: boolean): void;
}

interface FunctionPath {
  componentPath: string;
  udfPath: string;
}

/** The methods every test object has at run time; the package's types leave the last two out. */
export interface TestEngine {
  registerComponent: TestConvex<SchemaDefinition<GenericSchema, boolean>>["registerComponent"];
  withIdentity(identity: Record<string, unknown>): TestEngine;
  run(work: (ctx: GenericMutationCtx<AnyDataModel>) => Promise<null>): Promise<null>;
  fun(path: FunctionPath, args: Record<string, Value>): Promise<Value>;
}

/** Where convex-test keeps the state of the deployment whose function is running. */
let running: AsyncLocalStorage<unknown> | undefined;

/** The deployment whose function calls this; undefined outside of functions. */
export function runningState(): unknown {
  return running?.getStore();
}

export function captureInternals(engine: TestEngine): EngineState {
  const prototype = AsyncLocalStorage.prototype as { run: (...args: unknown[]) => unknown };
  const original = prototype.run;
  let state: unknown;
  // Nothing runs: a transaction that nobody waits for would meet the first real one.
  prototype.run = async function watchedRun(this: AsyncLocalStorage<unknown>, store: unknown): Promise<void> {
    state ??= store;
    running ??= storageOf(this);
  };
  try {
    void engine.run(async () => null);
  } finally {
    prototype.run = original;
  }
  ensureKnownShape(state);
  return state;
}

function storageOf(storage: AsyncLocalStorage<unknown>): AsyncLocalStorage<unknown> {
  return storage;
}

function ensureKnownShape(state: unknown): asserts state is EngineState {
  const database = (state as Partial<EngineState> | undefined)?.components?.[""]?.db;
  const known =
    database !== undefined &&
    Array.isArray(database._writes) &&
    typeof database._documents === "object" &&
    typeof database._addWrite === "function" &&
    typeof database._generateId === "function" &&
    typeof database._iterateDocs === "function" &&
    typeof database._resolveQuerySource === "function" &&
    typeof database.startQuery === "function" &&
    typeof database.getFile === "function" &&
    typeof (state as Partial<EngineState>).jsSyscall === "function" &&
    typeof (state as Partial<EngineState>).asyncSyscall === "function";
  if (known) return;
  throw new CutoverError(generalFailures.bug, {
    what: "The rehearsal deployment does not know this version of convex-test",
    where: "scripts/rehearsal/server/engine/internals.ts",
    next: "Install convex-test 0.0.60, the version this package was tested with",
  });
}
