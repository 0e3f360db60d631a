import type { Move } from "../../cutover/validators.js";
import type { Environment, QueryCtx } from "../run/environment.js";

/** How far a move of references is. */
export type Moving = Omit<Move, "ticket" | "job" | "batchSize" | "cursor">;

/** Moves of each state that one call continues, and status shows. */
const mostMoves = 100;

/** Moves that are under way, and those that could not write everything. */
export async function openMoves(
  { component }: Pick<Environment, "component">,
  ctx: Pick<QueryCtx, "runQuery">,
): Promise<Move[]> {
  const moving = await ctx.runQuery(component.moves.list, { state: "moving", numItems: mostMoves });
  const failed = await ctx.runQuery(component.moves.list, { state: "failed", numItems: mostMoves });
  return [...moving, ...failed];
}

export function renderMove({ ticket: _ticket, job: _job, batchSize: _size, cursor: _cursor, ...move }: Move): Moving {
  return move;
}
