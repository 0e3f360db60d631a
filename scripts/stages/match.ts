import type { Stage } from "./stage.js";
import { runAppStage } from "./runAppStage.js";

export const matchStage: Stage = {
  name: "match",
  summary: "match people by email to the accounts that exist already",
  reads: "the tables with a match rule, in Convex",
  writes: "legacy ids onto the surviving account; matches and issues in the component",
  undo: "cutover load (puts the accounts back as they were)",
  run: async (context) => void (await runAppStage(context, "match")),
};
