import { defineFailures } from "../errors.js";

export const storedFileFailures = defineFailures({
  placeUnusable: {
    code: "CUT4711",
    title: "A place of files cannot be read",
    means: "The folder that the plan names under `files` is not there.",
    why: "Every file in it would count as missing.",
    next: "Correct the path in the plan, or put the folder there.",
    example: 'files: { avatars: folder("./storage/avatars") }',
  },
  filesMissing: {
    code: "CUT2711",
    title: "More files are missing than the plan allows",
    means: "Rows name files that are not in their place, or that could not be stored.",
    why: "Documents would be without them, and nobody would have decided so.",
    next: "Put them there and type the command again, or allow as many: { allow: { files: 3 } }. files.jsonl in the run's folder names them with their rows.",
    example: "{ allow: { files: 3 } }",
  },
  filesNotStored: {
    code: "CUT2712",
    title: "The files that rows name are not stored",
    means: "The run's documents refer to files that no pass has stored, or that a rollback has deleted.",
    why: "Documents would refer to files that are not there.",
    next: "Export again: it stores the files first.",
    example: "npx cutover export",
  },
});
