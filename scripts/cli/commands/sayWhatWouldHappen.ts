import type { Progress } from "../../stages/stage.js";
import type { Stage } from "../../stages/stage.js";

/** For --dry-run. */
export function sayWhatWouldHappen(stages: readonly Stage[], deployment: string, progress: Progress): null {
  for (const { name, summary, reads, writes, undo } of stages) {
    progress.note(`${name} would ${summary}\n  reads: ${reads}\n  writes: ${writes}\n  undo: ${undo}`);
  }
  progress.note(`deployment: ${deployment}. Nothing was done.`);
  return null;
}
