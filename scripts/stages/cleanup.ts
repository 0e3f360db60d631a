import { runAppStage } from "./appStages.js";
import { noteRemoved } from "./downloadRecords.js";
import { ensureIdMap } from "./keepIds.js";
import type { Stage } from "./stage.js";

export const cleanupStage: Stage = {
  name: "cleanup",
  summary: "remove the legacy fields; refused until every table is verified and the rollback window is over",
  reads: "passed verification",
  writes: "documents without legacy fields; ids.zip, writes/removed.jsonl",
  undo: "from the backup only",
  async run(context) {
    await ensureIdMap(context);
    await noteRemoved(context, await runAppStage(context, "cleanup", context.options.reason));
  },
};
