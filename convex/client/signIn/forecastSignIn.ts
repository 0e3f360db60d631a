import { type GenericId, type Infer, v } from "convex/values";
import { addressKey } from "../../shared/plan/plan.js";
import { splitHashes } from "../../shared/users/passwordHash.js";
import { findMethods } from "../match/signInMethods.js";
import type { Environment, QueryCtx, StoredDocument } from "../run/environment.js";
import { decideSignIn } from "./claims.js";
import { findUsersByEmails, type UserCandidate } from "./users.js";
import { chooseVerifier, explainUnverifiable, isCurrentHash } from "./verifyHash.js";

/** What the app's auth.ts accepts: `Password` only Convex Auth's own hashes; `node`: `legacyPassword` with a `verifyHash`. */
const vOpener = v.union(v.literal("Password"), v.literal("legacyPassword"), v.literal("node"));
type Opener = Infer<typeof vOpener>;

/** The app's providers that take passwords, by id: it alone knows which those are. */
export const vPasswordProviders = v.record(v.string(), vOpener);
export type PasswordProviders = Infer<typeof vPasswordProviders>;

/** `resets`: only after a reset by mail or by an operator. `shutOut`: not before somebody has decided or sent a link. */
export const vForecast = v.object({
  outcome: v.union(v.literal("opens"), v.literal("resets"), v.literal("shutOut")),
  why: v.string(),
});
export type Forecast = Infer<typeof vForecast>;

const opened = (why: string): Forecast => ({ outcome: "opens", why });
const resets = (why: string): Forecast => ({ outcome: "resets", why });
const shutOut = (why: string): Forecast => ({ outcome: "shutOut", why });

/** What the component and the addresses say of all the users of a trial, asked once: a call for each would take a query's second. */
export interface Known {
  /** Why sign-ins that wait for a decision do, by the id they carry. */
  readonly waiting: ReadonlyMap<string, string>;
  /** Users with an open one-time link. */
  readonly invited: ReadonlySet<string>;
  /** By address. */
  readonly candidates: ReadonlyMap<string, readonly UserCandidate[]>;
}

export async function readKnown(
  environment: Environment,
  ctx: QueryCtx,
  methods: readonly StoredDocument[],
  users: readonly StoredDocument[],
): Promise<Known> {
  const { claims, invites } = environment.component;
  const ids = methods.flatMap(({ userId }) => (typeof userId === "string" ? [userId] : []));
  const addresses = users.flatMap(({ email }) => addressKey(email) ?? []);
  const waiting = await ctx.runQuery(claims.waiting, { ids });
  const candidates = await findUsersByEmails(environment, ctx, addresses);
  return {
    waiting: new Map(ids.flatMap((id, at) => (waiting[at] == null ? [] : [[id, waiting[at].code] as const]))),
    invited: new Set(await ctx.runQuery(invites.open, { users: users.map(({ _id }) => _id as string) })),
    candidates: new Map(addresses.map((address, at) => [address, candidates[at]!])),
  };
}

/** What a sign-in with this method would come to, and whose it is. */
export async function forecastMethod(
  ctx: QueryCtx,
  method: StoredDocument,
  providers: PasswordProviders,
  known: Known,
): Promise<Forecast & { user: StoredDocument | null }> {
  const { userId, provider, providerAccountId, secret } = method;
  const user = typeof userId === "string" ? await ctx.db.get(userId as GenericId<string>) : null;
  const methods = await findMethods(ctx, provider as string, providerAccountId as string);
  if (methods.length > 1) return { user, ...shutOut(`${methods.length} users have this sign-in`) };
  if (user === null) return { user, ...forecastWaiting(known, userId) };
  if (await isLocked(ctx, method)) return { user, ...shutOut("too many wrong passwords in the last hour") };
  const opens = providers[provider as string];
  if (opens !== undefined) return { user, ...forecastSecret((secret ?? "") as string, opens) };
  if (typeof secret !== "string") return { user, ...opened("its account belongs to a user") };
  return { user, ...resets(`auth.ts shows no provider "${provider as string}" that takes passwords`) };
}

function forecastWaiting({ waiting }: Known, userId: unknown): Forecast {
  const code = typeof userId === "string" ? waiting.get(userId) : undefined;
  return shutOut(code === undefined ? "its user is not there" : `refused, ${code}: nobody has decided the claim`);
}

/** Convex Auth lets the attempts come back with time: what counts is that none is left now. */
async function isLocked({ db }: QueryCtx, { _id }: StoredDocument): Promise<boolean> {
  const limit = await db
    .query("authRateLimits")
    .withIndex("identifier", (q) => q.eq("identifier", _id as string))
    .first();
  const isRecent = Date.now() - ((limit?.["lastAttemptTime"] as number | undefined) ?? 0) < hour / 10;
  return limit !== null && (limit["attemptsLeft"] as number) < 1 && isRecent;
}

const hour = 60 * 60 * 1000;

function forecastSecret(secret: string, opens: Opener): Forecast {
  const hashes = splitHashes(secret);
  if (hashes.length === 0) return resets("it has no password");
  if (opens === "Password" && !hashes.some((hash) => isCurrentHash(hash)))
    return resets("the app's auth.ts has Password, which does not read its hash: legacyPassword does");
  const hasNode = opens === "node";
  if (hashes.some((hash) => chooseVerifier(hash, hasNode) !== "nowhere")) return opened("its password's hash is read");
  return resets([...new Set(hashes.map((hash) => explainUnverifiable(hash)))].join("; "));
}

/** What would come of a user who has no account yet. */
export function forecastUser(user: StoredDocument, { invited, candidates }: Known): Forecast {
  const address = addressKey(user["email"]);
  if (invited.has(user._id as string)) return opened("a one-time link is out");
  if (address === null) {
    return typeof user["phoneVerificationTime"] === "number"
      ? opened("by the verified phone number")
      : shutOut("no account, no address and no open link: createInvites");
  }
  const decision = decideSignIn(true, candidates.get(address)!);
  if (decision.kind === "link") return opened("by the verified address");
  if (decision.kind === "new") return opened("as somebody the app invited");
  return decision.code === "several"
    ? shutOut("several users have the address: nobody has decided")
    : resets("the old system never verified the address");
}
