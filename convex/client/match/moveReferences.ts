import {
  type internalMutationGeneric,
  makeFunctionReference,
  type PaginationResult,
  type RegisteredMutation,
} from "convex/server";
import { type GenericId, v } from "convex/values";
import { type Move, type Unmoved, vMove } from "../../cutover/validators.js";
import { startStopwatch } from "../run/stopwatch.js";
import { nextBatchSize } from "../../shared/plan/batchSize.js";
import { getTable } from "../../shared/plan/plan.js";
import {
  type Environment,
  type MutationCtx,
  type StoredDocument,
  readModule,
  type QueryCtx,
  isScheduled,
} from "../run/environment.js";
import { describeError, refuse } from "../run/refuse.js";
import { findReferencesTo, placeName, type ReferencePlace, refersTo } from "./referencePlaces.js";

/** The document whose references move, and the one they move to. */
export interface MoveArgs {
  /** The planned table of both documents. */
  readonly table: string;
  readonly from: string;
  readonly to: string;
  /** The app's module that exports `moveReferences`; default the one of the function that calls. */
  readonly module?: string;
}

/**
 * Index ranges allowed for repointing one reference, for the size of the next batch. An estimate, not a bound: a patch takes
 * one, a sign-in method with a twin three (query, patch, delete), and the rare one that is merged as an imported row more.
 */
const rangesPerReference = 6;

/**
 * Repoints every reference to document `from` to `to`: references of planned tables, also in documents the app made itself,
 * and the sign-in methods and sessions of Convex Auth. Legacy keys stay what the source said, because verification compares
 * them: `from`'s own key has to map to `to` through a record of the match.
 *
 * Goes on by itself in batches through the app's `moveReferences`. The same call continues what was killed or failed, and
 * does nothing while it is under way; once done it looks again for references that came later. May be called before or
 * after `from` is deleted, in the same transaction.
 */
export async function scheduleMove(
  environment: Environment,
  ctx: MutationCtx,
  { table, from, to, module }: MoveArgs,
): Promise<void> {
  if (from === to) return;
  const { component } = environment;
  const known = await ctx.runQuery(component.moves.find, { table, from, to });
  if (known !== null && known.state === "moving" && (await isScheduled(ctx, known.job))) return;
  const { name } = await ctx.meta.getFunctionMetadata();
  const opened = await ctx.runMutation(component.moves.open, { table, from, to, by: name });
  const job = await schedule(ctx, opened, module ?? (await readModule(ctx)));
  await ctx.runMutation(component.moves.schedule, { move: opened.move, job });
}

/** A type, not an interface: only those pass for the arguments of a function. */
export type MoveReferencesArgs = {
  readonly table?: string;
  readonly from?: string;
  readonly to?: string;
};

const vMoving = vMove.omit("ticket", "job", "batchSize", "cursor");

/**
 * Repoints references, batch after batch. `{ table, from, to }` begins or continues a move; `{}` continues all that are
 * under way or could not write everything, and gives them as they stood.
 */
export function defineMoveReferences(
  environment: Environment,
): RegisteredMutation<"internal", MoveReferencesArgs, Promise<Moving[]>> {
  const define = environment.internalMutation as unknown as typeof internalMutationGeneric;
  return define({
    args: { table: v.optional(v.string()), from: v.optional(v.string()), to: v.optional(v.string()) },
    returns: v.array(vMoving),
    handler: async (ctx: MutationCtx, args: MoveReferencesArgs): Promise<Moving[]> => {
      const requested = await readRequestedMove(environment, ctx, args);
      if (requested === null) return await continueOpenMoves(environment, ctx);
      await scheduleMove(environment, ctx, requested);
      const move = await ctx.runQuery(environment.component.moves.find, requested);
      return move === null ? [] : [renderMove(move)];
    },
  });
}

async function continueOpenMoves(environment: Environment, ctx: MutationCtx): Promise<Moving[]> {
  const open = await openMoves(environment, ctx);
  for (const move of open) await scheduleMove(environment, ctx, move);
  return open.map(renderMove);
}

/** The move that the arguments name; null when they name none. */
async function readRequestedMove(
  { plan }: Environment,
  ctx: MutationCtx,
  { table, from, to }: MoveReferencesArgs,
): Promise<Pick<Move, "table" | "from" | "to"> | null> {
  if (table === undefined && from === undefined && to === undefined) return null;
  if (table !== undefined && from !== undefined && to !== undefined) {
    return { table: getTable(plan, table).name, from, to };
  }
  const next = `npx convex run ${await readModule(ctx)}:moveReferences '{"table":"…","from":"…","to":"…"}'`;
  return refuse("usage", "A move needs all three: the table, the document to replace, and the one to point to.", next);
}

type BatchArgs = { readonly move: string; readonly ticket: number };

