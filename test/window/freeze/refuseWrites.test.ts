import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readState } from "../../../scripts/window/freeze/freeze.js";
import { openFreeze } from "../../../scripts/window/freeze/openFreeze.js";
import type { WindowContext } from "../../../scripts/window/hooks.js";
import { failureOf, makeContext } from "../support.js";
import { type AppServer, attempt, connectAs, readPrivileges, startAppServer } from "./server.js";

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
  made = await makeContext({ source: server.urlOf("owner", database), tables: ["Shop.items", "Orders"] });
  context = made.context;
});
afterEach(async () => await made.remove());

const insert = `INSERT INTO "Shop".items (name) VALUES ('x')`;
const update = `UPDATE "Shop".items SET name = name`;
const open = async () => await openFreeze(context);
const writes = async (user: string, sql = insert) => await attempt(server.urlOf(user, database), sql);

async function hasSchema(): Promise<boolean> {
  const { rows } = await server.run("SELECT 1 FROM pg_namespace WHERE nspname = 'convex_cutover'", database);
  return rows.length > 0;
}

test("transactions that say READ WRITE are refused as plain ones are, for owners and superusers too, and all can write afterwards", async () => {
  const before = await readPrivileges(server, database);
  const freeze = await open();
  expect(await freeze.freeze()).toBe("2 table(s) refuse writes");
  for (const user of ["app", "owner", "postgres"]) {
    expect(await writes(user)).toBe("25006");
    expect(await writes(user, `BEGIN TRANSACTION READ WRITE; ${insert}; COMMIT`)).toBe("25006");
    expect(await writes(user, `DELETE FROM "Shop".items WHERE id = -1`)).toBe("25006");
  }
  expect(await writes("owner", `TRUNCATE "Shop".items`)).toBe("25006");
  expect(await writes("postgres", `SET session_replication_role = replica; ${insert}`)).toBe("25006");
  expect(await writes("app", `INSERT INTO "Shop".cheap (name, price) VALUES ('x', 1)`)).toBe("25006");
  expect(await freeze.verify()).toBe(
    `UPDATE "Shop"."Orders" failed with 25006, plain and after BEGIN TRANSACTION READ WRITE; every role is refused`,
  );
  expect(await freeze.isFrozen()).toBe(true);
  expect(await freeze.unfreeze()).toBe("Every table takes writes again");
  expect([await writes("app"), await freeze.isFrozen(), await hasSchema()]).toEqual([null, false, false]);
  expect(await readPrivileges(server, database)).toEqual(before);
  expect(await readState(context.run)).toBeNull();
  expect(await freeze.unfreeze()).toBe("Nothing was frozen");
});

test("a pooled session that was there before is refused without being ended, and writes again afterwards", async () => {
  const pooled = await connectAs(server.urlOf("app", database));
  await pooled.query(`PREPARE add AS ${insert}`);
  await pooled.query("EXECUTE add");
  await (await open()).freeze();
  await expect(pooled.query("EXECUTE add")).rejects.toThrow("takes no writes");
  await (await open()).unfreeze();
  await pooled.query("EXECUTE add");
  await pooled.client.end();
});

test.each(['"Shop".items', '"Shop"."Orders"'])(
  "an unfreeze that met a transaction over two tables failed with a deadlock: %s first",
  async (first) => {
    await (await open()).freeze();
    const reader = await connectAs(server.urlOf("postgres", database));
    // The drop is the one that PostgreSQL finds in the deadlock.
    await reader.query(`SET deadlock_timeout = '1h'; BEGIN; SELECT FROM ${first}`);
    const unfreezing = (await open()).unfreeze();
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = '${database}' AND wait_event_type = 'Lock'`;
    while ((await server.run(waiting)).rowCount === 0) await sleep(10);
    await reader.query('SELECT FROM "Shop".items; SELECT FROM "Shop"."Orders"; COMMIT');
    await reader.client.end();
    expect(await unfreezing).toBe("Every table takes writes again");
    expect([await writes("app"), await hasSchema()]).toEqual([null, false]);
  },
);

test("a transaction that has written and does not end is ended, and what it wrote is not committed", async () => {
  const pooled = await connectAs(server.urlOf("app", database));
  await pooled.query(`BEGIN; ${insert}`);
  expect(await (await open()).freeze()).toBe("2 table(s) refuse writes, 1 session(s) ended");
  await expect(pooled.query("COMMIT")).rejects.toThrow(/terminat|connection/i);
});

test("a long report does not keep the source frozen: writes are let through, and what is left is said and dropped next time", async () => {
  await (await open()).freeze();
  const report = await connectAs(server.urlOf("reader", database));
  await report.query(`BEGIN; SELECT count(*) FROM "Shop".items`);
  expect(await (await open()).unfreeze()).toContain("DROP SCHEMA convex_cutover CASCADE");
  expect([await writes("app"), await hasSchema()]).toEqual([null, true]);
  expect((await failureOf((await open()).freeze())).message).toContain("while its tables are read");
  await report.query("COMMIT");
  await report.client.end();
  expect(await (await open()).freeze()).toBe("2 table(s) refuse writes");
  await (await open()).unfreeze();
  expect([await writes("app"), await hasSchema()]).toEqual([null, false]);
});

test("a table made after the freeze is named, and frozen by the next try", async () => {
  await (await open()).freeze();
  await server.run(`CREATE TABLE "Shop".later (id int)`, database);
  await server.run(`ALTER TABLE "Shop".later OWNER TO owner`, database);
  expect((await failureOf((await open()).verify())).message).toContain(`Table "Shop".later takes writes`);
  await (await open()).freeze();
  await (await open()).verify();
});

test("a planned table this user may not guard is named before anything is changed; another is only said", async () => {
  await server.run(`CREATE TABLE "Shop".platform (id int)`, database);
  const freeze = await open();
  await freeze.freeze();
  expect(await freeze.verify()).toContain(`; not frozen, and not in the plan: "Shop".platform`);
  await freeze.unfreeze();
  const strict = await openFreeze({ ...context, tables: ["Shop.platform"] });
  const { message } = await failureOf(strict.check());
  expect(message).toContain(`may put no trigger on "Shop".platform, which belongs to postgres`);
});

test("the run's folder is lost: the database itself says what ends its freeze", async () => {
  await (await open()).freeze();
  const elsewhere = await makeContext({ source: context.source });
  const freeze = await openFreeze(elsewhere.context);
  expect(await freeze.isFrozen()).toBe(true);
  expect(await freeze.unfreeze()).toBe("Every table takes writes again");
  expect([await writes("app"), await hasSchema()]).toEqual([null, false]);
  await elsewhere.remove();
});

test.each(["readOnlyDatabase", "revokeWrites"] as const)(
  "the run's folder is lost with a freeze of kind %s: it ends as the database says, and a new window does not take it for what was there before",
  async (kind) => {
    const source = server.urlOf("postgres", database);
    const window = { freeze: kind === "revokeWrites" ? ({ kind, role: "staff" } as const) : ({ kind } as const) };
    await server.run(`GRANT ALL ON ALL TABLES IN SCHEMA "Shop" TO staff`, database);
    const before = await readPrivileges(server, database);
    await (await openFreeze({ ...context, source, window })).freeze();
    expect(await writes("staff", update)).not.toBeNull();
    const elsewhere = await makeContext({ source, window });
    await (await openFreeze(elsewhere.context)).freeze();
    await (await openFreeze(elsewhere.context)).unfreeze();
    expect([await writes("staff", update), await hasSchema()]).toEqual([null, false]);
    expect(await readPrivileges(server, database)).toEqual(before);
    await elsewhere.remove();
  },
);
