import { internalQueryGeneric } from "convex/server";
import { v } from "convex/values";
import { type Environment, hasField, type QueryCtx } from "../run/environment.js";
import {
  forecastMethod,
  forecastUser,
  type Known,
  type PasswordProviders,
  readKnown,
  vForecast,
  vPasswordProviders,
} from "./forecastSignIn.js";
import { describeMethod, drawByKind, drawDocuments } from "./sampleSignIns.js";
import { hasAccount, usersTable } from "./users.js";

/** How a user would sign in, and what would come of it. */
const vTried = vForecast.extend({
  user: v.union(v.string(), v.null()),
  /** Their key in the old system; null after the clean-up, and for users of the new app. */
  legacyId: v.union(v.string(), v.null()),
  /** The kind of account and hash, such as `password, bcrypt`; `no account`. */
  kind: v.string(),
});

/** One of the users that a trial took. */
export type Tried = typeof vTried.type;

const defaultSample = 50;
/** Each takes some look-ups, and a query has a second; of the component all of them are asked together. */
const mostSampled = 200;

/**
 * What would happen if users signed in now, without their passwords: whether their sign-in is found, its hash can be read, it leads
 * to a user, and nothing blocks it. Takes users of every kind of account and hash; the same `seed` draws the same.
 *
 * `npx convex run migrations:trySignIns '{"sample":50}'`
 */
export function defineTrySignIns(environment: Environment) {
  return internalQueryGeneric({
    args: {
      sample: v.optional(v.number()),
      seed: v.optional(v.number()),
      /** The app's providers that take passwords, by id. Default `{"password":"legacyPassword"}`. */
      providers: v.optional(vPasswordProviders),
    },
    returns: v.array(vTried),
    handler: async (ctx: QueryCtx, { sample = defaultSample, seed = 1, providers = defaultProviders }) => {
      const most = Math.max(1, Math.min(sample, mostSampled));
      const methods = hasField(environment.schema, "authAccounts", "providerAccountId")
        ? await drawDocuments(ctx, "authAccounts", seed)
        : [];
      const users = await drawDocuments(ctx, usersTable, seed);
      const drawn = drawByKind(
        [
          ...methods.map((document) => ({ kind: describeMethod(document), document })),
          ...users.map((document) => ({ kind: withoutAccount, document })),
        ].filter(({ kind }) => kind !== null),
        most,
      );
      const ofKind = (isUser: boolean) =>
        drawn.flatMap(({ kind, document }) => ((kind === withoutAccount) === isUser ? [document] : []));
      const known = await readKnown(environment, ctx, ofKind(false), ofKind(true));
      const trial = { environment, ctx, providers, known };
      const tried = await Promise.all(drawn.map(async (each) => await tryOne(trial, each)));
      return tried.filter((each) => each !== null);
    },
  });
}

const defaultProviders: PasswordProviders = { password: "legacyPassword" };
const withoutAccount = "no account";

interface Trial {
  readonly environment: Environment;
  readonly ctx: QueryCtx;
  readonly providers: PasswordProviders;
  readonly known: Known;
}

type Drawn = Parameters<typeof drawByKind>[0][number];

/** null: a user who has an account is tried by it. */
async function tryOne({ environment, ctx, providers, known }: Trial, { kind, document }: Drawn): Promise<Tried | null> {
  const legacyField = environment.plan.tables.get(usersTable)?.id.field ?? "";
  if (kind === withoutAccount) {
    const id = document._id as string;
    if (await hasAccount(ctx, id)) return null;
    const legacyId = (document[legacyField] ?? null) as string | null;
    return { user: id, legacyId, kind, ...forecastUser(document, known) };
  }
  const { user, ...forecast } = await forecastMethod(ctx, document, providers, known);
  const legacyId = (user?.[legacyField] ?? null) as string | null;
  return { user: (user?._id ?? null) as string | null, legacyId, kind: kind!, ...forecast };
}
