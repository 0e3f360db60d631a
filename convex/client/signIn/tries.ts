import type { GenericActionCtx, GenericDataModel } from "convex/server";
import type { ClaimCode, InviteFault } from "../../cutover/signInValidators.js";
import type { Environment } from "../run/environment.js";

/** How a try to sign in went: it went through, or why not. */
export type Outcome = "ok" | ClaimCode | "credentials" | "code" | `link_${InviteFault}`;

interface Try {
  readonly outcome: Outcome;
  /** Whose it was, or would have been; null: nobody can say. */
  readonly user: string | null;
  /** Whether that user carries a legacy id. */
  readonly isImported: boolean;
  /** What was typed with a password, in the one form of addresses. */
  readonly address?: string;
}

/** Counts a try, for `signIns`. */
export async function countTry(
  { component }: Pick<Environment, "component">,
  ctx: Pick<GenericActionCtx<GenericDataModel>, "runMutation">,
  one: Try,
): Promise<void> {
  await ctx.runMutation(component.signIns.record, { ...one });
}

/** A try of somebody who cannot be named. */
export const ofNobody = { user: null, isImported: false } as const;
