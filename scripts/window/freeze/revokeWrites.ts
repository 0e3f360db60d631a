import { CutoverError, type Fault } from "../../errors.js";
import { windowFailures } from "../failures.js";
import type { RunDirectory } from "../../run/runDirectory.js";
import {
  type AdminSession,
  codeOf,
  endOldSessions,
  insufficientPrivilege,
  readServerTime,
  readTarget,
  withAdminSession,
} from "../../sources/postgres/adminSession.js";
import { attemptWrites, refuseTwoDatabases } from "./attemptWrite.js";
import {
  type Freeze,
  findOtherStates,
  type FreezeState,
  getSince,
  readState,
  refuseOtherDatabase,
  removeState,
  type RevokedState,
  writeState,
} from "./freeze.js";
import {
  type GrantStatement,
  renderGrants,
  renderRevokes,
  renderScript,
  type Grants,
  isEmpty,
  mergeGrants,
  missingGrants,
  readGrants,
} from "./grants.js";
import { findOtherPrivileges, findWritable, findSessionFaults } from "./remainingWriters.js";
import { readMark, removeMark, writeMark } from "./sourceMark.js";

const nothing: Grants = { relations: [], defaults: [] };

/** The role of the old app loses what lets it write, and gets exactly that back. */
export class RevokeWrites implements Freeze {
  readonly kind = "revokeWrites";
  readonly describe;

  constructor(
    private readonly adminUrl: string,
    private readonly appUrl: string,
    private readonly role: string,
    private readonly run: RunDirectory,
  ) {
    this.describe = {
      freeze: `INSERT, UPDATE, DELETE, TRUNCATE and the use of sequences are revoked from ${role}, also for tables made from now on; its sessions are ended`,
      verify: `${role} must have no way left to write any table, and an UPDATE as ${role} must fail`,
      unfreeze: `${role} gets back exactly what was revoked`,
    };
  }

  async check(): Promise<void> {
    await refuseTwoDatabases(this.adminUrl, this.appUrl);
    await withAdminSession(this.adminUrl, async (session) => {
      const faults = await findOtherPrivileges(session, this.role);
      if (faults.length > 0) throw new CutoverError(windowFailures.freezeRights, faults);
      await session.transaction(async () => await this.revoke(session), "ROLLBACK");
    });
  }

  async freeze(): Promise<string> {
    await this.check();
    return await withAdminSession(this.adminUrl, async (session) => {
      const { target } = await readTarget(session);
      const state = await this.recordBefore(session, target);
      await session.transaction(async () => {
        await writeMark(session, this.run.run, state);
        await this.revoke(session);
      });
      const since = await readServerTime(session);
      // What a transaction has written already may still be committed.
      const { ended } = await endOldSessions(session, since, this.role);
      await writeState(this.run, { ...state, since });
      return `${describeGrants(state.before)} revoked from ${this.role}, ${ended} session(s) ended`;
    });
  }

  async verify(): Promise<string> {
    const since = getSince(await this.readOwnState());
    return await withAdminSession(this.adminUrl, async (session) => {
      const faults: Fault[] = [
        ...(await findOtherPrivileges(session, this.role)),
        ...(await findSessionFaults(session, since, this.role)),
        ...toFaults(this.role, await findWritable(session, this.role)),
      ];
      if (faults.length > 0) throw new CutoverError(windowFailures.writesStillTaken, faults);
      const tried = await attemptWrites(session, insufficientPrivilege, this.role);
      return `${tried} as ${this.role}, which has no way left to write`;
    });
  }

  async unfreeze(): Promise<string> {
    return await withAdminSession(this.adminUrl, async (session) => {
      const state = (await this.readOwnState()) ?? (await this.readMarked(session));
      if (state === null) return "Nothing was frozen";
      const { target } = await readTarget(session);
      refuseOtherDatabase(state, target);
      const before = await this.withoutDropped(session, state.before);
      await session.transaction(async () => {
        await this.apply(session, renderGrants(this.role, before));
        const missing = missingGrants(before, await readGrants(session, this.role));
        if (!isEmpty(missing)) throw this.notAllowed(renderGrants(this.role, missing));
      });
      await removeMark(session);
      await removeState(this.run);
      return `${describeGrants(before)} given back to ${this.role}`;
    });
  }

