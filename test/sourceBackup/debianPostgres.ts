import { execFile, execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { getFreePort } from "../support/postgres.js";

const run = promisify(execFile);
const versions = "/usr/lib/postgresql";

/** A server of the version of Debian's `pg_dump`: the embedded one is newer, which `pg_dump` refuses. */
export async function startDebianPostgres(password: string): Promise<{ url: string; stop(): Promise<void> }> {
  const programs = findPrograms();
  const owner = findOwner();
  const folder = await mkdtemp(path.join(tmpdir(), "cutover-debian-postgres-"));
  if ("uid" in owner) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o755);
  const data = path.join(folder, "data");
  const port = await getFreePort();
  const settings = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  await run(path.join(programs, "initdb"), ["-D", data, "-U", "shop", "-A", "trust", "-E", "UTF8"], owner);
  await run(
    path.join(programs, "pg_ctl"),
    ["-D", data, "-w", "-o", settings, "-l", path.join(folder, "log"), "start"],
    owner,
  );
  return {
    url: `postgres://shop:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await run(path.join(programs, "pg_ctl"), ["-D", data, "-m", "immediate", "-w", "stop"], owner);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findPrograms(): string {
  const [version] = readdirSync(versions).toSorted((one, other) => Number(other) - Number(one));
  if (version === undefined) throw new Error("This test needs Debian's PostgreSQL: apt-get install postgresql");
  return path.join(versions, version, "bin");
}

/** PostgreSQL does not run as root; the package makes a user for it. */
function findOwner(): { uid: number; gid: number } | object {
  if (process.getuid?.() !== 0) return {};
  return { uid: readId("-u"), gid: readId("-g") };
}

function readId(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}
