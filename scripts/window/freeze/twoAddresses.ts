import { CutoverError } from "../../errors.js";
import { readTarget, withPlainSession } from "../../sources/postgres/adminSession.js";

/** An administrator's address that leads elsewhere would freeze the wrong database, and prove it. */
export async function refuseTwoDatabases(adminUrl: string, appUrl: string): Promise<void> {
  if (adminUrl === appUrl) return;
  const [admin, app] = await Promise.all(
    [adminUrl, appUrl].map(async (url) => await withPlainSession(url, readTarget)),
  );
  const isOtherCluster = admin!.cluster !== null && app!.cluster !== null && admin!.cluster !== app!.cluster;
  if (admin!.database === app!.database && !isOtherCluster) return;
  throw new CutoverError("gate", {
    what: `CUTOVER_FREEZE_URL names another database (${admin!.target}) than the source (${app!.target})`,
    next: "Set CUTOVER_FREEZE_URL to an administrator's connection string of the source's own database",
  });
}

/** Where a write can be tried: a replica refuses every write, frozen or not. */
export async function chooseWritable(adminUrl: string, appUrl: string): Promise<string> {
  if (adminUrl === appUrl) return appUrl;
  const { isReplica } = await withPlainSession(
    appUrl,
    async (session) => await session.one<{ isReplica: boolean }>('SELECT pg_is_in_recovery() AS "isReplica"'),
  );
  return isReplica ? adminUrl : appUrl;
}
