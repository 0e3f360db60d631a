import type { Context } from "../stages/stage.js";
import { readWindow, type WindowRecord, writeWindow } from "../run/windowRecord.js";

/** Changes the record on disk; it was written when the window was opened. */
export async function changeRecord(
  { run }: Pick<Context, "run">,
  change: (record: WindowRecord) => WindowRecord,
): Promise<void> {
  await writeWindow(run, change((await readWindow(run))!));
}
