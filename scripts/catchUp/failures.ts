import { defineFailures } from "../errors.js";

export const catchUpFailures = defineFailures({
  loadedFilesChanged: {
    code: "CUT2851",
    title: "The files of the last load are not the ones that were loaded",
    means: "Documents, fingerprints or tables in the run's folder differ from the record of the load.",
    why: "A difference measured against them would be wrong.",
    next: "Preload again.",
    example: "npx cutover preload",
  },
  notPreloaded: {
    code: "CUT3851",
    title: "Nothing complete is preloaded that could be caught up",
    means:
      "No preload has finished, only a sample is loaded, the deployment holds another run, or a stage is still open.",
    why: "Catch-up applies differences to what is there in full.",
    next: "Preload, in the folder and deployment that are meant.",
    example: "npx cutover preload --prod",
  },
  planChangedSincePreload: {
    code: "CUT3852",
    title: "plan.ts or schema.ts changed since the preload",
    means: "Rows that were judged by another plan cannot be compared with rows judged by this one.",
    why: "Every row would look changed, or changed ones would be missed.",
    next: "Preload again, or put plan and schema back as they were.",
    example: "npx cutover preload --prod",
  },
  deletedByUsers: {
    code: "CUT3853",
    title: "Too many migrated documents were deleted since the preload",
    means: "Users deleted more documents in Convex than can be kept so one by one.",
    why: "The difference to the source could not be told from a loss.",
    next: "Roll back and preload again.",
    example: "npx cutover rollback && npx cutover preload",
  },
});