  async isFrozen(): Promise<boolean> {
    if ((await this.readOwnState()) === null) return false;
    return await withAdminSession(
      this.adminUrl,
      async (session) => (await findWritable(session, this.role)).length === 0,
    );
  }

  private async revoke(session: AdminSession): Promise<void> {
    await this.apply(session, renderRevokes(this.role, await readGrants(session, this.role)));
    const left = await readGrants(session, this.role);
    if (!isEmpty(left)) throw this.notAllowed(renderRevokes(this.role, left));
  }

  private async apply(session: AdminSession, statements: readonly GrantStatement[]): Promise<void> {
    try {
      for (const { as, sql } of statements) {
        await session.query("SELECT set_config('role', $1, true)", [as]);
        await session.query(sql);
      }
      await session.query("RESET ROLE");
    } catch (error) {
      if (codeOf(error) === insufficientPrivilege) throw this.notAllowed(statements, error);
      throw error;
    }
  }

  private notAllowed(statements: readonly GrantStatement[], cause?: unknown): CutoverError {
    return new CutoverError(
      windowFailures.freezeRights,
      {
        what: `This user may not change the privileges of ${this.role}`,
        next: `Set CUTOVER_FREEZE_URL to the connection string of a superuser, or of a member of the roles named here; what it will do:\n    ${renderScript(statements)}`,
      },
      { cause },
    );
  }

  /** What the role has now, and what this or another run has already taken from it. */
  private async recordBefore(session: AdminSession, target: string): Promise<RevokedState> {
    const own = await this.readOwnState();
    if (own !== null) refuseOtherDatabase(own, target);
    const others = await findOtherStates(this.run, (state) => this.isSame(state, target));
    const known = [own, await this.readMarked(session), ...others.map(({ state }) => state as RevokedState)];
    const taken = known.map((state) => state?.before ?? nothing);
    const before = [await readGrants(session, this.role), ...taken].reduce(mergeGrants);
    const state: RevokedState = { kind: this.kind, target, since: null, role: this.role, before };
    await writeState(this.run, state);
    for (const { run } of others) await removeState(run);
    return state;
  }

  private isSame(state: FreezeState, target: string): boolean {
    return state.kind === this.kind && state.target === target && state.role === this.role;
  }

  /** What the database says of a freeze whose run directory is gone. */
  private async readMarked(session: AdminSession): Promise<RevokedState | null> {
    const state = (await readMark(session))?.state;
    return state?.kind === this.kind && state.role === this.role ? state : null;
  }

  private async readOwnState(): Promise<RevokedState | null> {
    const state = await readState(this.run);
    return state?.kind === this.kind ? state : null;
  }

  /** Tables, columns and schemas that somebody has dropped since take their privileges with them. */
  private async withoutDropped(session: AdminSession, { relations, defaults }: Grants): Promise<Grants> {
    const isThere = await session.query<{ there: boolean }>(
      `SELECT c.oid IS NOT NULL AND (w.col IS NULL OR a.attname IS NOT NULL) AS there
       FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS w (schema, name, col, number)
         LEFT JOIN pg_namespace n ON n.nspname = w.schema
         LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
         LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.col AND NOT a.attisdropped
       ORDER BY w.number`,
      [relations.map(({ schema }) => schema), relations.map(({ name }) => name), relations.map(({ column }) => column)],
    );
    const schemas = new Set(
      (await session.query<{ name: string }>("SELECT nspname AS name FROM pg_namespace")).map(({ name }) => name),
    );
    return {
      relations: relations.filter((_, index) => isThere[index]?.there === true),
      defaults: defaults.filter(({ schema }) => schema === null || schemas.has(schema)),
    };
  }
}

function toFaults(role: string, writable: readonly string[]): Fault[] {
  if (writable.length === 0) return [];
  const more = writable.length > 5 ? ` and ${writable.length - 5} more` : "";
  return [
    { what: `${role} can still write ${writable.slice(0, 5).join(", ")}${more}`, next: "cutover go freezes again" },
  ];
}

function describeGrants({ relations, defaults }: Grants): string {
  const names = new Set(relations.map(({ schema, name }) => `${schema}.${name}`));
  return `${relations.length + defaults.length} privilege(s) on ${names.size} relation(s)`;
}
