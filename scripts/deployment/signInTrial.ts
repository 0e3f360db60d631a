import { ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import type { App } from "./app.js";
import { deploymentFailures } from "./failures.js";

/** What came of a sign-in with a user's own password. */
export interface SignInTrial {
  /** `mailed`: the password is right, and the app sends a code before it lets the user in. */
  readonly outcome: "in" | "mailed" | "refused";
  /** Who was in. */
  readonly user: string | null;
  /** Sign-ins with this address. */
  readonly accounts: number;
  /** What the user would read. */
  readonly words: string | null;
  /** What the user would not read: why, as `signIns` counts it. */
  readonly reason: string | null;
  readonly isSessionEnded: boolean;
}

/** What a user types, and the id of the app's provider that takes it. */
export interface Credentials {
  readonly provider: string;
  readonly email: string;
  readonly password: string;
}

type Answer = Pick<SignInTrial, "outcome" | "words"> & { readonly token: string | null };

/** Signs in as the app's own page does, without a key, and ends the session. What the app counts of it is no user's sign-in. */
export async function trySigningIn(app: App, credentials: Credentials): Promise<SignInTrial> {
  const url = await findAddress(app);
  const { trial, accounts } = await app.openSignInTrial(credentials.email, credentials.provider);
  let session: string | null = null;
  let answer: Answer & { user: string | null };
  let closed;
  try {
    const signedIn = await signIn(url, credentials);
    const [user = null, made = null] = signedIn.token === null ? [] : subjectOf(signedIn.token).split("|");
    session = made;
    answer = { ...signedIn, user };
  } finally {
    // Also after Ctrl-C.
    closed = await app.beside(new AbortController().signal).closeSignInTrial(trial, session);
  }
  const { outcome, words, user } = answer;
  const { outcome: counted, isSessionEnded } = closed;
  return { outcome, user, accounts, words, reason: counted === "ok" ? null : counted, isSessionEnded };
}

async function findAddress(app: App): Promise<string> {
  const url = app.convex.url ?? (await app.deployment()).url ?? null;
  if (url !== null) return url;
  const what = "The deployment does not say where it answers";
  throw new CutoverError(deploymentFailures.olderApp, { what, next: "npx convex deploy, then the same command again" });
}

/** A hash that takes longer has no hope in Convex either. */
const longestMs = 60_000;

const fetchInTime: typeof fetch = async (input, init) =>
  await fetch(input, { ...init, signal: AbortSignal.timeout(longestMs) });

const reference = makeFunctionReference<"action">("auth:signIn");
const vSignedIn = z.object({ tokens: z.object({ token: z.string() }).nullish() });

async function signIn(url: string, { provider, email, password }: Credentials): Promise<Answer> {
  const client = new ConvexHttpClient(url, { logger: false, skipConvexDeploymentUrlCheck: true, fetch: fetchInTime });
  const args = { provider, params: { flow: "signIn", email, password } };
  try {
    const { tokens = null } = vSignedIn.parse(await client.action(reference, args));
    return { outcome: tokens === null ? "mailed" : "in", words: null, token: tokens?.token ?? null };
  } catch (error) {
    return { outcome: "refused", words: readWords(error, url), token: null };
  }
}

/** Whatever a function throws shuts the user out, a missing variable, too. A server that does not answer tells nothing about users. */
function readWords(error: unknown, url: string): string {
  if (error instanceof ConvexError) {
    const data: unknown = error.data;
    const { message } = z.object({ message: z.string() }).safeParse(data).data ?? {};
    return message ?? (typeof data === "string" ? data : JSON.stringify(data));
  }
  const text = error instanceof Error ? error.message : String(error);
  const [, thrown] = /^\[Request ID: \w+\] Server Error(?:\n([^]*))?$/.exec(text) ?? [text];
  if (text.startsWith("[Request ID"))
    return thrown?.split("\n")[0]!.replace(/^Uncaught \w*Error: /, "") ?? "Server Error";
  const next = "Check that the deployment runs, then type the same command again.";
  throw new CutoverError(deploymentFailures.convexFailed, {
    what: `auth:signIn gave no answer: ${text}`,
    where: url,
    next,
  });
}

/** Whom a token of Convex Auth names: `user|session`. */
function subjectOf(token: string): string {
  const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return z.object({ sub: z.string() }).parse(payload).sub;
}
