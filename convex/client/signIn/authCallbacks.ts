import type { GenericId } from "convex/values";
import type { Environment, MutationCtx } from "../run/environment.js";
import { absorb } from "./absorb.js";
import { type Attempt, type AuthCallbackOptions, type Callbacks, newUserOf, readProof } from "./attempt.js";
import { type SignInDecision, decideSignIn } from "./claimDecision.js";
import { holdBack, refuseUnlinked } from "./holdBack.js";
import { readWord } from "./ours.js";
import { findPeople, isLegacy, usersTable } from "./people.js";
import { findByPhone } from "./phone.js";
import { assertWritable } from "../maintenance/maintenance.js";
import { refuseClaim, refuseInvite } from "./refusals.js";
import { planUserFields } from "./userFields.js";

/** `callbacks` of `convexAuth`. */
export function defineAuthCallbacks(environment: Environment, options: AuthCallbackOptions = {}) {
  return {
    createOrUpdateUser: async (authCtx, args) => {
      const ctx = authCtx as unknown as MutationCtx;
      const attempt: Attempt = { environment, ctx, options, signIn: args, ...readProof(options, args) };
      const existing = args.existingUserId ?? null;
      const user = existing === null ? null : await ctx.db.get(existing);
      const userId = user === null ? await findUser(attempt) : existing!;
      if (user !== null) await meetAgain(attempt, userId);
      const isThere = (await ctx.db.get(userId as GenericId<string>)) !== null;
      if (isThere)
        await options.afterUserCreatedOrUpdated?.(authCtx, { ...args, userId: userId as GenericId<"users"> });
      return userId as GenericId<"users">;
    },
    beforeSessionCreation: async (authCtx, { userId }) => {
      const ctx = authCtx as unknown as MutationCtx;
      if ((await ctx.db.get(userId)) === null) await refuseUnlinked(environment, ctx, userId);
      await options.beforeSessionCreation?.(authCtx, { userId });
    },
  } satisfies Callbacks;
}

/** Somebody whose account leads to a user. */
async function meetAgain(attempt: Attempt, userId: string): Promise<void> {
  // During maintenance people may look, and nothing of theirs is written.
  if (await isUnderMaintenance(attempt)) return;
  const { environment, ctx, signIn, isProved } = attempt;
  await writeFields(attempt, userId);
  const { email } = signIn.profile;
  const user = (await ctx.db.get(userId as GenericId<string>))!;
  if (typeof email !== "string" || !isProved || isLegacy(environment, user)) return;
  const others = (await findPeople(environment, ctx, email)).filter(
    ({ id, isImported }) => isImported && id !== userId,
  );
  const decision = decideSignIn(true, others);
  if (decision.kind === "link")
    await absorb(environment, ctx, { from: decision.id, to: userId, module: moduleOf(attempt) });
}

/** Somebody whose account leads nowhere yet. */
async function findUser(attempt: Attempt): Promise<string> {
  const { environment, ctx, signIn } = attempt;
  const word = readWord(signIn.provider, signIn.profile);
  if (word?.kind === "invite") {
    await assertWritable(environment, ctx);
    return await useInvite(attempt, word.tokenHash);
  }
  if (await isUnderMaintenance(attempt)) return await holdBack(attempt, null);
  const isReset = word?.kind === "reset";
  return await carryOut(attempt, await decide(attempt, isReset), isReset);
}

async function decide({ environment, ctx, signIn, mayLink }: Attempt, isReset: boolean): Promise<SignInDecision> {
  const { profile, provider, shouldLinkViaPhone = false } = signIn;
  const { email } = profile;
  if (typeof email === "string" && email.trim() !== "") {
    const people = await findPeople(environment, ctx, email);
    if (!isReset) return decideSignIn(mayLink, people);
    // The code for a reset will prove the old system's address. It proves nothing of a user who only typed it here.
    return decideSignIn(
      true,
      people.map((each) => ({ ...each, isProved: each.isProved || each.isImported })),
    );
  }
  const isPhoneProved = profile.phoneVerified ?? (shouldLinkViaPhone || provider.type === "phone");
  const id = isPhoneProved && typeof profile.phone === "string" ? await findByPhone(ctx, profile.phone) : null;
  return id === null ? { kind: "new" } : { kind: "link", id, absorb: null };
}

async function carryOut(attempt: Attempt, decision: SignInDecision, isReset: boolean): Promise<string> {
  const { environment, ctx, options } = attempt;
  switch (decision.kind) {
    case "new":
      if (isReset) refuseClaim("gone");
      return await insertUser(attempt);
    case "link":
      if (decision.absorb !== null) {
        await absorb(environment, ctx, { from: decision.absorb, to: decision.id, module: moduleOf(attempt) });
      }
      await writeFields(attempt, decision.id);
      await closeClaim(attempt, decision.id);
      return decision.id;
    case "uncertain": {
      const isSeparate = options.whenUncertain === "separate" && !isReset;
      return await holdBack(attempt, decision, isSeparate ? await insertUser(attempt) : undefined);
    }
  }
}

async function closeClaim({ environment, ctx, signIn }: Attempt, user: string): Promise<void> {
  const waiting = signIn.existingUserId ?? null;
  if (waiting !== null) await ctx.runMutation(environment.component.claims.resolve, { waiting, user });
}

async function useInvite({ environment, ctx }: Attempt, tokenHash: string): Promise<string> {
  const used = await ctx.runMutation(environment.component.invites.use, { tokenHash });
  if (used.kind === "refused") return refuseInvite(used.fault);
  const user = await ctx.db.get(used.user as GenericId<string>);
  return user === null ? refuseInvite("unknown") : used.user;
}

async function writeFields(attempt: Attempt, userId: string): Promise<void> {
  const { environment, ctx, options, signIn, isProved } = attempt;
  const user = await ctx.db.get(userId as GenericId<string>);
  const rules = { schema: environment.schema, overwrite: new Set(options.overwrite), isProved };
  const fields = planUserFields(rules, signIn.profile, user);
  if (Object.keys(fields).length > 0) await ctx.db.patch(userId as GenericId<string>, fields);
}

/** A user of whom nothing is known but what the provider says. */
async function insertUser(attempt: Attempt): Promise<string> {
  return await attempt.ctx.db.insert(usersTable, newUserOf(attempt));
}

async function isUnderMaintenance({ environment, ctx }: Attempt): Promise<boolean> {
  return (await ctx.runQuery(environment.component.window.maintenance, {})).on;
}

function moduleOf({ options }: Attempt): string {
  return options.module ?? "migrations";
}
