import { v } from "convex/values";
import { query } from "./_generated/server.js";
import { readDeploymentId } from "./deployment.js";
import { findLease, renderLease } from "./lease.js";
import { listMoves } from "./moves.js";
import { readRunStatus, vRunStatus } from "./runs.js";
import { readSignIns, vSignIns } from "./signIns.js";
import { readSwitches } from "./switches.js";
import { readCutover, vCutover } from "./tasks.js";
import { vControl, vLease, vMaintenance, vMove } from "./validators.js";
import { readStanding, vWindowStanding } from "./window.js";

/** Moves of each state that one call continues, and status shows. */
const mostMoves = 100;

/** Everything the component knows that a status shows, in one reading: each call costs its caller milliseconds of its second. */
export const read = query({
  args: {},
  returns: v.object({
    /** null: nobody has asked for it yet. */
    deploymentId: v.union(v.string(), v.null()),
    lease: v.union(vLease, v.null()),
    /** The current run, or the one that was rolled back last; null when there is none. */
    run: v.union(vRunStatus, v.null()),
    control: vControl,
    maintenance: vMaintenance,
    window: v.union(vWindowStanding, v.null()),
    /** Moves that are under way, and those that could not write everything. */
    moves: v.array(vMove),
    cutover: vCutover,
    signIns: vSignIns,
  }),
  handler: async (ctx) => {
    const held = await findLease(ctx);
    const moving = await listMoves(ctx, "moving", mostMoves);
    const failed = await listMoves(ctx, "failed", mostMoves);
    return {
      ...(await readSwitches(ctx)),
      deploymentId: await readDeploymentId(ctx),
      lease: held === null ? null : renderLease(held),
      run: await readRunStatus(ctx),
      window: await readStanding(ctx),
      moves: [...moving, ...failed],
      cutover: await readCutover(ctx),
      signIns: await readSignIns(ctx),
    };
  },
});
