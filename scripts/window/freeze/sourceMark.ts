import { escapeLiteral } from "pg";
import { z } from "zod";
import { type AdminSession, codeOf, insufficientPrivilege } from "../../sources/postgres/adminSession.js";
import { type DatabaseState, vDatabaseState } from "./freeze.js";

/** Made by a freeze, dropped when it ends: its comment says what was there before, so that no run directory is needed to end it. */
export const markSchema = "convex_cutover";

/** What the database itself says about its freeze. */
export const vSourceMark = z.object({ run: z.string(), state: vDatabaseState });
export type SourceMark = Readonly<z.infer<typeof vSourceMark>>;

/** In the transaction of the freeze itself. False where this user may make no schema: then only the run directory knows. */
export async function writeMark(session: AdminSession, run: string, state: DatabaseState): Promise<boolean> {
  const mark: SourceMark = { run, state };
  await session.query("SAVEPOINT mark");
  try {
    if (!(await hasMarkSchema(session))) await session.query(`CREATE SCHEMA ${markSchema}`);
    await session.query(`COMMENT ON SCHEMA ${markSchema} IS ${escapeLiteral(JSON.stringify(mark))}`);
    return true;
  } catch (error) {
    if (codeOf(error) !== insufficientPrivilege) throw error;
    await session.query("ROLLBACK TO SAVEPOINT mark");
    return false;
  }
}

/** null where no freeze of this product is in force. */
export async function readMark(session: AdminSession): Promise<SourceMark | null> {
  const [found] = await session.query<{ comment: string | null }>(
    "SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1",
    [markSchema],
  );
  return parseMark(found?.comment ?? null);
}

function parseMark(comment: string | null): SourceMark | null {
  if (comment === null) return null;
  try {
    return vSourceMark.parse(JSON.parse(comment));
  } catch {
    return null;
  }
}

export async function hasMarkSchema(session: AdminSession): Promise<boolean> {
  const found = await session.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [markSchema]);
  return found.length > 0;
}

const patienceMs = 2000;
const mostAttempts = 5;

/**
 * Drops the schema with everything in it. False where somebody reads a table for so long that its trigger cannot be dropped now:
 * what is left does nothing.
 */
export async function removeMark(session: AdminSession): Promise<boolean> {
  if (!(await hasMarkSchema(session))) return true;
  await session.query(`COMMENT ON SCHEMA ${markSchema} IS NULL`);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const failure = await session.transaction(async () => await dropMark(session)).catch(codeOrThrow);
    if (failure === undefined) return true;
    if (failure === lockNotAvailable) return false;
  }
  return false;
}

async function dropMark(session: AdminSession): Promise<void> {
  await session.query(`SET LOCAL lock_timeout = ${patienceMs}`);
  await session.query("SET LOCAL client_min_messages = warning");
  await session.query(`DROP SCHEMA ${markSchema} CASCADE`);
}

/** Who uses two tables in one transaction may have one that the drop waits for, and wait for one that the drop has. */
function codeOrThrow(error: unknown): string {
  const code = codeOf(error);
  if (code !== lockNotAvailable && code !== deadlock) throw error;
  return code;
}

export const lockNotAvailable = "55P03";
export const deadlock = "40P01";
