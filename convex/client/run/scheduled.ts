import type { GenericId } from "convex/values";
import type { MutationCtx } from "./environment.js";

/** Whether the scheduled function is still to come, or at work. */
export async function isScheduled({ db }: Pick<MutationCtx, "db">, job: string | null): Promise<boolean> {
  if (job === null) return false;
  const found = await db.system.get("_scheduled_functions", job as GenericId<"_scheduled_functions">);
  return found?.state.kind === "pending" || found?.state.kind === "inProgress";
}
