import { type FunctionReturnType, internalQueryGeneric } from "convex/server";
import { v } from "convex/values";
import type { ComponentApi } from "../../cutover/_generated/component.js";
import { setAsideProvider } from "../../shared/users/setAside.js";
import { type Environment, hasField, type QueryCtx } from "../run/environment.js";

const vRefused = v.record(v.string(), v.number());

/** Sign-ins of a day: `share` of the tries went through, between 0 and 1. */
const vDay = v.object({ day: v.string(), ok: v.number(), refused: vRefused, share: v.number() });

const vSignIns = v.object({
  /** Since when imported users are counted: the launch, or before it the begin of the run. Epoch milliseconds. */
  since: v.union(v.number(), v.null()),
  /** Rows of users that were migrated; null: no run has begun. */
  imported: v.union(v.number(), v.null()),
  /** Imported users who have signed in since. */
  signedIn: v.number(),
  /** Imported users who have not, and why their latest try was refused. */
  refused: vRefused,
  /** Imported users nobody has seen since; null: no run has begun. */
  neverSeen: v.union(v.number(), v.null()),
  /** Of all users, the newest day first. */
  tries: v.array(vDay),
});

/** How sign-in goes since the launch. */
export type SignIns = typeof vSignIns.type;

type Read = FunctionReturnType<ComponentApi["signIns"]["read"]>;

/** Most sign-ins set aside that are listed. */
const mostListed = 100;

/** `npx convex run migrations:signIns` */
export function defineSignIns(environment: Environment) {
  return internalQueryGeneric({
    args: {},
    returns: vSignIns.extend({
      /** Sign-ins that gave way to another user's, the first hundred. */
      setAside: v.array(v.object({ user: v.union(v.string(), v.null()), signIn: v.string() })),
    }),
    handler: async (ctx: QueryCtx) => {
      const read = await ctx.runQuery(environment.component.signIns.read, {});
      return { ...describeSignIns(read), setAside: await listSetAside(environment, ctx) };
    },
  });
}

export function describeSignIns({ since, imported, users, days }: Read): SignIns {
  const { ok: signedIn = 0, ...refused } = users;
  const seen = signedIn + sum(refused);
  const neverSeen = imported === null ? null : Math.max(0, imported - seen);
  return { since, imported, signedIn, refused, neverSeen, tries: days.map(describeDay) };
}

function describeDay({ day, outcomes }: Read["days"][number]): SignIns["tries"][number] {
  const { ok = 0, ...refused } = outcomes;
  return { day, ok, refused, share: ok / (ok + sum(refused)) };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

async function listSetAside({ schema }: Environment, { db }: QueryCtx) {
  if (!hasField(schema, "authAccounts", "providerAccountId")) return [];
  const methods = await db
    .query("authAccounts")
    .withIndex("providerAndAccountId", (q) => q.eq("provider", setAsideProvider))
    .take(mostListed);
  return methods.map(({ userId, providerAccountId }) => ({
    user: (userId ?? null) as string | null,
    signIn: providerAccountId as string,
  }));
}
