import { afterAll, beforeAll, expect, test } from "vitest";
import { initProject, type InitResult } from "../../scripts/init/initProject.js";
import type { Source } from "../../scripts/sources/source.js";
import { DumpFolder } from "../sources/dump/folder.js";
import { openNew } from "../sources/sqlite/files.js";

let folder: DumpFolder;
beforeAll(async () => void (folder = await DumpFolder.make()));
afterAll(async () => await folder.remove());

async function init(source: Source): Promise<{ plan: string; result: InitResult }> {
  const result = await initProject(source, { appDir: "/nowhere/convex", force: true, dryRun: true });
  return { plan: result.files[0]!.content, result };
}

const [ann, bob] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
const bcrypt = `$2a$10$${"a".repeat(53)}`;

/** The starter template: addresses are in auth.users only, and everything refers to it. */
const template = `CREATE TABLE auth.users (id uuid NOT NULL, email character varying(255), encrypted_password character varying(255),
  email_confirmed_at timestamp with time zone, confirmation_token character varying(255), raw_user_meta_data jsonb, created_at timestamp with time zone);
CREATE TABLE auth.refresh_tokens (id bigint NOT NULL, token character varying(255), user_id character varying(255));
CREATE TABLE public.profiles (id uuid NOT NULL, username text);
CREATE TABLE public.todos (id bigint NOT NULL, user_id uuid NOT NULL, task text);
COPY auth.users (id, email, encrypted_password, email_confirmed_at, confirmation_token, raw_user_meta_data, created_at) FROM stdin;
${ann}	ann@example.com	${bcrypt}	2024-03-10 10:30:00+00	secret	{}	2024-03-10 10:00:00+00
${bob}	\\N		\\N		{}	2024-03-10 10:00:00+00
\\.
COPY auth.refresh_tokens (id, token, user_id) FROM stdin;
1	secret	${ann}
\\.
COPY public.profiles (id, username) FROM stdin;
${ann}	Ann
\\.
COPY public.todos (id, user_id, task) FROM stdin;
1	${ann}	do it
2	${bob}	no profile
\\.
ALTER TABLE ONLY auth.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY auth.refresh_tokens ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.profiles ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.todos ADD CONSTRAINT todos_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.profiles ADD CONSTRAINT profiles_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.todos ADD CONSTRAINT todos_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id);
`;

