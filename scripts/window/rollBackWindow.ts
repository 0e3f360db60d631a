import { rollBack } from "../rollback/rollBack.js";
import { changeRecord } from "./changeRecord.js";
import { releaseSpareDiskSpace } from "./spareDiskSpace.js";
import type { OpenWindow } from "./step.js";
import { getRollbackActions } from "./rollbackActions.js";

/** Why the window ends with everything as it was before. */
export class RollbackNeeded extends Error {
  constructor(
    readonly reason: string,
    readonly failure: unknown,
  ) {
    super(reason, { cause: failure });
  }
}

/** The whole rollback: traffic, the deployment's data, the source, the maintenance flag. Safe to run again. */
export async function rollBackWindow(window: OpenWindow, reason: string): Promise<void> {
  const { context, hook } = window;
  await releaseSpareDiskSpace(context.run);
  await changeRecord(context, (record) => ({ ...record, reason: record.reason ?? reason }));
  context.progress.stage("rollback", reason);
  await rollBack(context, getRollbackActions(context), { reason });
  await changeRecord(context, (record) => ({ ...record, outcome: "rolledBack" }));
  await hook("notify");
}
