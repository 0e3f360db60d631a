import { defineFailures } from "../errors.js";

export const sourceBackupFailures = defineFailures({
  noTool: {
    code: "CUT1751",
    title: "PostgreSQL's own backup program is missing or too old",
    means: "pg_dump and pg_restore are not in the PATH, or are older than the server, which pg_dump refuses.",
    why: "A backup that no tool of PostgreSQL can restore would be none.",
    next: "Install the client of the server's version, or name the file of a backup of your own in the plan.",
    example: 'window: { sourceBackup: { file: "../backups/shop.dump", within: "12h" } }',
  },
  failed: {
    code: "CUT3751",
    title: "The source could not be backed up",
    means: "The backup could not be written, or what was written does not open and read to its end.",
    why: "A backup that was never read may be none on the day it is needed.",
    next: "Do what the message says, then type the same command again. Nothing was changed, and no half of it is left.",
    example: "npx cutover backup-source",
  },
});
