import { defineFailures } from "../errors.js";

export const runFailures = defineFailures({
  cannotWrite: {
    code: "CUT1401",
    title: "A file cannot be written",
    means: "The disk is full, read-only, over its quota, or the folder does not permit writing.",
    why: "A run that cannot record what it does could not be resumed or rolled back.",
    next: "Free some space or correct the permission, then type the same command again: it resumes.",
    example: "df -h . && npx cutover status",
  },
  rootUnusable: {
    code: "CUT1402",
    title: "The folder of runs cannot be used",
    means: "The folder does not exist and cannot be made, or this user may not write in it.",
    why: "Runs keep their backup and their record there.",
    next: "Name a folder that can be made and written.",
    example: "npx cutover export --dir ~/runs",
  },
  fileDamaged: {
    code: "CUT3401",
    title: "A file of the run has other content than this command writes",
    means: "The file was edited, cut short, or written by another version.",
    why: "Going on with wrong numbers could load or take back the wrong rows.",
    next: "Put the file back as it was, or use the version that wrote it; the message names the place in the file.",
    example: "npx convex-cutover@0.1.0 status",
  },
  folderBusy: {
    code: "CUT3402",
    title: "Another command is working in this folder",
    means: "lock.json names the command, its process and its machine.",
    why: "Two commands that write into one run would overwrite each other's record.",
    next: "Wait until it has ended, or stop it. What a killed command leaves is taken over by the next one.",
    example: "npx cutover status --watch",
  },
  latestUnusable: {
    code: "CUT3403",
    title: ".cutover/latest does not name a run of this folder",
    means: "It is no link, or it points out of the folder of runs.",
    why: "The command would write into a folder that is not its own.",
    next: "Point it at the run that is meant.",
    example: "ln -sfn 20261121-133111-203 .cutover/latest",
  },
  zipDamaged: {
    code: "CUT5401",
    title: "A ZIP of the deployment is damaged",
    means: "A file in the export has another checksum than the ZIP says, or cannot be unpacked.",
    why: "A backup that cannot be read is none, and a comparison with it would mean nothing.",
    next: "Type the same command again: it downloads the export anew.",
    example: "npx cutover verify",
  },
});
