import type { Stage } from "./stage.js";
import { runAppStage } from "./runAppStage.js";

export const resolveStage: Stage = {
  name: "resolve",
  summary: "write the Convex ids that the old keys stand for",
  reads: "legacy keys and their indexes, in Convex",
  writes: "references; issues in the component",
  undo: "cutover load",
  run: async (context) => void (await runAppStage(context, "resolve")),
};
