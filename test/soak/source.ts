import { Client } from "pg";
import { startExampleServer, loadDump } from "../examples/perm-tracker/server.js";

export interface SoakSource {
  /** As the command gets it: the owner, who can freeze. */
  readonly url: string;
  /** The role of the old app. */
  readonly appUrl: string;
  readonly userIds: readonly string[];
  readonly caseIds: readonly string[];
  /** Verified addresses of some of its people. */
  readonly emails: readonly string[];
  /** All rows of the tables that people write to, as text. */
  readAll(): Promise<string>;
  stop(): Promise<void>;
}

const appRole = `
  CREATE ROLE old_app LOGIN BYPASSRLS PASSWORD 'old-app';
  GRANT USAGE ON SCHEMA public TO old_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO old_app;`;

/** Fewer rows than the example has: what is looked for is writers, not volume. */
const thin = `
  DELETE FROM public.notifications WHERE id > '55555555-0000-0000-0000-000000000000';
  DELETE FROM public.cases WHERE id > '44444444-0000-0000-0000-000000000000'
    AND id NOT IN (SELECT duplicate_of FROM public.cases WHERE duplicate_of IS NOT NULL);`;

/** PERM's database in a PostgreSQL of its own. */
export async function startSoakSource(): Promise<SoakSource> {
  const server = await startExampleServer();
  // A freeze ends every session, this one, too.
  server.client.on("error", () => {});
  await loadDump(server.client);
  await server.client.query(`SET session_replication_role = DEFAULT; ${thin} ${appRole}`);
  const list = async (sql: string): Promise<string[]> => {
    const { rows } = await server.client.query<{ value: string }>(sql);
    return rows.map(({ value }) => value);
  };
  const appUrl = new URL(server.url);
  appUrl.username = "old_app";
  appUrl.password = "old-app";
  return {
    url: server.url,
    appUrl: appUrl.href,
    userIds: await list("SELECT id AS value FROM public.users WHERE deleted_at IS NULL ORDER BY id LIMIT 60"),
    caseIds: await list(`SELECT c.id AS value FROM public.cases c JOIN public.users u ON u.id = c.user_id
      WHERE c.duplicate_of IS NULL AND NOT c.is_deleted AND c.case_status NOT LIKE 'On Hold%'
        AND coalesce(c.recruitment_start_date, '2020-01-01') BETWEEN '2000-01-01' AND '2100-01-01'
      ORDER BY c.id LIMIT 60`),
    emails: await list(`SELECT lower(trim(email)) AS value FROM public.users
      WHERE email_verified_at IS NOT NULL AND deleted_at IS NULL
      GROUP BY 1 HAVING count(*) = 1 ORDER BY 1 LIMIT 20`),
    readAll: async () => await readAll(server.url),
    stop: async () => await server.stop(),
  };
}

async function readAll(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = ["users", "cases", "notifications", "user_settings", "user_preferences"];
    const texts: string[] = [];
    for (const table of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM public.${table} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join("\n");
  } finally {
    await client.end();
  }
}
