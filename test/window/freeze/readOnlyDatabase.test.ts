import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Freeze, readState, writeState } from "../../../scripts/window/freeze/freeze.js";
import { openFreeze } from "../../../scripts/window/freeze/openFreeze.js";
import type { WindowContext } from "../../../scripts/window/hooks.js";
import { failureOf, makeContext } from "../support.js";
import { type AppServer, attempt, connectAs, startAppServer } from "./server.js";

let server: AppServer;
let database: string;
let count = 0;
let made: Awaited<ReturnType<typeof makeContext>>;
let context: WindowContext;

beforeAll(async () => void (server = await startAppServer(["max_prepared_transactions=2"])));
afterAll(async () => await server.stop());
beforeEach(async () => {
  database = `db${(count += 1)}`;
  await server.createDatabase(database);
  await server.run(`GRANT ALL ON ALL TABLES IN SCHEMA "Shop" TO app`, database);
  await server.run(`GRANT ALL ON ALL SEQUENCES IN SCHEMA "Shop" TO app`, database);
  made = await makeContext({
    source: server.urlOf("owner", database),
    window: { freeze: { kind: "readOnlyDatabase" } },
  });
  context = made.context;
});
afterEach(async () => await made.remove());

const insert = `INSERT INTO "Shop".items (name) VALUES ('x')`;
const open = async () => await openFreeze(context);
const appWrites = async () => await attempt(server.urlOf("app", database), insert);

/** As pg_db_role_setting has it. */
async function readSetting(): Promise<string[] | null> {
  const { rows } = await server.run(
    `SELECT setconfig FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE datname = '${database}' AND setrole = 0`,
  );
  return (rows[0] as { setconfig: string[] } | undefined)?.setconfig ?? null;
}

test("a freeze ends open sessions, refuses writes in new ones, is proved, and is undone", async () => {
  const pooled = await connectAs(server.urlOf("app", database));
  await pooled.query(`BEGIN; ${insert}`);
  const freeze = await open();
  expect(await freeze.isFrozen()).toBe(false);
  expect(await freeze.freeze()).toBe(`Database ${database} is read-only, 1 session(s) ended`);
  await expect(pooled.query("COMMIT")).rejects.toThrow(/terminat|connection/i);
  expect(pooled.isLost()).toBe(true);
  expect([await freeze.isFrozen(), await appWrites()]).toEqual([true, "25006"]);
  expect(await freeze.verify()).toBe(
    `UPDATE "Shop"."Orders" failed with 25006; this freeze cannot stop transactions that say READ WRITE: one was accepted (and rolled back)`,
  );
  expect(await freeze.unfreeze()).toContain("has no default_transaction_read_only of its own again");
  expect([await freeze.isFrozen(), await appWrites(), await readSetting()]).toEqual([false, null, null]);
  expect(await readState(context.run)).toBeNull();
});

test("sessions begun during the freeze take writes again after it, because they are ended", async () => {
  const freeze = await open();
  await freeze.freeze();
  const pooled = await connectAs(server.urlOf("app", database));
  await expect(pooled.query(insert)).rejects.toThrow("read-only");
  expect(await freeze.unfreeze()).toContain("1 session(s) ended");
  await expect(pooled.query("SELECT 1")).rejects.toThrow(/terminat|connection/i);
});

test.each(["off", "on", "false"])("what was set before, %s, is what is set afterwards", async (before) => {
  await server.run(`ALTER DATABASE ${database} SET work_mem = '5MB'`);
  await server.run(`ALTER DATABASE ${database} SET default_transaction_read_only = ${before}`);
  const setting = await readSetting();
  const freeze = await open();
  expect((await freeze.freeze()).includes("it was read-only before")).toBe(before === "on");
  await freeze.freeze();
  await freeze.unfreeze();
  await freeze.unfreeze();
  expect((await readSetting())?.toSorted()).toEqual(setting?.toSorted());
});

test("killed after the record, before the change: both ways go on from there", async () => {
  await server.run(`ALTER DATABASE ${database} SET default_transaction_read_only = off`);
  const first = await open();
  await first.freeze();
  await first.unfreeze();
  const target = await recordOf(await open());
  await writeState(context.run, { kind: "readOnlyDatabase", target, since: null, before: "off" });
  await (await open()).unfreeze();
  expect(await readSetting()).toEqual(["default_transaction_read_only=off"]);
  await writeState(context.run, { kind: "readOnlyDatabase", target, since: null, before: "off" });
  await (await open()).freeze();
  expect(await appWrites()).toBe("25006");
  await (await open()).unfreeze();
  expect(await readSetting()).toEqual(["default_transaction_read_only=off"]);
});

