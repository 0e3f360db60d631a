import { backUpSource } from "../../sourceBackup/backUpSource.js";
import { describeSize, sourceBackupFolder } from "../../sourceBackup/record.js";
import { relative, requireSource } from "../../stages/context.js";
import { type Command, done } from "./command.js";

/** Asks no deployment and changes nothing in the source. */
export const backupSource: Command = async ({ options, output, progress, signal }) => {
  requireSource(options);
  progress.stage("backup-source", "back up the source and read the backup to its end");
  const backup = await backUpSource(options.dir, options.source!, signal);
  const { madeBy, holds, folder, files } = backup;
  output.show(
    `${relative(`${sourceBackupFolder(options.dir)}/${folder}`)}: ${describeSize(files)}, ${holds} (${madeBy})`,
  );
  return done(backup);
};