test("Supabase's starter template: users come from auth.users, without their secrets, and everything refers to them", async () => {
  const { plan, result } = await init(await folder.open(template));
  expect(plan).toMatch(/ {2}users: table\(\n {4}"auth\.users",[^]*\{ match: "email" \}/);
  expect(plan).toContain('email_confirmed_at: timestamp().optional().as("emailVerificationTime"),');
  expect(plan).toContain('user_id: ref("users"),');
  expect(plan).toMatch(/profiles: table\("public\.profiles", \{[^]*ref\("users"\)[^\n]*\.as\("userId"\)/);
  expect(plan).not.toMatch(/encrypted_password:|confirmation_token:|raw_user_meta_data:/);
  expect(result.leftOut.flatMap(({ names }) => names)).toEqual(["auth.refresh_tokens"]);
});

const users = (second: string) => `CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, bio TEXT);
  INSERT INTO users VALUES (1, 'ann@example.com', 'x'), (2, '${second}', NULL);`;

test("addresses that nobody declared unique: users are matched where all of them are different", async () => {
  const unique = await init(await openNew(users("bob@example.com")));
  expect(unique.plan).toContain("all 2 addresses are different");
  expect(unique.plan).toContain('{ match: "email" }');
  const shared = await init(await openNew(users(" ANN@example.com")));
  expect(shared.plan).not.toContain('    { match: "email" },');
  expect(shared.plan).toContain("so users are not matched by them");
});

test("users by another name, where the table has their passwords; a mailing list is none", async () => {
  const people = await init(
    await openNew(`CREATE TABLE members (id INTEGER PRIMARY KEY, email TEXT UNIQUE, password_digest TEXT);
      INSERT INTO members VALUES (1, 'ann@example.com', '${bcrypt}');`),
  );
  expect(people.plan).toMatch(/users: table\(\n {4}"members",[^]*\{ match: "email" \}/);
  const list = await init(
    await openNew(`CREATE TABLE contacts (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
      INSERT INTO contacts VALUES (1, 'ann@example.com');`),
  );
  expect(list.plan).not.toContain("match:");
});

test("credentials become no field of the app: by the column's name, by the look of its values, by the table", async () => {
  const { plan, result } = await init(
    await openNew(`
      CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, hashed_password TEXT, stripeSecretKey TEXT, code TEXT,
        token_count INTEGER, password_changed_at DATETIME, quirk TEXT, note TEXT, services JSON, prefs JSON);
      INSERT INTO users VALUES (1, 'a@example.com', 'x', 'y', '${bcrypt}', 3, '2024-01-01 00:00:00', 'pbkdf2_sha256$600000$s$h', 'hello',
        '{"password":{"bcrypt":"${bcrypt}"}}', '{"theme":"dark"}');
      CREATE TABLE personal_access_tokens (id INTEGER PRIMARY KEY, token TEXT, name TEXT);
      INSERT INTO personal_access_tokens VALUES (1, 'z', 'phone');
      CREATE TABLE Session (id TEXT PRIMARY KEY, sessionToken TEXT, expires DATETIME);
      INSERT INTO Session VALUES ('s', 't', '2024-01-01 00:00:00');
      CREATE TABLE sessions (id INTEGER PRIMARY KEY, room TEXT, starts DATETIME);
      INSERT INTO sessions VALUES (1, 'Hall A', '2024-01-01 00:00:00');`),
  );
  for (const column of ["hashed_password", "stripeSecretKey", "code", "quirk", "services"])
    expect(plan).toContain(`${column}: omit("`);
  for (const line of [
    "token_count: integer()",
    "password_changed_at: timestamp()",
    "note: text()",
    "prefs: json(v.any())",
    'sessions: table("sessions"',
  ])
    expect(plan).toContain(line);
  expect(plan).toMatch(/omit: \{\n\s+Session: "[^"]+",\n\s+personal_access_tokens: "[^"]+",/);
  expect(result.leftOut.flatMap(({ names }) => names)).toEqual([
    "Session",
    "personal_access_tokens",
    "users.hashed_password",
    "users.stripeSecretKey",
    "users.code",
    "users.quirk",
    "users.services",
  ]);
});

test("supabase db dump has no CREATE TABLE for the accounts: their columns are known all the same", async () => {
  const withoutAuth = template
    .replace(/CREATE TABLE auth\.[^;]*;\n/g, "")
    .replace(/ALTER TABLE ONLY auth\.[^;]*;\n/g, "");
  const { plan } = await init(await folder.open(withoutAuth));
  expect(plan).toContain('id: id({ form: "uuid" }),\n      email: email().optional(),');
  expect(plan).toContain('email_confirmed_at: timestamp().optional().as("emailVerificationTime"),');
});

test.each([
  ["auth_user", "Django's own"],
  ["accounts_customuser", "Django's, replaced by the app"],
])("%s: users by the last word of the name, where the table has their passwords", async (name) => {
  const { plan } = await init(
    await openNew(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY, email TEXT, password TEXT);
      INSERT INTO ${name} VALUES (1, 'ann@example.com', '${bcrypt}'), (2, 'bob@example.com', '!');
      CREATE TABLE role_user (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO role_user VALUES (1, 'x@example.com');`),
  );
  expect(plan).toMatch(new RegExp(`users: table\\(\\n {4}"${name}",[^]*\\{ match: "email" \\}`));
  expect(plan).toContain('roleUser: table("role_user"');
});

test.each([
  ["sessions", "id TEXT PRIMARY KEY, user_id INTEGER, payload TEXT, last_activity INTEGER", "'secret', 1, 'x', 1"],
  [
    "django_session",
    "session_key TEXT PRIMARY KEY, session_data TEXT, expire_date DATETIME",
    "'secret', 'x', '2024-01-01'",
  ],
  ["session", "sid TEXT PRIMARY KEY, sess TEXT, expire DATETIME", "'secret', '{}', '2024-01-01'"],
])("%s: its key is what lets somebody in, so it is left out", async (name, columns, row) => {
  const { result } = await init(
    await openNew(
      `CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE ${name} (${columns}); INSERT INTO ${name} VALUES (${row});`,
    ),
  );
  expect(result.leftOut).toMatchObject([{ names: [name], isNamed: true }]);
});
