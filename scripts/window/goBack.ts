import { rollBack } from "../rollback/rollBack.js";
import { changeRecord } from "./changeRecord.js";
import { releaseReserve } from "./reserve.js";
import type { OpenWindow } from "./step.js";
import { wayBackOf } from "./wayBack.js";

/** Why the window ends with everything as it was before. */
export class GoBack extends Error {
  constructor(
    readonly reason: string,
    readonly failure: unknown,
  ) {
    super(reason, { cause: failure });
  }
}

/** The whole way back: traffic, the deployment's data, the source, the maintenance flag. Safe to run again. */
export async function goBack(window: OpenWindow, reason: string): Promise<void> {
  const { context, hook } = window;
  await releaseReserve(context.run);
  await changeRecord(context, (record) => ({ ...record, reason: record.reason ?? reason }));
  context.progress.stage("way back", reason);
  await rollBack(context, wayBackOf(context));
  await changeRecord(context, (record) => ({ ...record, outcome: "wentBack" }));
  await context.app.recordStep(context.run.run, "rollback", "finished", reason, true);
  await hook("notify");
}
