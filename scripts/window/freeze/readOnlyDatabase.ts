import { CutoverError, type Fault } from "../../errors.js";
import { windowFailures } from "../failures.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import {
  type AdminSession,
  codeOf,
  describeSession,
  endOldSessions,
  findOldSessions,
  insufficientPrivilege,
  readOnlyTransaction,
  readServerTime,
  readTarget,
  withAdminSession,
  withPlainSession,
} from "../../sources/postgres/adminSession.js";
import { attemptWeakly, chooseWritable, refuseTwoDatabases } from "./attemptWrite.js";
import {
  type Freeze,
  findOtherStates,
  getSince,
  type ReadOnlyState,
  readState,
  refuseOtherDatabase,
  removeState,
  writeState,
} from "./freeze.js";
import {
  findBackgroundWriters,
  findOverridingRoles,
  findSessionFaults,
  findWritingSessions,
  isPlatforms,
} from "./remainingWriters.js";
import { readMark, removeMark, writeMark } from "./sourceMark.js";

const setting = "default_transaction_read_only";

/**
 * Every transaction that does not say otherwise is read-only, in every new session of the database. Drivers that begin with READ
 * WRITE say otherwise: so this freeze is in force only where the plan names it.
 */
export class ReadOnlyDatabase implements Freeze {
  readonly kind = "readOnlyDatabase";
  readonly describe = {
    freeze: `ALTER DATABASE … SET ${setting} = on, and every other session is ended, so that it comes back read-only`,
    verify: "an UPDATE in a new session must fail; roles with a setting of their own and sessions left over are named",
    unfreeze: `ALTER DATABASE … back to what it was, and the sessions begun meanwhile are ended`,
  };

  constructor(
    private readonly adminUrl: string,
    /** Who tries to write for the proof: the source's own user. */
    private readonly appUrl: string,
    private readonly run: RunDirectory,
  ) {}

  async check(): Promise<void> {
    await refuseTwoDatabases(this.adminUrl, this.appUrl);
    await withAdminSession(this.adminUrl, async (session) => {
      const { database } = await readTarget(session);
      const faults = [...(await findOverridingRoles(session, database)), ...(await findBackgroundWriters(session))];
      if (faults.length > 0) throw new CutoverError(windowFailures.freezeRights, faults);
      await session.transaction(async () => await alterDatabase(session, database, "on"), "ROLLBACK");
    });
  }

  async freeze(): Promise<string> {
    await this.check();
    return await withAdminSession(this.adminUrl, async (session) => {
      const { database, target } = await readTarget(session);
      const state = await this.recordBefore(session, target);
      await session.transaction(async () => {
        await writeMark(session, this.run.run, state);
        await alterDatabase(session, database, "on");
      });
      const since = await readServerTime(session);
      const { ended, left } = await endOldSessions(session, since, null);
      await writeState(this.run, { ...state, since });
      const foreign = isOn(state.before) ? "; it was read-only before, and will stay so" : "";
      const stayed = left.length === 0 ? "" : `; could not be ended: ${left.map(describeSession).join(", ")}`;
      return `Database ${database} is read-only, ${ended} session(s) ended${stayed}${foreign}`;
    });
  }

  async verify(): Promise<string> {
    const since = getSince(await this.readOwnState());
    const left = await withAdminSession(this.adminUrl, async (session) => {
      const { database } = await readTarget(session);
      const faults: Fault[] = [
        ...(await findOverridingRoles(session, database)),
        ...(await findBackgroundWriters(session)),
        ...(await findSessionFaults(session, since, null)),
        ...(await findWritingSessions(session)),
      ];
      if (faults.length > 0) throw new CutoverError(windowFailures.writesStillTaken, faults);
      return (await findOldSessions(session, since, null)).filter(isPlatforms);
    });
    const tried = await withPlainSession(
      await chooseWritable(this.adminUrl, this.appUrl),
      async (session) => await attemptWeakly(session, readOnlyTransaction),
    );
    return left.length === 0 ? tried : `${tried}; left as they are: ${left.map(describeSession).join(", ")}`;
  }

  async unfreeze(): Promise<string> {
    return await withAdminSession(this.adminUrl, async (session) => {
      const state = (await this.readOwnState()) ?? (await this.readMarked(session));
      if (state === null) return "Nothing was frozen";
      const { database, target } = await readTarget(session);
      refuseOtherDatabase(state, target);
      await alterDatabase(session, database, state.before);
      // Sessions begun during the freeze would stay read-only for as long as their pool keeps them.
      const { ended } = await endOldSessions(session, await readServerTime(session), null);
      await removeMark(session);
      await removeState(this.run);
      const now =
        state.before === null ? `has no ${setting} of its own again` : `has ${setting} = ${state.before} again`;
      return `Database ${database} ${now}, ${ended} session(s) ended`;
    });
  }

  async isFrozen(): Promise<boolean> {
    return await withAdminSession(this.adminUrl, async (session) => isOn(await readSetting(session)));
  }

  /** What is there now, unless this or another run has already changed it. */
  private async recordBefore(session: AdminSession, target: string): Promise<ReadOnlyState> {
    const own = await this.readOwnState();
    if (own !== null) refuseOtherDatabase(own, target);
    const others = await findOtherStates(this.run, (state) => state.kind === this.kind && state.target === target);
    const known = own ?? (others[0]?.state as ReadOnlyState | undefined) ?? (await this.readMarked(session));
    const before = known === null ? await readSetting(session) : known.before;
    const state: ReadOnlyState = { kind: this.kind, target, since: null, before };
    await writeState(this.run, state);
    for (const { run } of others) await removeState(run);
    return state;
  }

  /** What the database says of a freeze whose run directory is gone. */
  private async readMarked(session: AdminSession): Promise<ReadOnlyState | null> {
    const state = (await readMark(session))?.state;
    return state?.kind === this.kind ? state : null;
  }

  private async readOwnState(): Promise<ReadOnlyState | null> {
    const state = await readState(this.run);
    return state?.kind === this.kind ? state : null;
  }
}

function isOn(value: string | null): boolean {
  return value !== null && /^(?:on|t|true|y|yes|1)$/i.test(value);
}

/** As ALTER DATABASE has set it; null when it has not. */
async function readSetting(session: AdminSession): Promise<string | null> {
  const [found] = await session.query<{ value: string }>(
    `SELECT substr(c.setting, length($1) + 2) AS value
     FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) AS c (setting)
     WHERE s.setrole = 0 AND s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND starts_with(c.setting, $1 || '=')`,
    [setting],
  );
  return found?.value ?? null;
}

async function alterDatabase(session: AdminSession, database: string, value: string | null): Promise<void> {
  const change = value === null ? `RESET ${setting}` : `SET ${setting} = %L`;
  const { sql, user } = await session.one<{ sql: string; user: string }>(
    `SELECT format('ALTER DATABASE %I ${change}', $1::text, $2::text) AS sql, session_user AS "user"`,
    [database, value],
  );
  try {
    await session.query(sql);
  } catch (error) {
    if (codeOf(error) !== insufficientPrivilege) throw error;
    throw new CutoverError(
      windowFailures.freezeRights,
      {
        what: `${user} may not change the database ${database}: only its owner and superusers may`,
        next: `Set CUTOVER_FREEZE_URL to the connection string of one of them: the same command then does \`${sql}\``,
      },
      { cause: error },
    );
  }
}
