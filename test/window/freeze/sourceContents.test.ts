import { afterAll, beforeAll, expect, test } from "vitest";
import { findChangedTables, readContents } from "../../../scripts/window/freeze/sourceContents.js";
import { openFreeze } from "../../../scripts/window/freeze/openFreeze.js";
import { makeContext } from "../support.js";
import { type AppServer, attempt, startAppServer } from "./server.js";

let server: AppServer;
beforeAll(async () => {
  server = await startAppServer();
  await server.createDatabase("shop");
  await server.run(`GRANT ALL ON ALL TABLES IN SCHEMA "Shop" TO app`, "shop");
  await server.run(`GRANT ALL ON ALL SEQUENCES IN SCHEMA "Shop" TO app`, "shop");
});
afterAll(async () => await server.stop());

const look = async (planned = ["Shop.items", "Orders"]) => await readContents(server.urlOf("owner", "shop"), planned);
const write = async (sql: string) => await attempt(server.urlOf("app", "shop"), sql);

test("the weak freeze, and a transaction that says READ WRITE: the second look names the table", async () => {
  const window = { freeze: { kind: "readOnlyDatabase" } } as const;
  const { context, remove } = await makeContext({ source: server.urlOf("owner", "shop"), window });
  const freeze = await openFreeze(context);
  await freeze.freeze();
  expect(await freeze.verify()).toContain("cannot stop transactions that say READ WRITE");
  const before = await look();
  expect(findChangedTables(before, await look())).toEqual([]);
  const insert = `INSERT INTO "Shop".items (name) VALUES ('x')`;
  expect(await write(insert)).toBe("25006");
  expect(findChangedTables(before, await look())).toEqual([]);
  expect(await write(`BEGIN TRANSACTION READ WRITE; ${insert}; COMMIT`)).toBeNull();
  expect(findChangedTables(before, await look())).toEqual([`"Shop".items`]);
  await freeze.unfreeze();
  await remove();
});

test.each([
  ["an update that changes nothing", `UPDATE "Shop".items SET name = name WHERE id = 1`],
  ["a delete", `DELETE FROM "Shop".items WHERE id > 1`],
  [
    "a row that goes and comes back",
    `DELETE FROM "Shop".items WHERE id = 1; INSERT INTO "Shop".items VALUES (1, 'pen', 1)`,
  ],
])("%s is seen; what was rolled back is not", async (_name, sql) => {
  await write(`INSERT INTO "Shop".items (name) VALUES ('more')`);
  const before = await look();
  expect(await write(`BEGIN; ${sql}; ROLLBACK`)).toBeNull();
  expect(findChangedTables(before, await look())).toEqual([]);
  expect(await write(sql)).toBeNull();
  expect(findChangedTables(before, await look())).toEqual([`"Shop".items`]);
});

test("a plan that reads a view looks at every table; one that reads a table looks at no other", async () => {
  expect(Object.keys((await look(["Shop.cheap"])).tables).toSorted()).toEqual([`"Shop"."Orders"`, `"Shop".items`]);
  expect(Object.keys((await look(["items"])).tables)).toEqual([`"Shop".items`]);
});
