import type { App } from "../deployment/app.js";
import { HeldLease, type LeaseOptions } from "../deployment/lease.js";
import { CutoverError } from "../errors.js";

export interface Claim {
  /** That the deployment is this run's. */
  readonly ensure: () => Promise<unknown>;
  /** Aborted when somebody else has the lease. */
  readonly lost: AbortController;
  readonly lease: Omit<LeaseOptions, "lost">;
}

/**
 * Does the work in the deployment of its run, with the deployment's lease. One that does not answer now is claimed before the
 * first call that reaches it: a rollback must let the old app write again whatever the deployment does.
 */
export async function claimDeployment<T>(app: App, claim: Claim, work: () => Promise<T>): Promise<T> {
  const { ensure, lost, lease } = claim;
  let held: HeldLease | null = null;
  const take = async () => {
    if (held !== null) return;
    await ensure();
    held = await HeldLease.take(app.beside(), { ...lease, lost: (error) => lost.abort(error) });
  };
  const claimOnce = oneAtATime(take);
  try {
    await claimOnce().catch(refuseUnlessSilent);
    app.convex.requireClaim(claimOnce);
    return await work();
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    // The signal may be aborted, and the lease has to go all the same.
    await (held as HeldLease | null)?.release(app.beside(AbortSignal.timeout(releaseMs)));
  }
}

const releaseMs = 10_000;

function refuseUnlessSilent(error: unknown): void {
  const isSilent =
    error instanceof CutoverError && error.failure === "deployment" && !/Could not find/.test(error.message);
  if (!isSilent) throw error;
}

/** Calls that come while it works wait for the same attempt. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return async () => {
    running ??= work().finally(() => (running = null));
    await running;
  };
}
