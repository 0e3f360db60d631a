import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A real file system of a few megabytes, in memory. */
export interface SmallDisk {
  /** Fills it until only so many bytes are left. */
  fill(leftBytes: number): void;
  /** Takes away what `fill` has put there. */
  makeRoom(): void;
  remove(): void;
}

/** Mounting is for root, on Linux. */
export const canMount = process.platform === "linux" && process.getuid?.() === 0 && tryMount();

function tryMount(): boolean {
  return spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;
}

export function mountSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "none", folder]);
  const filler = path.join(folder, "filler");
  return {
    fill(leftBytes) {
      rmSync(filler, { force: true });
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, randomBytes(bavail * bsize - leftBytes));
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove: () => void execFileSync("umount", [folder]),
  };
}
