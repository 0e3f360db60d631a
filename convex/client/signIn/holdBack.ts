import type { GenericId } from "convex/values";
import { addressKey } from "../../shared/plan/plan.js";
import type { Environment, MutationCtx } from "../run/environment.js";
import { assertWritable } from "../maintenance/maintenance.js";
import { type Attempt, newUserOf } from "./attempt.js";
import { type ClaimDecision, claimMessages } from "./claimDecision.js";
import { usersTable } from "./people.js";
import { refuseClaim } from "./refusals.js";

type Uncertain = Extract<ClaimDecision, { kind: "uncertain" }>;

/**
 * Lets nobody in and makes no user, yet keeps what happened. An error here would undo the record of it, and Convex Auth shows
 * an OAuth person no error of this function at all. So their account gets the id of a user that does not exist: the next step
 * of the same sign-in, the session, refuses with the words, and every later sign-in is decided anew.
 *
 * A password sign-up keeps no account, because whoever is in the right later would inherit a stranger's password.
 *
 * `uncertain` null: maintenance. `separate`: the user of their own that they got instead.
 */
export async function holdBack(attempt: Attempt, uncertain: Uncertain | null, separate?: string): Promise<string> {
  const { environment, ctx, signIn } = attempt;
  if (signIn.type === "credentials" && separate === undefined) {
    await assertWritable(environment, ctx);
    refuseClaim(uncertain!.code);
  }
  const waiting = separate ?? signIn.existingUserId ?? (await reserveId(attempt));
  if (uncertain !== null) {
    const { code, users } = uncertain;
    const email = addressKey(signIn.profile.email)!;
    const claim = {
      code,
      provider: signIn.provider.id,
      email,
      message: claimMessages[code],
      users: [...users],
      waiting,
    };
    await ctx.runMutation(environment.component.claims.record, { claim });
  }
  return waiting;
}

/** Why an account that leads to no user may not in. Always throws. */
export async function refuseUnlinked(environment: Environment, ctx: MutationCtx, userId: string): Promise<never> {
  const claim = await ctx.runQuery(environment.component.claims.waiting, { id: userId });
  if (claim !== null) refuseClaim(claim.code);
  await assertWritable(environment, ctx);
  return refuseClaim("gone");
}

/** An id of the users table under which there is no document. */
async function reserveId(attempt: Attempt): Promise<string> {
  const id: GenericId<string> = await attempt.ctx.db.insert(usersTable, newUserOf(attempt));
  await attempt.ctx.db.delete(id);
  return id;
}