/** The continuation of a move, which only the scheduler calls. A ticket that is no longer the latest does nothing. */
export function defineMoveReferencesBatch(
  environment: Environment,
): RegisteredMutation<"internal", BatchArgs, Promise<null>> {
  const define = environment.internalMutation as unknown as typeof internalMutationGeneric;
  return define({
    args: { move: v.string(), ticket: v.number() },
    returns: v.null(),
    handler: async (ctx: MutationCtx, { move: id, ticket }: BatchArgs): Promise<null> => {
      const move = await ctx.runQuery(environment.component.moves.get, { move: id });
      if (move !== null && move.ticket === ticket && move.state === "moving") await runBatch(environment, ctx, move);
      return null;
    },
  });
}

async function schedule(ctx: MutationCtx, { move, ticket }: Move, module: string): Promise<string> {
  const next = makeFunctionReference<"mutation", BatchArgs>(`${module}:moveReferencesBatch`);
  return await ctx.scheduler.runAfter(0, next, { move, ticket });
}

/** One page of one place; the next batch is scheduled in the same transaction. */
async function runBatch(environment: Environment, ctx: MutationCtx, move: Move): Promise<void> {
  const elapsedMs = startStopwatch();
  const places = findReferencesTo(environment, move.table);
  const { at, cursor } = findPosition(places, move);
  const place = places[at];
  const result = place === undefined ? emptyPage : await movePage(ctx, place, { ...move, cursor });
  const following = result.isDone ? places[at + 1] : place;
  const unmoved = [...move.unmoved, ...result.unmoved];
  const state = following !== undefined ? "moving" : unmoved.length > 0 ? "failed" : "done";
  const { moved, read } = result;
  const isFull = read >= move.batchSize;
  const cost = { ranges: rangesPerReference, reads: [] };
  await ctx.runMutation(environment.component.moves.advance, {
    move: move.move,
    state,
    place: following === undefined ? null : placeName(following),
    cursor: result.isDone ? null : result.cursor,
    moved,
    read,
    unmoved: result.unmoved,
    batchSize: isFull ? nextBatchSize(read, await ctx.meta.getTransactionMetrics(), cost, elapsedMs()) : move.batchSize,
    job: state === "moving" ? await schedule(ctx, move, await readModule(ctx)) : null,
  });
}

/**
 * Where a move continues. It begins without a place; a place that a deploy has removed meanwhile makes it begin again, which
 * is safe: what was repointed no longer refers to the old document.
 */
function findPosition(
  places: readonly ReferencePlace[],
  { place, cursor }: Move,
): Pick<Move, "cursor"> & { at: number } {
  const at = places.findIndex((each) => placeName(each) === place);
  return at === -1 ? { at: 0, cursor: null } : { at, cursor };
}

interface MovedPage {
  readonly moved: number;
  readonly read: number;
  readonly unmoved: Unmoved[];
  readonly isDone: boolean;
  readonly cursor: string | null;
}

const emptyPage: MovedPage = { moved: 0, read: 0, unmoved: [], isDone: true, cursor: null };

async function movePage(ctx: MutationCtx, place: ReferencePlace, { from, to, cursor, batchSize }: Move) {
  const page = await readPage(ctx, place, from, { cursor, numItems: batchSize });
  const unmoved: Unmoved[] = [];
  let moved = 0;
  for (const document of page.page) {
    if (!refersTo(place, document, from)) continue;
    try {
      await place.repoint(ctx, document, from, to as GenericId<string>);
      moved += 1;
    } catch (error) {
      // One document that Convex, or a trigger of the app, refuses must not stop the others.
      unmoved.push({ table: place.table, id: document._id as string, message: describeError(error) });
    }
  }
  return { moved, read: page.page.length, unmoved, isDone: page.isDone, cursor: page.continueCursor };
}

/** Pages are positions in the index, so documents that leave the range do not shift those that follow. */
async function readPage(
  ctx: MutationCtx,
  { table, field, index }: ReferencePlace,
  from: string,
  page: { cursor: string | null; numItems: number },
): Promise<PaginationResult<StoredDocument>> {
  const query = ctx.db.query(table);
  if (index === undefined) return await query.paginate(page);
  return await query.withIndex(index, (q) => q.eq(field, from)).paginate(page);
}

/** How far a move of references is. */
export type Moving = Omit<Move, "ticket" | "job" | "batchSize" | "cursor">;

/** Moves that are under way, and those that could not write everything. */
async function openMoves(
  { component }: Pick<Environment, "component">,
  ctx: Pick<QueryCtx, "runQuery">,
): Promise<Move[]> {
  return (await ctx.runQuery(component.status.read, {})).moves;
}

export function renderMove({ ticket: _ticket, job: _job, batchSize: _size, cursor: _cursor, ...move }: Move): Moving {
  return move;
}
