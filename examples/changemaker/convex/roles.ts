import { v, type Infer, type Value } from "convex/values";
import type { SourceRow, TextRow } from "../../../convex/client/index.js";

export const vRole = v.union(
  v.literal("SUPER_ADMIN"),
  v.literal("INFLUENCE_ADMIN"),
  v.literal("MAP_ADMIN"),
  v.literal("USER"),
  v.literal("TEMP"),
);
export type Role = Infer<typeof vRole>;

export const vStatus = v.union(v.literal("ACTIVE"), v.literal("EXPIRED"));
export type Status = Infer<typeof vStatus>;

/** From the most to the least that a person may do. */
const roles: readonly Role[] = ["SUPER_ADMIN", "INFLUENCE_ADMIN", "MAP_ADMIN", "USER", "TEMP"];

/** The evening of the move: whose access has ended by then stays out. */
const evening = "2026-03-07 18:00:00+00:00";

/** What a row of one app's user table allows, `admin` being what an admin of that app becomes. */
export function readRole(row: SourceRow, admin: Role): Role {
  if (row["User Type"] === "admin" || row["Admin"] === true) return admin;
  return row["User Type"] === "temp" ? "TEMP" : "USER";
}

/** An admin of both apps is one of everything; otherwise the greater of the two holds. */
export function combineRoles(kept: Value | undefined, lost: Value | undefined): Role {
  const held = new Set([kept, lost]);
  if (held.has("INFLUENCE_ADMIN") && held.has("MAP_ADMIN")) return "SUPER_ADMIN";
  return roles.find((role) => held.has(role)) ?? "USER";
}

export function readStatus(row: SourceRow): Status {
  const end = row["Expires At"] ?? null;
  return end !== null && end < evening ? "EXPIRED" : "ACTIVE";
}

/** Whoever may still use one of the two apps may sign in. */
export function combineStatus(kept: Value | undefined, lost: Value | undefined): Status {
  return kept === "ACTIVE" || lost === "ACTIVE" ? "ACTIVE" : "EXPIRED";
}

/** Access ends when it has ended in both apps: never, where one of them names no end. */
export function combineExpiry(kept: Value | undefined, lost: Value | undefined): number | undefined {
  return typeof kept === "number" && typeof lost === "number" ? Math.max(kept, lost) : undefined;
}

export function earliest(kept: Value | undefined, lost: Value | undefined): number | undefined {
  const times = [kept, lost].filter((time) => typeof time === "number");
  return times.length === 0 ? undefined : Math.min(...times);
}

export function latest(kept: Value | undefined, lost: Value | undefined): number | undefined {
  const times = [kept, lost].filter((time) => typeof time === "number");
  return times.length === 0 ? undefined : Math.max(...times);
}

/** What bcrypt writes. Anything else in the column is a password from before the app hashed, and must not move. */
export function readHash(row: TextRow): string | undefined {
  const password = row["Password"] ?? "";
  return /^\$2[ab]\$\d\d\$[./A-Za-z0-9]{53}$/.test(password) ? password : undefined;
}

/** Whether somebody can sign in with this row. */
export function hasPassword(row: TextRow): boolean {
  return readHash(row) !== undefined && (row["Email"] ?? "").includes("@");
}

/** legacyPassword tries each of them. */
export function joinHashes(kept: Value | undefined, lost: Value | undefined): string {
  return [...new Set([kept, lost])].filter((hash) => typeof hash === "string").join(" ");
}
