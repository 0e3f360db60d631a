import { internalMutationGeneric, internalQueryGeneric } from "convex/server";
import { v } from "convex/values";
import { type Purpose, vPurpose } from "../../cutover/changeValidators.js";
import { type Lease, vLease } from "../../cutover/validators.js";
import type { Environment } from "./environment.js";
import { type Mounts, readMounts } from "./mountPath.js";

/** What `takeLease` answers. */
export interface TakenLease {
  readonly taken: boolean;
  /** Whoever has the lease now: the caller, if it was taken. */
  readonly lease: Lease;
  /** The lease that was taken over: too old, or of a process that is dead. */
  readonly replaced: Lease | null;
}

/** What `deployment` answers. */
export interface DeploymentAnswer {
  readonly id: string;
  readonly url: string | null;
  readonly mounts: Mounts;
  /** What its `apply` can be asked for. */
  readonly purposes: Purpose[];
}

/**
 * The deployment's own id, made at the first call: a run belongs to the deployment whose id it has noted. And where the
 * components are mounted, which has answered just now: an import into any other path would make a component nobody reads.
 */
export function defineDeployment(environment: Environment) {
  return internalMutationGeneric({
    args: {},
    returns: v.object({
      id: v.string(),
      url: v.union(v.string(), v.null()),
      mounts: v.object({ cutover: v.string(), migrations: v.string() }),
      purposes: v.array(vPurpose),
    }),
    handler: async (ctx): Promise<DeploymentAnswer> => ({
      id: await ctx.runMutation(environment.component.deployment.ensure, {}),
      // A copy made by export and import has the same id.
      url: process.env.CONVEX_CLOUD_URL ?? null,
      mounts: readMounts(environment, (await ctx.meta.getFunctionMetadata()).componentPath),
      purposes: vPurpose.members.map(({ value }) => value),
    }),
  });
}

/** Which command works on the deployment; null for none. */
export function defineLease({ component }: Environment) {
  return internalQueryGeneric({
    args: {},
    returns: v.union(vLease, v.null()),
    handler: async (ctx): Promise<Lease | null> => await ctx.runQuery(component.lease.find, {}),
  });
}

/**
 * Takes the lease for a command that writes; who has it may take it again only after a release. One that was not renewed
 * for 90 seconds is taken over, and so is the one whose token is given as `dead`, because the caller has seen its process gone.
 */
export function defineTakeLease({ component }: Environment) {
  return internalMutationGeneric({
    args: {
      runId: v.string(),
      command: v.string(),
      host: v.string(),
      pid: v.number(),
      by: v.string(),
      dead: v.optional(v.string()),
    },
    returns: v.object({ taken: v.boolean(), lease: vLease, replaced: v.union(vLease, v.null()) }),
    handler: async (ctx, { dead = null, ...holder }): Promise<TakenLease> =>
      await ctx.runMutation(component.lease.take, { holder, dead }),
  });
}

/** false: somebody else has it, and the caller must stop before it writes anything more. */
export function defineRenewLease({ component }: Environment) {
  return internalMutationGeneric({
    args: { token: v.string() },
    returns: v.boolean(),
    handler: async (ctx, args): Promise<boolean> => await ctx.runMutation(component.lease.renew, args),
  });
}

export function defineReleaseLease({ component }: Environment) {
  return internalMutationGeneric({
    args: { token: v.string() },
    returns: v.null(),
    handler: async (ctx, args): Promise<null> => await ctx.runMutation(component.lease.release, args),
  });
}
