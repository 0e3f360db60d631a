import { CutoverError, type Fault } from "../../errors.js";
import { windowFailures } from "../failures.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import {
  type AdminSession,
  codeOf,
  endOldSessions,
  readServerTime,
  readTarget,
  readOnlyTransaction,
  withAdminSession,
  withPlainSession,
} from "../../sources/postgres/adminSession.js";
import { attemptWrites, refuseTwoDatabases } from "./attemptWrite.js";
import {
  type Freeze,
  getSince,
  readState,
  refuseOtherDatabase,
  type RefusingState,
  removeState,
  writeState,
} from "./freeze.js";
import { findBackgroundWriters } from "./remainingWriters.js";
import { deadlock, lockNotAvailable, markSchema, readMark, removeMark, writeMark } from "./sourceMark.js";

const triggerName = "convex_cutover_frozen";

type GuardedTable = {
  /** `"Shop".items`, quoted where it has to be. */
  readonly table: string;
  readonly owner: string;
  /** As a plan names it: `public.items`. */
  readonly names: readonly string[];
  readonly mayGuard: boolean;
  readonly isOwner: boolean;
  readonly isGuarded: boolean;
};

/**
 * A trigger on every table refuses each statement that writes, whoever makes it and however its transaction begins: owners,
 * superusers, `BEGIN READ WRITE`. All triggers are made in one transaction, which waits for writes that have begun; so no
 * session has to be ended. (docs/decisions/006)
 */
export class RefuseWrites implements Freeze {
  readonly kind = "refuseWrites";
  readonly describe = {
    freeze: `a trigger on every table refuses each INSERT, UPDATE, DELETE and TRUNCATE (schema ${markSchema})`,
    verify:
      "an UPDATE must fail, and so must one after BEGIN TRANSACTION READ WRITE; every table must have its trigger",
    unfreeze: `the triggers do nothing any more, and schema ${markSchema} is dropped`,
  };

  constructor(
    private readonly adminUrl: string,
    private readonly appUrl: string,
    /** The tables the plan reads: a freeze without them is none. */
    private readonly planned: readonly string[],
    private readonly run: RunDirectory,
  ) {}

  async check(): Promise<void> {
    await refuseTwoDatabases(this.adminUrl, this.appUrl);
    await withAdminSession(this.adminUrl, async (session) => {
      const faults = [
        ...(await findBackgroundWriters(session)),
        ...(await findSchemaFaults(session)),
        ...this.findUnguardable(await readTables(session)),
      ];
      if (faults.length > 0) throw new CutoverError(windowFailures.freezeRights, faults);
    });
  }

  async freeze(): Promise<string> {
    await this.check();
    return await withAdminSession(this.adminUrl, async (session) => {
      const { target } = await readTarget(session);
      const own = await this.readOwnState();
      if (own !== null) refuseOtherDatabase(own, target);
      const state: RefusingState = { kind: this.kind, target, since: null };
      await writeState(this.run, state);
      // What an earlier freeze could not drop refuses nothing, and would not wait for writes that have begun.
      if ((await readMark(session)) === null && !(await removeMark(session))) throw stillRead();
      const { guarded, ended } = await this.guardAll(session, state);
      await writeState(this.run, { ...state, since: await readServerTime(session) });
      const sessions = ended === 0 ? "" : `, ${ended} session(s) ended`;
      return `${guarded} table(s) refuse writes${sessions}`;
    });
  }

  async verify(): Promise<string> {
    getSince(await this.readOwnState());
    return await withAdminSession(this.adminUrl, async (session) => {
      const tables = await readTables(session);
      const open = tables.filter(({ mayGuard, isGuarded }) => mayGuard && !isGuarded);
      const faults: Fault[] = [
        ...(await findBackgroundWriters(session)),
        ...this.findUnguardable(tables),
        ...open.map(({ table }) => ({ what: `Table ${table} takes writes`, next: "cutover go freezes it, too" })),
      ];
      if (faults.length > 0) throw new CutoverError(windowFailures.writesStillTaken, faults);
      const tried = await withPlainSession(
        this.adminUrl,
        async (plain) => await attemptWrites(plain, readOnlyTransaction, null),
      );
      return `${tried}; every role is refused${describeUnguarded(tables)}`;
    });
  }

  async unfreeze(): Promise<string> {
    return await withAdminSession(this.adminUrl, async (session) => {
      const own = await this.readOwnState();
      const { target } = await readTarget(session);
      if (own !== null) refuseOtherDatabase(own, target);
      const wasFrozen = await isRefusing(session);
      if (wasFrozen) await session.query(functionSql("BEGIN RETURN NULL; END"));
      const isClean = await removeMark(session);
      if (own !== null) await removeState(this.run);
      if (!wasFrozen) return "Nothing was frozen";
      const left = `; schema ${markSchema} is still there, because somebody reads: DROP SCHEMA ${markSchema} CASCADE`;
      return `Every table takes writes again${isClean ? "" : left}`;
    });
  }

