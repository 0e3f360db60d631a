import type { AuthProviderMaterializedConfig } from "@convex-dev/auth/server";
import { v } from "convex/values";

/**
 * What our own providers tell the callbacks, inside the profile. Only theirs is listened to: another provider's profile may
 * carry whatever its users type.
 */
export const vWord = v.union(
  /** The code for a reset goes to the address on file: whoever reads that mailbox may set the password, as in the old system. */
  v.object({ kind: v.literal("reset") }),
  v.object({ kind: v.literal("invite"), tokenHash: v.string() }),
);
export type Word = typeof vWord.type;

/** The profile's key for it. */
export const wordKey = "cutover";

type Authorize = (...args: never[]) => unknown;

const ours = new WeakSet<Authorize>();

/** Marks a provider as ours by its function, which survives what Convex Auth makes of the configuration. */
export function markOurs<T extends Authorize>(authorize: T): T {
  ours.add(authorize);
  return authorize;
}

/** The word of one of our providers; undefined for all others. */
export function readWord(provider: AuthProviderMaterializedConfig, profile: Record<string, unknown>): Word | undefined {
  const isOurs = provider.type === "credentials" && ours.has(provider.authorize);
  return isOurs ? (profile[wordKey] as Word | undefined) : undefined;
}
