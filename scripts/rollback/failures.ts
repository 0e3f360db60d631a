import { defineFailures } from "../errors.js";

export const rollbackFailures = defineFailures({
  notAsBefore: {
    code: "CUT2801",
    title: "After the rollback the deployment is not what it was before",
    means: "The comparison found documents that are missing, too many or different.",
    why: "Maintenance mode stays on until somebody has looked.",
    next: "Look at the tables in the message, then roll back again: it continues.",
    example: "npx cutover rollback",
  },
  otherRunHeld: {
    code: "CUT3801",
    title: "The deployment holds another run than this folder",
    means: "What is loaded there was not loaded by the run in this folder, or nothing is.",
    why: "A rollback would delete or replace documents that are not this run's.",
    next: "Roll back in the folder of that run, or choose the deployment of this one.",
    example: "npx cutover rollback --dir ../other/.cutover",
  },
  otherWindowOpen: {
    code: "CUT3802",
    title: "Another run's cutover window is open here",
    means: "A second folder or machine is in the middle of a window on this deployment.",
    why: "A rollback would take away what that window counts on.",
    next: "End that window first, or roll back in its folder.",
    example: "npx cutover status",
  },
  writesUnknown: {
    code: "CUT3803",
    title: "What users wrote cannot be told from what was migrated",
    means: "The legacy keys are gone, or the records of the load are missing.",
    why: "A rollback could delete what users wrote.",
    next: "Keep what is in Convex, or restore the whole backup; it says first what that takes away.",
    example: "npx cutover rollback --restore-backup --dry-run",
  },
  moreWritten: {
    code: "CUT3804",
    title: "More was written since the list was shown",
    means: "Somebody writes in spite of maintenance mode, through a function without the guard.",
    why: "You confirmed another list than the one that would be taken back.",
    next: "Roll back again: it shows the list as it is now.",
    example: "npx cutover rollback",
  },
  maintenanceNotOn: {
    code: "CUT5801",
    title: "Maintenance mode could not be switched on",
    means: "The deployment says that it is off after it was switched on.",
    why: "Users would write while their documents are taken back.",
    next: "Look at the window's record in the deployment, then roll back again.",
    example: "npx convex run migrations:window --prod",
  },
});