  async isFrozen(): Promise<boolean> {
    return await withAdminSession(this.adminUrl, isRefusing);
  }

  /** Waits a little for writes that have begun; then ends the sessions, for a freeze must not wait for a forgotten one. */
  private async guardAll(session: AdminSession, state: RefusingState): Promise<{ guarded: number; ended: number }> {
    try {
      return { guarded: await this.tryToGuardAll(session, state), ended: 0 };
    } catch (error) {
      if (![lockNotAvailable, deadlock].includes(codeOf(error))) throw error;
      const { ended } = await endOldSessions(session, await readServerTime(session), null);
      return { guarded: await this.tryToGuardAll(session, state), ended };
    }
  }

  private async tryToGuardAll(session: AdminSession, state: RefusingState): Promise<number> {
    return await session.transaction(async () => {
      await session.query("SET LOCAL lock_timeout = '3s'");
      await writeMark(session, this.run.run, state);
      await session.query(functionSql(refuseBody));
      const tables = (await readTables(session)).filter(({ mayGuard }) => mayGuard);
      for (const { table, isOwner } of tables.filter(({ isGuarded }) => !isGuarded)) {
        await session.query(
          `CREATE TRIGGER ${triggerName} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${table}
           FOR EACH STATEMENT EXECUTE PROCEDURE ${markSchema}.refuse_write()`,
        );
        // Also for sessions that switch triggers off as a replica does.
        if (isOwner) await session.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${triggerName}`);
      }
      return tables.length;
    });
  }

  private findUnguardable(tables: readonly GuardedTable[]): Fault[] {
    const faults = tables.filter(
      ({ mayGuard, names }) => !mayGuard && names.some((name) => this.planned.includes(name)),
    );
    return faults.map(({ table, owner }) => ({
      what: `This user may put no trigger on ${table}, which belongs to ${owner}`,
      next: `Set CUTOVER_FREEZE_URL to the connection string of ${owner} or of a superuser, or: GRANT TRIGGER ON ${table} TO this user`,
    }));
  }

  private async readOwnState(): Promise<RefusingState | null> {
    const state = await readState(this.run);
    return state?.kind === this.kind ? state : null;
  }
}

const refuseBody = `BEGIN RAISE EXCEPTION 'This database takes no writes: its data is being migrated'
  USING ERRCODE = 'read_only_sql_transaction'; END`;

function functionSql(body: string): string {
  return `CREATE OR REPLACE FUNCTION ${markSchema}.refuse_write() RETURNS trigger LANGUAGE plpgsql AS $body$ ${body} $body$`;
}

async function isRefusing(session: AdminSession): Promise<boolean> {
  const found = await session.query(
    `SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = $1 AND p.proname = 'refuse_write' AND p.prosrc LIKE '%RAISE%'`,
    [markSchema],
  );
  return found.length > 0;
}

/** Every table of users, with what this user may do about it. */
async function readTables(session: AdminSession): Promise<GuardedTable[]> {
  return await session.query<GuardedTable>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS table, pg_get_userbyid(c.relowner) AS owner,
       ARRAY[c.relname::text, n.nspname || '.' || c.relname] AS names,
       has_table_privilege(c.oid, 'TRIGGER') AND has_schema_privilege(n.oid, 'USAGE') AS "mayGuard",
       pg_has_role(c.relowner, 'USAGE') AS "isOwner",
       EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = '${triggerName}' AND t.tgenabled IN ('O', 'A'))
         AS "isGuarded"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     ORDER BY c.oid`,
  );
}

async function findSchemaFaults(session: AdminSession): Promise<Fault[]> {
  const { may, user, database } = await session.one<{ may: boolean; user: string; database: string }>(
    `SELECT coalesce((SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = $1),
         has_database_privilege(current_database(), 'CREATE')) AS may,
       current_user AS user, quote_ident(current_database()) AS database`,
    [markSchema],
  );
  if (may) return [];
  return [
    {
      what: `${user} may not make (or change) the schema ${markSchema} in ${database}, which holds the source freeze`,
      next: `Set CUTOVER_FREEZE_URL to the connection string of the database's owner or of a superuser, or: GRANT CREATE ON DATABASE ${database} TO "${user}"`,
    },
  ];
}

function describeUnguarded(tables: readonly GuardedTable[]): string {
  const left = tables.filter(({ mayGuard }) => !mayGuard).map(({ table }) => table);
  if (left.length === 0) return "";
  const more = left.length > 5 ? ` and ${left.length - 5} more` : "";
  return `; not frozen, and not in the plan: ${left.slice(0, 5).join(", ")}${more}`;
}

function stillRead(): CutoverError {
  return new CutoverError(windowFailures.freezeLeftovers, {
    what: `What an earlier freeze left (schema ${markSchema}) cannot be dropped while its tables are read`,
    next: "cutover go tries again",
  });
}
