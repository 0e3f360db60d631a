import { CutoverError } from "../../errors.js";
import { windowFailures } from "../failures.js";
import { type AdminSession, codeOf, readTarget, withPlainSession } from "../../sources/postgres/adminSession.js";

/** A table and a column whose update is a real write. */
type Chosen = {
  readonly table: string;
  readonly column: string;
};

const attemptLimits = "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '15s'";

/** How a session begins the transaction it writes in: plainly, or as drivers that say READ WRITE each time. */
const beginnings = { plain: "", readWrite: "after BEGIN TRANSACTION READ WRITE " } as const;
type Beginning = keyof typeof beginnings;

/** Tries both; each must fail with `expected`. Gives the attempts in words, and throws a CutoverError ("gate") otherwise. */
export async function attemptWrites(session: AdminSession, expected: string, role: string | null): Promise<string> {
  await attemptOne(session, "plain", expected, role);
  const tried = await attemptOne(session, "readWrite", expected, role);
  return `${tried} failed with ${expected}, plain and after BEGIN TRANSACTION READ WRITE`;
}

/** For a freeze that a transaction can override: the plain write must fail, and it is said what the other one did. */
export async function attemptWeakly(session: AdminSession, expected: string): Promise<string> {
  const tried = await attemptOne(session, "plain", expected, null);
  const { failure } = await tryToWrite(session, "readWrite", null);
  const stopped = `${tried} failed with ${expected}`;
  if (failure !== null) return stopped;
  return `${stopped}; this freeze cannot stop transactions that say READ WRITE: one was accepted (and rolled back)`;
}

async function attemptOne(
  session: AdminSession,
  beginning: Beginning,
  expected: string,
  role: string | null,
): Promise<string> {
  const { failure, tried } = await tryToWrite(session, beginning, role);
  if (failure !== null && codeOf(failure) === expected) return tried;
  const how = failure === null ? "was accepted (and rolled back)" : `failed otherwise: ${(failure as Error).message}`;
  throw new CutoverError(windowFailures.writesStillTaken, {
    what: `The source still takes writes: an ${tried} ${beginnings[beginning]}in a new session ${how}`,
    next: "cutover go tries again; see what the freeze says about roles and sessions",
  });
}

/** One row of one table gets the values it has, in a transaction that is rolled back. */
async function tryToWrite(
  session: AdminSession,
  beginning: Beginning,
  role: string | null,
): Promise<{ failure: unknown; tried: string }> {
  const { table, column } = await chooseTable(session, role);
  const sql = `UPDATE ${table} SET ${column} = ${column} WHERE ctid = (SELECT ctid FROM ${table} LIMIT 1)`;
  const failure = await session.transaction(async () => {
    if (beginning === "readWrite") await session.query("SET TRANSACTION READ WRITE");
    await session.query(attemptLimits);
    if (role !== null) await becomeRole(session, role);
    await session.query("SAVEPOINT attempt");
    const error: unknown = await session.query(sql).then(
      () => null,
      (caught: unknown) => caught,
    );
    await session.query("ROLLBACK TO SAVEPOINT attempt");
    return error;
  }, "ROLLBACK");
  return { failure, tried: `UPDATE ${table}` };
}

async function becomeRole(session: AdminSession, role: string): Promise<void> {
  const { user } = await session.one<{ user: string }>("SELECT current_user AS user");
  try {
    await session.query("SELECT set_config('role', $1, true)", [role]);
  } catch (error) {
    throw new CutoverError(
      windowFailures.freezeNotVerifiable,
      {
        what: `It cannot be verified that ${role} may not write: ${user} may not act as ${role}`,
        next: `GRANT "${role}" TO "${user}"; or set CUTOVER_FREEZE_URL to an administrator's connection string`,
      },
      { cause: error },
    );
  }
}

/** One whose update would be allowed but for the freeze; a role's is taken from it, so there it only has to be readable. */
async function chooseTable(session: AdminSession, role: string | null): Promise<Chosen> {
  const [chosen] = await session.query<Chosen>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS table, quote_ident(a.attname) AS column
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND a.attnum > 0 AND NOT a.attisdropped
       AND coalesce(to_jsonb(a) ->> 'attgenerated', '') = '' AND coalesce(to_jsonb(a) ->> 'attidentity', '') <> 'a'
       AND ($1::name IS NOT NULL OR has_schema_privilege(n.oid, 'USAGE'))
       AND ($1::name IS NOT NULL OR has_column_privilege(c.oid, a.attnum, 'UPDATE'))
       AND ($1::name IS NOT NULL OR has_table_privilege(c.oid, 'SELECT'))
     ORDER BY $1::name IS NULL OR has_table_privilege(coalesce($1::name, current_user), c.oid, 'SELECT') DESC, c.oid, a.attnum
     LIMIT 1`,
    [role],
  );
  if (chosen !== undefined) return chosen;
  const { user } = await session.one<{ user: string }>("SELECT current_user AS user");
  throw new CutoverError(windowFailures.freezeNotVerifiable, {
    what: `The freeze cannot be verified: ${user} may update no table even without it`,
    next: "Set CUTOVER_FREEZE_URL to the connection string of a user who may, such as the tables' owner",
  });
}

/** An administrator's address that leads elsewhere would freeze the wrong database, and prove it. */
export async function refuseTwoDatabases(adminUrl: string, appUrl: string): Promise<void> {
  if (adminUrl === appUrl) return;
  const [admin, app] = await Promise.all(
    [adminUrl, appUrl].map(async (url) => await withPlainSession(url, readTarget)),
  );
  const isOtherCluster = admin!.cluster !== null && app!.cluster !== null && admin!.cluster !== app!.cluster;
  if (admin!.database === app!.database && !isOtherCluster) return;
  throw new CutoverError(windowFailures.otherDatabase, {
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
