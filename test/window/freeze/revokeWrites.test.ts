import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { readState, type RevokedState, writeState } from "../../../scripts/window/freeze/freeze.js";
import { openFreeze } from "../../../scripts/window/freeze/openFreeze.js";
import type { WindowContext } from "../../../scripts/window/hooks.js";
import { failureOf, makeContext } from "../support.js";
import { type AppServer, attempt, connectAs, readPrivileges, startAppServer } from "./server.js";

let server: AppServer;
let database: string;
let count = 0;
let made: Awaited<ReturnType<typeof makeContext>>;
let context: WindowContext;

beforeAll(async () => void (server = await startAppServer()));
afterAll(async () => await server.stop());
beforeEach(async () => {
  database = `db${(count += 1)}`;
  await server.createDatabase(database);
  await server.run(grants, database);
  const window = { freeze: { kind: "revokeWrites", role: "app" } } as const;
  made = await makeContext({ source: server.urlOf("postgres", database), window });
  context = made.context;
});
afterEach(async () => await made.remove());

/** One of each: relation, column, view, sequence, with and without grant option, by another than the owner, for the future. */
const grants = `
  SET ROLE owner;
  GRANT INSERT, UPDATE, DELETE ON "Shop".items TO app;
  GRANT TRUNCATE, REFERENCES ON "Shop".items TO app WITH GRANT OPTION;
  GRANT INSERT (note), UPDATE (note) ON "Shop"."Orders" TO app;
  GRANT UPDATE ON "Shop".cheap TO app;
  GRANT USAGE, SELECT ON SEQUENCE "Shop".items_id_seq TO app;
  GRANT INSERT ON "Shop"."Orders" TO staff WITH GRANT OPTION;
  ALTER DEFAULT PRIVILEGES IN SCHEMA "Shop" GRANT SELECT, INSERT ON TABLES TO app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA "Shop" GRANT USAGE ON SEQUENCES TO app WITH GRANT OPTION;
  ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO app;
  RESET ROLE;
  SET ROLE staff;
  GRANT INSERT ON "Shop"."Orders" TO app;
`;

const insert = `INSERT INTO "Shop".items (name) VALUES ('x')`;
const open = async () => await openFreeze(context);
const appDoes = async (sql: string) => await attempt(server.urlOf("app", database), sql);

test("every way to write is taken and given back exactly, reading stays", async () => {
  const before = await readPrivileges(server, database);
  const freeze = await open();
  expect(await freeze.freeze()).toBe("12 privilege(s) on 4 relation(s) revoked from app, 0 session(s) ended");
  const writes = [
    insert,
    `UPDATE "Shop".items SET price = 2`,
    `DELETE FROM "Shop".items`,
    `TRUNCATE "Shop".items`,
    `INSERT INTO "Shop"."Orders" (note) VALUES ('x')`,
    `UPDATE "Shop".cheap SET price = 2`,
    `SELECT nextval('"Shop".items_id_seq')`,
  ];
  for (const sql of writes) expect([sql, await appDoes(sql)]).toEqual([sql, "42501"]);
  expect(await appDoes(`SELECT * FROM "Shop".items`)).toBeNull();
  await server.run(`SET ROLE owner; CREATE TABLE "Shop".later (id serial, name text)`, database);
  expect(await appDoes(`INSERT INTO "Shop".later (name) VALUES ('x')`)).toBe("42501");
  expect(await freeze.isFrozen()).toBe(true);
  expect(await freeze.verify()).toBe(
    `UPDATE "Shop"."Orders" failed with 42501, plain and after BEGIN TRANSACTION READ WRITE as app, which has no way left to write`,
  );
  await server.run(`DROP TABLE "Shop".later`, database);
  await freeze.unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
  expect([await freeze.isFrozen(), await appDoes(insert), await readState(context.run)]).toEqual([false, null, null]);
});

test("again is harmless: frozen twice, given back twice", async () => {
  const before = await readPrivileges(server, database);
  for (let round = 0; round < 2; round++) await (await open()).freeze();
  for (let round = 0; round < 2; round++) await (await open()).unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
});

test("the app's session is ended: what it has written already is not committed", async () => {
  const pooled = await connectAs(server.urlOf("app", database));
  const reader = await connectAs(server.urlOf("reader", database));
  await pooled.query(`BEGIN; ${insert}`);
  const freeze = await open();
  expect(await freeze.freeze()).toContain("1 session(s) ended");
  await expect(pooled.query("COMMIT")).rejects.toThrow(/terminat|connection/i);
  await reader.query("SELECT 1");
  await reader.client.end();
  await freeze.unfreeze();
});

test("killed after the record: the record and what is there make the same whole", async () => {
  const before = await readPrivileges(server, database);
  await (await open()).freeze();
  const state = (await readState(context.run)) as RevokedState;
  await (await open()).unfreeze();
  await writeState(context.run, { ...state, since: null });
  expect((await failureOf((await open()).verify())).message).toContain("not frozen");
  await (await open()).unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
  await writeState(context.run, { ...state, since: null });
  await (await open()).freeze();
  await (await open()).unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
});

test("a kill after the revoke, before the sessions were ended, is made good by freezing again", async () => {
  const before = await readPrivileges(server, database);
  await (await open()).freeze();
  const state = (await readState(context.run)) as RevokedState;
  await writeState(context.run, { ...state, since: null });
  await (await open()).freeze();
  expect(((await readState(context.run)) as RevokedState).before.relations).toHaveLength(state.before.relations.length);
  await (await open()).unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
});

test("a run that finds the freeze of a killed run gives back what that one took", async () => {
  const before = await readPrivileges(server, database);
  await (await open()).freeze();
  const killed = context.run;
  context = await made.nextRun();
  const freeze = await open();
  await freeze.freeze();
  expect(await readState(killed)).toBeNull();
  await freeze.unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
});

