import { Client } from "pg";
import { startPostgres, type TestPostgres } from "../../support/postgres.js";

/** A server with people: an administrator, the owner of the app's tables, the app's role, and a reader. */
export interface AppServer extends TestPostgres {
  /** A new database with the app's tables; nothing of the ones before is left in the roles. */
  createDatabase(name: string): Promise<void>;
  urlOf(user: string, database: string): string;
}

const rolesSql = `
  CREATE ROLE owner LOGIN PASSWORD 'pw';
  CREATE ROLE app LOGIN PASSWORD 'pw';
  CREATE ROLE staff LOGIN PASSWORD 'pw';
  CREATE ROLE reader LOGIN PASSWORD 'pw';
  GRANT app TO owner;
`;

const tablesSql = `
  SET ROLE owner;
  CREATE SCHEMA "Shop";
  CREATE TABLE "Shop"."Orders" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text DEFAULT 'new', twice int GENERATED ALWAYS AS (1 + 1) STORED);
  CREATE TABLE "Shop".items (id serial PRIMARY KEY, name text, price int);
  CREATE VIEW "Shop".cheap AS SELECT * FROM "Shop".items WHERE price < 10;
  INSERT INTO "Shop"."Orders" (note) VALUES ('first'), ('second');
  INSERT INTO "Shop".items (name, price) VALUES ('pen', 1);
  GRANT USAGE ON SCHEMA "Shop" TO app, staff, reader;
  GRANT SELECT ON ALL TABLES IN SCHEMA "Shop" TO app, reader;
`;

export async function startAppServer(settings: readonly string[] = []): Promise<AppServer> {
  const server = await startPostgres(settings);
  await server.run(rolesSql);
  const urlOf = (user: string, database: string) =>
    user === "postgres" ? server.urlFor({ database }) : server.urlFor({ user, password: "pw", database });
  return {
    ...server,
    urlOf,
    async createDatabase(name) {
      await server.run(`CREATE DATABASE ${name} OWNER owner`);
      await server.run(tablesSql, name);
    },
  };
}

/** A connection that stays, as an app's pool keeps one. `lost` tells when the server has ended it. */
export async function connectAs(url: string) {
  const client = new Client({ connectionString: url });
  const state = { lost: false };
  client.on("error", () => (state.lost = true));
  client.on("end", () => (state.lost = true));
  await client.connect();
  return { client, isLost: () => state.lost, query: async (sql: string) => await client.query(sql) };
}

/** The code an attempt fails with; null when it is accepted. In a session of its own. */
export async function attempt(url: string, sql: string): Promise<string | null> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(sql);
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Every privilege in the database, in one order: what must be the same before and after. */
export async function readPrivileges(server: TestPostgres, database: string): Promise<unknown[]> {
  const { rows } = await server.run(
    `SELECT 'relation' AS what, n.nspname || '.' || c.relname AS name, x.grantor::regrole::text, x.grantee, x.privilege_type, x.is_grantable
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) x
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     UNION ALL
     SELECT 'column', c.relname || '.' || a.attname, x.grantor::regrole::text, x.grantee, x.privilege_type, x.is_grantable
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid CROSS JOIN LATERAL aclexplode(a.attacl) x
     WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
     UNION ALL
     SELECT 'default', d.defaclrole::regrole || ' ' || d.defaclnamespace || ' ' || d.defaclobjtype::text, x.grantor::regrole::text, x.grantee, x.privilege_type, x.is_grantable
     FROM pg_default_acl d CROSS JOIN LATERAL aclexplode(d.defaclacl) x
     ORDER BY 1, 2, 3, 4, 5, 6`,
    database,
  );
  return rows;
}
