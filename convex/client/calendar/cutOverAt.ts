import type { ComponentApi } from "../../cutover/_generated/component.js";
import type { Runner } from "./componentLedger.js";

/**
 * When the latest window has led people to the new app, epoch milliseconds; null while none stands. The earlier of switch and
 * close: what is not certain to be the old app's stays.
 */
export async function readCutOverAt(ctx: Runner, { window }: ComponentApi): Promise<number | null> {
  const { steps } = await ctx.runQuery(window.current, {});
  const latestFirst = steps.toReversed();
  const end = latestFirst.findIndex(({ step }) => ["close", "rollback", "abandoned"].includes(step));
  const closed = latestFirst[end];
  if (closed?.step !== "close") return null;
  const switched = latestFirst.slice(end).find(({ step }) => step === "switch");
  return switched?.at ?? closed.at;
}
