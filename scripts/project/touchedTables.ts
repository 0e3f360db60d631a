import type { Project } from "./project.js";

/**
 * Tables that a migration touches: those of the plan, and those whose documents refer to them. What the plan says is written
 * whatever maintenance mode says is left out.
 */
export function findTouchedTables({ plan, schema }: Pick<Project, "plan" | "schema">): Set<string> {
  const referring = Object.entries(schema.tables)
    .filter(([, table]) => listTargets(table.validator).some((target) => plan.tables.has(target)))
    .map(([name]) => name);
  const touched = new Set([...plan.tables.keys(), ...referring]);
  for (const name of signInState) if (!plan.tables.has(name)) touched.delete(name);
  for (const name of plan.window.lively ?? []) touched.delete(name);
  return touched;
}

/** Convex Auth writes them whenever an open tab renews its session. */
const signInState = ["authSessions", "authRefreshTokens", "authVerificationCodes", "authVerifiers", "authRateLimits"];

/** Tables that a validator's ids are of, however deep they are. */
function listTargets(validator: unknown): string[] {
  if (typeof validator !== "object" || validator === null) return [];
  const { kind, tableName } = validator as { kind?: unknown; tableName?: unknown };
  if (kind === "id" && typeof tableName === "string") return [tableName];
  return Object.values(validator).flatMap(listTargets);
}
