import type { Stage } from "./stage.js";
import { runAppStage } from "./runAppStage.js";

export const cleanupStage: Stage = {
  name: "cleanup",
  summary: "remove the legacy fields; refused unless every table is verified",
  reads: "passed verification",
  writes: "documents without legacy fields",
  undo: "from the backup only",
  run: async (context) => void (await runAppStage(context, "cleanup")),
};
