import {
  type internalMutationGeneric,
  makeFunctionReference,
  type PaginationResult,
  type RegisteredMutation,
} from "convex/server";
import { type GenericId, v } from "convex/values";
import { type Move, type Unmoved, vMove } from "../../cutover/moveValidators.js";
import { nextBatchSize } from "../../shared/plan/batchSize.js";
import { getTable } from "../../shared/plan/plan.js";
import { describeError } from "../run/batch.js";
import { type Environment, type MutationCtx, type StoredDocument, readModule } from "../run/environment.js";
import { type Moving, openMoves, renderMove } from "./moves.js";
import { findReferencesTo, placeName, type ReferencePlace } from "./referencePlaces.js";
import { refuse } from "../run/refuse.js";
import { isScheduled } from "../run/scheduled.js";

/** Which references are to lead elsewhere. */
export interface MoveArgs {
  /** The planned table of both documents. */
  readonly table: string;
  readonly from: string;
  readonly to: string;
  /** The app's module that exports `moveReferences`; default the one of the function that calls. */
  readonly module?: string;
}

/** Repointing a reference: a patch, and for the account of a sign-in method a look at its twin and what depends on it. */
const rangesPerReference = 6;

/**
 * Every reference to document `from` comes to lead to `to`: those of planned tables, of documents the app made itself, too,
 * and the sign-in methods and sessions of Convex Auth. Legacy keys stay what the source said, because by them the move is
 * proven: `from`'s own key has to lead to `to` through a record of the match.
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
  /** Only of batches that go on by themselves. */
  readonly move?: string;
  readonly ticket?: number;
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
    args: {
      table: v.optional(v.string()),
      from: v.optional(v.string()),
      to: v.optional(v.string()),
      move: v.optional(v.string()),
      ticket: v.optional(v.number()),
    },
    returns: v.array(vMoving),
    handler: async (ctx: MutationCtx, { move, ticket, ...asked }: MoveReferencesArgs): Promise<Moving[]> => {
      if (move !== undefined) {
        await runScheduled(environment, ctx, move, ticket);
        return [];
      }
      const begun = await findAsked(environment, ctx, asked);
      const open = begun === null ? await openMoves(environment, ctx) : [];
      for (const each of begun === null ? open : [begun]) await scheduleMove(environment, ctx, each);
      const known = begun === null ? null : await ctx.runQuery(environment.component.moves.find, begun);
      return [...open, ...(known === null ? [] : [known])].map(renderMove);
    },
  });
}

async function findAsked(
  { plan }: Environment,
  ctx: MutationCtx,
  { table, from, to }: Omit<MoveReferencesArgs, "move" | "ticket">,
): Promise<Pick<Move, "table" | "from" | "to"> | null> {
  if (table === undefined && from === undefined && to === undefined) return null;
  if (table !== undefined && from !== undefined && to !== undefined) {
    return { table: getTable(plan, table).name, from, to };
  }
  const next = `npx convex run ${await readModule(ctx)}:moveReferences '{"table":"…","from":"…","to":"…"}'`;
  return refuse("usage", "A move needs all three: the table, the document led to, and the one to lead to.", next);
}

async function schedule(ctx: MutationCtx, { move, ticket }: Move, module: string): Promise<string> {
  const moveReferences = makeFunctionReference<"mutation", MoveReferencesArgs>(`${module}:moveReferences`);
  return await ctx.scheduler.runAfter(0, moveReferences, { move, ticket });
}

async function runScheduled(environment: Environment, ctx: MutationCtx, id: string, ticket: number | undefined) {
  const move = await ctx.runQuery(environment.component.moves.get, { move: id });
  if (move === null || move.ticket !== ticket || move.state !== "moving") return;
  await runBatch(environment, ctx, move);
}

/** One page of one place; the next batch is scheduled in the same transaction. */
async function runBatch(environment: Environment, ctx: MutationCtx, move: Move): Promise<void> {
  const places = findReferencesTo(environment, move.table);
  const at = Math.max(
    0,
    places.findIndex((place) => placeName(place) === move.place),
  );
  const place = places[at];
  const result = place === undefined ? emptyPage : await movePage(ctx, place, move);
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
    batchSize: isFull ? nextBatchSize(read, await ctx.meta.getTransactionMetrics(), cost) : move.batchSize,
    job: state === "moving" ? await schedule(ctx, move, await readModule(ctx)) : null,
  });
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
    if (document[place.field] !== from) continue;
    try {
      await place.repoint(ctx, document, to as GenericId<string>);
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