test("the plan may change meanwhile: what is undone is what was done", async () => {
  const before = await readPrivileges(server, database);
  await (await open()).freeze();
  context = { ...context, window: { freeze: { kind: "readOnlyDatabase" } } };
  const freeze = await open();
  expect(freeze.kind).toBe("revokeWrites");
  await freeze.unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
  expect((await open()).kind).toBe("readOnlyDatabase");
});

test("what somebody dropped meanwhile is left out on the way back", async () => {
  const freeze = await open();
  await freeze.freeze();
  await server.run(
    `DROP VIEW "Shop".cheap; ALTER TABLE "Shop"."Orders" DROP COLUMN note; SET ROLE owner; CREATE TABLE "Shop".other (id int)`,
    database,
  );
  await freeze.unfreeze();
  expect(await appDoes(insert)).toBeNull();
});

test.each([
  {
    way: "ownership",
    sql: `ALTER TABLE "Shop".items OWNER TO app`,
    says: 'app owns 2 relation(s) such as "Shop".items,',
  },
  {
    way: "a grant to PUBLIC",
    sql: `GRANT UPDATE ON "Shop".items TO PUBLIC`,
    says: 'app may write 1 relation(s) such as "Shop".items by a grant to PUBLIC',
  },
  {
    way: "a grant to PUBLIC on a column",
    sql: `GRANT UPDATE (name) ON "Shop".items TO PUBLIC`,
    says: "by a grant to PUBLIC",
  },
  {
    way: "what it has passed on",
    sql: `SET ROLE app; GRANT TRUNCATE ON "Shop".items TO staff`,
    says: 'app has passed its privileges on to staff (such as on "Shop".items)',
  },
])("$way makes a revoke ineffective, and is refused before anything is changed", async ({ sql, says }) => {
  await server.run(sql, database);
  const before = await readPrivileges(server, database);
  const { failure, message } = await failureOf((await open()).freeze());
  expect([failure, message]).toEqual(["gate", expect.stringContaining(says)]);
  expect(await readPrivileges(server, database)).toEqual(before);
  expect(await readState(context.run)).toBeNull();
});

test.each(["GRANT team TO app", "GRANT team TO app WITH INHERIT FALSE"])("%s is a way to write", async (membership) => {
  await server.run("CREATE ROLE team");
  try {
    await server.run(`GRANT UPDATE ON "Shop".items TO team; ${membership}`, database);
    expect((await failureOf((await open()).check())).message).toContain("by its membership in team");
    await server.run("REVOKE team FROM app");
    await (await open()).check();
  } finally {
    await server.run("DROP OWNED BY team; DROP ROLE team", database);
  }
});

test.each([
  { grant: "ALTER ROLE app SUPERUSER", undo: "ALTER ROLE app NOSUPERUSER", says: "app is a superuser" },
  { grant: "GRANT postgres TO app", undo: "REVOKE postgres FROM app", says: "app is a member of postgres" },
  {
    grant: "GRANT pg_write_all_data TO app",
    undo: "REVOKE pg_write_all_data FROM app",
    says: "app is a member of pg_write_all_data",
  },
])("$grant cannot be frozen by a revoke", async ({ grant, undo, says }) => {
  await server.run(grant);
  try {
    expect((await failureOf((await open()).check())).message).toContain(says);
  } finally {
    await server.run(undo);
  }
});

test("a role that does not exist is named", async () => {
  context = { ...context, window: { freeze: { kind: "revokeWrites", role: "ap" } } };
  expect((await failureOf((await open()).check())).message).toContain("There is no role ap");
});

test("who may not revoke reads the whole script, and nothing is changed", async () => {
  context = { ...context, source: server.urlOf("reader", database) };
  const before = await readPrivileges(server, database);
  const { failure, message } = await failureOf((await open()).freeze());
  expect(failure).toBe("gate");
  expect(message).toContain(`SET ROLE "owner"; REVOKE DELETE ON TABLE "Shop"."items" FROM "app";`);
  expect(await readPrivileges(server, database)).toEqual(before);
  expect(await readState(context.run)).toBeNull();
});

test("the owner may revoke what it gave, but not what another role gave", async () => {
  context = { ...context, source: server.urlOf("owner", database) };
  expect((await failureOf((await open()).check())).message).toContain(`SET ROLE "staff"; REVOKE INSERT`);
  await server.run(`SET ROLE staff; REVOKE INSERT ON "Shop"."Orders" FROM app`, database);
  const before = await readPrivileges(server, database);
  const freeze = await open();
  await freeze.freeze();
  expect(await freeze.verify()).toContain("READ WRITE as app");
  await freeze.unfreeze();
  expect(await readPrivileges(server, database)).toEqual(before);
});

test("a privilege that somebody gives during the freeze is named, and given back like the others", async () => {
  const freeze = await open();
  await freeze.freeze();
  await server.run(`GRANT UPDATE (price) ON "Shop".items TO app`, database);
  expect((await failureOf(freeze.verify())).message).toContain('app can still write "Shop".items');
  await freeze.freeze();
  await freeze.verify();
  await freeze.unfreeze();
  expect(await appDoes(`UPDATE "Shop".items SET price = 3`)).toBeNull();
});

test("an administrator's address that leads to another database is refused", async () => {
  const env = { ...context.env, CUTOVER_FREEZE_URL: server.urlOf("postgres", "postgres") };
  context = { ...context, env };
  expect((await failureOf((await open()).freeze())).message).toContain("CUTOVER_FREEZE_URL names another database");
  expect(await readState(context.run)).toBeNull();
});
