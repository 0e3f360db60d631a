import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgres } from "../../../scripts/sources/postgres/postgres.js";
import { getFreePort, startPostgres, testPassword, type TestPostgres } from "../../support/postgres.js";
import { catchError, renderEverything } from "../support.js";

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.run(`CREATE ROLE limited LOGIN PASSWORD '${testPassword}'`);
});
afterAll(() => postgres?.stop());

const badAddresses: [string, () => string | Promise<string>, RegExp][] = [
  ["a wrong password", () => postgres.urlFor({ password: "wr0ng-secret" }), /refused the user name or the password/],
  ["an unknown user", () => postgres.urlFor({ user: "nobody", password: "wr0ng-secret" }), /user name or the password/],
  ["an unknown database", () => postgres.urlFor({ database: "nothing" }), /no database of this name/],
  ["TLS the server lacks", () => postgres.urlFor({ query: "sslmode=require" }), /does not support encryption/],
  [
    "a closed port",
    async () => `postgres://u:wr0ng-secret@127.0.0.1:${String(await getFreePort())}/db`,
    /nothing listens/,
  ],
  ["an unknown host", () => "postgres://u:wr0ng-secret@no-such-host.invalid/db", /host name/],
];

test.each(badAddresses)("%s", async (_, getUrl, pattern) => {
  const url = await getUrl();
  const error = await catchError(openPostgres(url));
  expect(error.failure).toBe("source");
  expect(error.message).toMatch(pattern);
  expect(error.faults[0]?.where).toMatch(/^postgres:\/\/\w+@[\w.-]+:\d+\/\w+$/);
  expect(error.faults[0]?.next).toBeDefined();
  expect(renderEverything(error)).not.toContain("wr0ng-secret");
  expect(renderEverything(error)).not.toContain(testPassword);
});

test("a server that wants TLS", async () => {
  const { rows } = await postgres.run("SHOW hba_file");
  const { hba_file: path } = rows[0] as { hba_file: string };
  const write = (lines: string) =>
    postgres.run(`COPY (SELECT unnest('{${lines}}'::text[])) TO '${path}'; SELECT pg_reload_conf()`);
  await write("hostssl all limited all scram-sha-256,host all postgres all scram-sha-256");
  await expect
    .poll(async () => (await catchError(openPostgres(postgres.urlFor({ user: "limited" })))).message)
    .toMatch(/only encrypted connections[^]*sslmode=require/);
  await write("host all all all scram-sha-256");
});

test("a port where something else answers was said to have no SSL, with no hint", async () => {
  const web = createServer(
    (socket) => void socket.on("error", () => {}).on("data", () => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
  );
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const { port } = web.address() as AddressInfo;
  const error = await catchError(
    openPostgres(`postgres://u:wr0ng-secret@127.0.0.1:${String(port)}/db?sslmode=require`),
  );
  web.close();
  expect(error.message).toMatch(/is not PostgreSQL[^]*Check host and port/);
  expect(renderEverything(error)).not.toContain("wr0ng-secret");
});

test.each([
  "postgres://user:wr0ng-secret@host:notaport/db",
  "postgres://user:wr0ng-secret@[::1/db",
  "postgres://u:%zz@h/d",
])("a URL that cannot be parsed does not appear in the message: %s", async (url) => {
  const error = await catchError(openPostgres(url));
  expect(renderEverything(error)).not.toContain("wr0ng-secret");
  expect(["usage", "source"]).toContain(error.failure);
});

test("Supabase's transaction pooler is refused by its port", async () => {
  const url = "postgres://postgres.abc:wr0ng-secret@aws-0-eu-central-1.pooler.supabase.com:6543/postgres";
  const error = await catchError(openPostgres(url));
  expect(error.message).toMatch(/transaction mode[^]*5432/);
  expect(error.message).not.toContain("wr0ng-secret");
});