/** The target as a freeze records it; leaves nothing frozen. */
async function recordOf(freeze: Freeze): Promise<string> {
  await freeze.freeze();
  const state = await readState(context.run);
  await freeze.unfreeze();
  if (state?.kind !== "readOnlyDatabase") throw new Error("not recorded");
  return state.target;
}

test("killed after the change, before the sessions were ended: a freeze is not proved, freezing again ends them", async () => {
  const target = await recordOf(await open());
  const pooled = await connectAs(server.urlOf("app", database));
  await writeState(context.run, { kind: "readOnlyDatabase", target, since: null, before: null });
  await server.run(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
  expect((await failureOf((await open()).verify())).message).toContain("not frozen");
  expect(await (await open()).freeze()).toContain("1 session(s) ended");
  await expect(pooled.query(insert)).rejects.toThrow(/terminat|connection/i);
  await (await open()).unfreeze();
  expect(await readSetting()).toBeNull();
});

test("killed after the way back, before the record was removed: going back again changes nothing", async () => {
  const target = await recordOf(await open());
  await writeState(context.run, { kind: "readOnlyDatabase", target, since: "1", before: null });
  await (await open()).unfreeze();
  expect([await readSetting(), await appWrites()]).toEqual([null, null]);
});

test("a run that finds the freeze of a killed run restores what was there before both", async () => {
  await (await open()).freeze();
  const killed = context.run;
  context = await made.nextRun();
  const freeze = await open();
  expect(await freeze.freeze()).not.toContain("it was read-only before");
  expect(await readState(killed)).toBeNull();
  await freeze.unfreeze();
  expect([await readSetting(), await appWrites()]).toEqual([null, null]);
});

test("the record of another database is not used on this one", async () => {
  await writeState(context.run, { kind: "readOnlyDatabase", target: "1/elsewhere", since: "1", before: null });
  const freeze = await open();
  expect((await failureOf(freeze.freeze())).message).toContain("another database (1/elsewhere)");
  expect((await failureOf(freeze.unfreeze())).message).toContain("another database (1/elsewhere)");
});

test("who may not change the database reads what to do, and nothing is changed", async () => {
  context = { ...context, source: server.urlOf("app", database) };
  const { failure, message } = await failureOf((await open()).freeze());
  expect(failure).toBe("gate");
  expect(message).toContain("app may not change the database");
  expect(message).toContain(`ALTER DATABASE ${database} SET default_transaction_read_only = 'on'`);
  expect(message).toContain("CUTOVER_FREEZE_URL");
  expect(await readState(context.run)).toBeNull();
});

test("an administrator freezes, and the source's own user is the one who tries to write", async () => {
  context = {
    ...context,
    source: server.urlOf("app", database),
    env: { ...context.env, CUTOVER_FREEZE_URL: server.urlOf("postgres", database) },
  };
  const freeze = await open();
  await freeze.freeze();
  expect(await freeze.verify()).toContain("failed with 25006");
  await freeze.unfreeze();
});

test("who may update nothing proves nothing", async () => {
  context = {
    ...context,
    source: server.urlOf("reader", database),
    env: { ...context.env, CUTOVER_FREEZE_URL: server.urlOf("postgres", database) },
  };
  const freeze = await open();
  await freeze.freeze();
  expect((await failureOf(freeze.verify())).message).toContain("reader may update no table");
  await freeze.unfreeze();
});

test("a role with a setting of its own is named before and after the freeze", async () => {
  await server.run(`ALTER ROLE app SET default_transaction_read_only = off`);
  try {
    const next = `ALTER ROLE app IN DATABASE ${database} SET default_transaction_read_only = on;`;
    expect((await failureOf((await open()).freeze())).faults).toEqual([
      expect.objectContaining({ what: expect.stringContaining("Role app has") as string, next }),
    ]);
    await server.run(next);
    await (await open()).freeze();
    await server.run(`ALTER ROLE app IN DATABASE ${database} RESET default_transaction_read_only`);
    expect(await appWrites()).toBeNull();
    expect((await failureOf((await open()).verify())).message).toContain("Role app has");
    await (await open()).unfreeze();
  } finally {
    await server.run(`ALTER ROLE app RESET default_transaction_read_only`);
  }
});

test("a session that switches the freeze off for itself is named while it writes", async () => {
  const freeze = await open();
  await freeze.freeze();
  const stubborn = await connectAs(server.urlOf("app", database));
  await stubborn.query(`BEGIN READ WRITE; ${insert}`);
  context = { ...context, env: { ...context.env, CUTOVER_FREEZE_URL: server.urlOf("postgres", database) } };
  expect((await failureOf((await open()).verify())).message).toMatch(/Session \d+ of app is writing/);
  await freeze.unfreeze();
});

test("sessions that may not be ended are named: a superuser's in words, others as a reason to stop", async () => {
  const platform = await connectAs(server.urlOf("postgres", database));
  const freeze = await open();
  expect(await freeze.freeze()).toMatch(/could not be ended: session \d+ of postgres/);
  expect(await freeze.verify()).toMatch(/failed with 25006.*; left as they are: session \d+ of postgres/);
  await freeze.unfreeze();
  await platform.client.end();
});

test("a session of a role that the user may not end stands in the way of the proof", async () => {
  const foreign = await connectAs(server.urlOf("staff", database));
  const freeze = await open();
  expect(await freeze.freeze()).toMatch(/could not be ended: session \d+ of staff/);
  expect((await failureOf(freeze.verify())).message).toMatch(/session \d+ of staff may have begun before the freeze/);
  await foreign.client.end();
  expect(await freeze.verify()).toContain("failed with 25006");
  await freeze.unfreeze();
});

test("a prepared transaction can still be committed, so there is no freeze", async () => {
  await server.run(`BEGIN; ${insert}; PREPARE TRANSACTION 'left over'`, database);
  expect((await failureOf((await open()).freeze())).message).toContain(
    "The prepared transaction left over of postgres",
  );
  await server.run("ROLLBACK PREPARED 'left over'", database);
  await (await open()).check();
});

test("a subscription writes what another server sends, so there is no freeze", async () => {
  const nowhere = "host=127.0.0.1 port=1";
  await server.run(
    `CREATE SUBSCRIPTION feed CONNECTION '${nowhere}' PUBLICATION p WITH (connect = false, slot_name = 'feed')`,
    database,
  );
  await (await open()).check();
  await server.run("ALTER SUBSCRIPTION feed ENABLE", database);
  const { faults } = await failureOf((await open()).freeze());
  expect(faults).toEqual([
    { what: "Subscription feed writes what another server sends", next: "ALTER SUBSCRIPTION feed DISABLE;" },
  ]);
  await server.run("ALTER SUBSCRIPTION feed DISABLE", database);
  await server.run("ALTER SUBSCRIPTION feed SET (slot_name = NONE)", database);
  await server.run("DROP SUBSCRIPTION feed", database);
});

test("a server that keeps its number to itself is known by its address", async () => {
  await server.run("REVOKE EXECUTE ON FUNCTION pg_control_system FROM PUBLIC", database);
  await (await open()).freeze();
  expect(await readState(context.run)).toMatchObject({ target: `127.0.0.1:${server.port}/${database}` });
  await (await open()).unfreeze();
  expect([await readSetting(), await appWrites()]).toEqual([null, null]);
});

test("a database that is no longer frozen fails the proof, and the attempt leaves nothing", async () => {
  const freeze = await open();
  await freeze.freeze();
  await server.run(`ALTER DATABASE ${database} RESET default_transaction_read_only`);
  const before = await server.run(`SELECT count(*), max(xmin::text) FROM "Shop"."Orders"`, database);
  const { failure, message } = await failureOf(freeze.verify());
  expect(failure).toBe("gate");
  expect(message).toContain("was accepted (and rolled back)");
  const after = await server.run(`SELECT count(*), max(xmin::text) FROM "Shop"."Orders"`, database);
  expect(after.rows).toEqual(before.rows);
  await freeze.unfreeze();
});

test("no password is written down", async () => {
  await (await open()).freeze();
  expect(JSON.stringify(await readState(context.run))).not.toContain("pw");
  await (await open()).unfreeze();
});

test("two commands take turns", async () => {
  const freeze = await open();
  await Promise.all([freeze.freeze(), freeze.freeze(), freeze.isFrozen()]);
  expect(await freeze.verify()).toContain("failed with 25006");
  await Promise.all([freeze.unfreeze(), freeze.isFrozen()]);
  expect(await readSetting()).toBeNull();
});

test("an administrator's address that leads to another database is refused", async () => {
  const env = { ...context.env, CUTOVER_FREEZE_URL: server.urlOf("postgres", "postgres") };
  context = { ...context, env };
  expect((await failureOf((await open()).freeze())).message).toContain("CUTOVER_FREEZE_URL names another database");
  expect(await readState(context.run)).toBeNull();
});
