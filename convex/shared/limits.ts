/**
 * What Convex allows. Transactions: docs.convex.dev/production/state/limits and, where marked [src], the open backend's
 * source (see docs: ranges and user code are not all on that page). Documents: the same page.
 */
const kibibyte = 1024;
export const mebibyte = 1024 * kibibyte;

/** Per mutation or query. Names are those of `ctx.meta.getTransactionMetrics()`. */
export const transactionLimits = {
  bytesRead: 16 * mebibyte,
  bytesWritten: 16 * mebibyte,
  documentsRead: 32_000,
  documentsWritten: 16_000,
  /** Index ranges. `db.get` is one, and so is `db.patch`, which reads by id. [src] */
  databaseQueries: 4_096,
} as const;

/**
 * Of JSON in a field. The document itself is one level; one more is left free because it is not documented whether a plain value
 * inside the innermost container counts.
 */
export const jsonNesting = 14;

/** Of one document's lists: each is an index range, and another one where merged keys or changed lists are looked up. */
export const maxListedReferences = 1_000;

/**
 * Per mutation or query, in wall time: the app's code and every function it calls, without the waiting for the database.
 * `performance.now()` advances in mutations, and stands still in queries. [src]
 */
export const userCodeMs = 1_000;

export const documentLimits = {
  bytes: mebibyte,
  /** Of one object, the document itself included. */
  fields: 1_024,
  arrayElements: 8_192,
  nesting: 16,
  /** Characters of a name that a schema declares: tables, indexes, top-level fields. */
  topLevelName: 64,
  /** Characters of a field name inside a document's objects. */
  nestedName: 1_024,
} as const;
