import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { writeProposals } from "../../scripts/project/generate.js";
import { loadProjectFiles } from "../../scripts/project/project.js";
import type { Report } from "../../scripts/report/report.js";
import { startCutover } from "../support/cutover.js";
import { compile, createProject, generateCode, runInit, type TestProject } from "./support.js";

const projects: TestProject[] = [];
afterEach(async () => {
  for (const project of projects.splice(0)) await project.remove();
});

const bcrypt = `$2a$10$${"a".repeat(53)}`;
const [ann, bob, cy] = ["1", "2", "3"].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`) as [
  string,
  string,
  string,
];

/** Supabase: two users with passwords, one of them with Google as well, one with Google alone. */
const supabase = `CREATE TABLE auth.users (id uuid NOT NULL, email character varying(255), encrypted_password character varying(255),
  email_confirmed_at timestamp with time zone, raw_user_meta_data jsonb, created_at timestamp with time zone);
CREATE TABLE auth.identities (provider_id text NOT NULL, user_id uuid NOT NULL, identity_data jsonb NOT NULL, provider text NOT NULL, id uuid NOT NULL);
CREATE TABLE public.profiles (id uuid NOT NULL, full_name text, avatar_url text, firm text);
CREATE TABLE public.todos (id bigint NOT NULL, user_id uuid NOT NULL, task text NOT NULL, done boolean NOT NULL);
COPY auth.users (id, email, encrypted_password, email_confirmed_at, raw_user_meta_data, created_at) FROM stdin;
${ann}	Ann@example.com	${bcrypt}	2024-03-10 10:30:00+00	{}	2024-03-10 10:00:00+00
${bob}	bob@example.com	${bcrypt}	\\N	{}	2024-03-10 10:00:00+00
${cy}	cy@example.com		2024-03-10 10:30:00+00	{}	2024-03-10 10:00:00+00
\\.
COPY auth.identities (provider_id, user_id, identity_data, provider, id) FROM stdin;
${ann}	${ann}	{}	email	aaaaaaaa-1111-4111-8111-111111111111
sub-ann	${ann}	{}	google	bbbbbbbb-1111-4111-8111-111111111111
sub-cy	${cy}	{}	google	cccccccc-1111-4111-8111-111111111111
\\.
COPY public.profiles (id, full_name, avatar_url, firm) FROM stdin;
${ann}	Ann	https://example.com/ann.png	Lee
\\.
COPY public.todos (id, user_id, task, done) FROM stdin;
1	${ann}	do it	t
\\.
ALTER TABLE ONLY auth.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.profiles ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.todos ADD CONSTRAINT todos_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.profiles ADD CONSTRAINT profiles_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.todos ADD CONSTRAINT todos_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id);
`;

const app = {
  "schema.ts": `import { authTables } from "@convex-dev/auth/server";
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  ...authTables,
  tasks: defineTable({ text: v.string() }), // mine
});
`,
  "convex.config.ts": `import { defineApp } from "convex/server";

const app = defineApp();
export default app;
`,
  "auth.ts": `import { Password } from "@convex-dev/auth/providers/Password";
import { convexAuth } from "@convex-dev/auth/server";

export const { auth, signIn, signOut, store, isAuthenticated } = convexAuth({
  providers: [Password],
});
`,
};

async function initApp(files: Readonly<Record<string, string>>, dump: string) {
  const project = await createProject();
  projects.push(project);
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(project.appDir, name), text);
  const source = path.join(project.dir, "dump.sql");
  await writeFile(source, dump);
  const result = await runInit(source, project);
  const read = async (name: string) => await readFile(path.join(project.appDir, name), "utf8");
  return { project, source, result, read };
}

test("an app with Convex Auth moves from Supabase: its files are edited, sign-ins come along, and it rehearses as it is", async () => {
  const { project, source, result, read } = await initApp(app, supabase);
  expect(result.files.map(({ path: file, state }) => [path.basename(file), state])).toEqual([
    ["plan.ts", "new"],
    ["migrations.ts", "new"],
    [".env.example", "new"],
    ["plan.source.ts", "new"],
  ]);
  expect(await read("schema.ts")).toBe(app["schema.ts"]);
  expect(result.edits.map(({ path: file, pastes }) => [path.basename(file), pastes])).toEqual([
    ["schema.ts", []],
    ["convex.config.ts", []],
    ["auth.ts", []],
  ]);
  await writeProposals(result.edits);
  const schema = await read("schema.ts");
  expect(schema).toContain("  tasks: defineTable({ text: v.string() }), // mine\n");
  expect(schema).toContain("export default duringCutover(schema, plan);");
  const plan = await read("plan.ts");
  expect(plan).toMatch(/users: table\(\n {4}"auth\.users",[^]*\{ match: "email" \}/);
  expect(plan).toMatch(
    /authAccounts: union\([^]*"auth\.users",[^]*secret: text\(\)\.from\("encrypted_password"\)[^]*"auth\.identities",/,
  );
  expect(await read("auth.ts")).toContain("callbacks: cutover.authCallbacks(),");
  expect(await read("auth.ts")).toContain("providers: [legacyPassword({ cutover })]");

  await generateCode(project);
  expect(await compile(project)).toBe("");
  const words = [
    "rehearse",
    source,
    "--plan",
    path.join(project.appDir, "plan.ts"),
    "--dir",
    path.join(project.dir, "runs"),
    "--json",
  ];
  const { code, stdout, stderr } = await startCutover(words).finished;
  expect(`${code}\n${code === 0 ? "" : stderr}`).toBe("0\n");
  const { tables } = JSON.parse(stdout) as Report;
  expect(tables.map(({ table, loaded, verified }) => [table, loaded, verified])).toEqual([
    ["users", 3, true],
    ["profiles", 1, true],
    ["todos", 1, true],
    ["authAccounts", 4, true],
  ]);
});

const nextAuth = `CREATE TABLE public."User" (id text NOT NULL, name text, email text, "emailVerified" timestamp without time zone, image text, role text NOT NULL);
CREATE TABLE public."Account" (id text NOT NULL, "userId" text NOT NULL, type text NOT NULL, provider text NOT NULL, "providerAccountId" text NOT NULL, refresh_token text, expires_at integer);
COPY public."User" (id, name, email, "emailVerified", image, role) FROM stdin;
u1	Ann	ann@example.com	2024-03-10 10:30:00	https://example.com/a.png	admin
u2	Ann again	ANN@example.com	\\N	\\N	member
\\.
COPY public."Account" (id, "userId", type, provider, "providerAccountId", refresh_token, expires_at) FROM stdin;
a1	u1	oauth	google	sub-1	secret	1700000000
\\.
ALTER TABLE ONLY public."User" ADD CONSTRAINT "User_pkey" PRIMARY KEY (id);
ALTER TABLE ONLY public."Account" ADD CONSTRAINT "Account_pkey" PRIMARY KEY (id);
ALTER TABLE ONLY public."Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES public."User"(id);
`;

test("an app with a users table of its own gets NextAuth's accounts and match, although two rows share an address", async () => {
  const schema = app["schema.ts"].replace(
    "...authTables,",
    `...authTables,
  users: defineTable({
    email: v.optional(v.string()),
    nickname: v.optional(v.string()),
  }).index("email", ["email"]),`,
  );
  const { project, result, read } = await initApp({ ...app, "schema.ts": schema }, nextAuth);
  await writeProposals(result.edits);
  const plan = await read("plan.ts");
  expect(plan).toMatch(/users: table\([^]*\{ match: "email" \}/);
  expect(plan.replaceAll(/\s+\/\/\s+/g, " ")).toContain("rows that share an address are listed as several_old");
  expect(plan).toContain('emailVerified: timestamp().optional().as("emailVerificationTime")');
  expect(plan).toContain('providerAccountId: text().from("providerAccountId")');
  expect(plan).not.toMatch(/\baccount: table/);
  const text = await read("schema.ts");
  expect(text).toMatch(
    /nickname: v\.optional\(v\.string\(\)\),\n {4}name: v\.optional[^]*role: v\.optional\(v\.string\(\)\),[^]*\}\)\.index\("email", \["email"\]\),/,
  );
  await generateCode(project);
  expect(await compile(project)).toBe("");
});

/** Two business tables that look like accounts, one of them referred to without a foreign key. */
const banks = `${nextAuth}CREATE TABLE public.bank_accounts (id bigint NOT NULL, user_id text NOT NULL, provider text NOT NULL, provider_id text NOT NULL, iban text NOT NULL, balance numeric(12,2) NOT NULL);
CREATE TABLE public.ad_accounts (id bigint NOT NULL, user_id text NOT NULL, provider text NOT NULL, provider_account_id text NOT NULL);
CREATE TABLE public.transactions (id bigint NOT NULL, bank_account_id bigint NOT NULL, ad_account_id bigint NOT NULL, amount numeric(12,2) NOT NULL);
COPY public.bank_accounts (id, user_id, provider, provider_id, iban, balance) FROM stdin;
7	u1	plaid	item-1	DE02120300000000202051	19.90
\\.
COPY public.ad_accounts (id, user_id, provider, provider_account_id) FROM stdin;
8	u1	meta	act-1
\\.
COPY public.transactions (id, bank_account_id, ad_account_id, amount) FROM stdin;
1	7	8	5.00
\\.
ALTER TABLE ONLY public.bank_accounts ADD CONSTRAINT bank_accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_accounts ADD CONSTRAINT bank_accounts_fk FOREIGN KEY (user_id) REFERENCES public."User"(id);
ALTER TABLE ONLY public.ad_accounts ADD CONSTRAINT ad_accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ad_accounts ADD CONSTRAINT ad_accounts_fk FOREIGN KEY (user_id) REFERENCES public."User"(id);
ALTER TABLE ONLY public.transactions ADD CONSTRAINT transactions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transactions ADD CONSTRAINT transactions_fk FOREIGN KEY (ad_account_id) REFERENCES public.ad_accounts(id);
`;

test("accounts at a bank and accounts that others refer to stay tables of the app: no column is lost as a provider's token", async () => {
  const { project, result, read } = await initApp(app, banks);
  await writeProposals(result.edits);
  const plan = await read("plan.ts");
  expect(plan).toMatch(/bankAccounts: table\(\s*"public\.bank_accounts",[^]*iban: text\(\)/);
  expect(plan).toMatch(/bank_account_id: ref\("bankAccounts"/);
  expect(plan).toMatch(/ad_account_id: ref\("adAccounts"/);
  expect(plan.slice(plan.indexOf("authAccounts: union("))).not.toMatch(/bank_accounts|ad_accounts/);
  expect(plan).toMatch(/authAccounts: union\([^]*"public\.Account"/);
  const loaded = await loadProjectFiles(path.join(project.appDir, "plan.ts"));
  expect([...loaded.plan.tables.keys()].toSorted()).toEqual([
    "adAccounts",
    "authAccounts",
    "bankAccounts",
    "transactions",
    "users",
  ]);
});

test("a column that an app added to Auth.js's accounts is listed as left out, and is not called a token", async () => {
  const added = nextAuth
    .replace("expires_at integer);", "expires_at integer, loyalty_points integer);")
    .replace("refresh_token, expires_at) FROM", "refresh_token, expires_at, loyalty_points) FROM")
    .replace("1700000000", "1700000000\t5");
  const { result, read } = await initApp(app, added);
  expect(await read("plan.ts")).toMatch(/loyalty_points: omit\(\s*"not part of an account of Convex Auth/);
  expect(await read("plan.ts")).toContain("refresh_token: omit(\"the provider's tokens");
  expect(result.leftOut.flatMap(({ names }) => names)).toContain("public.Account.loyalty_points");
});

test("init as typed in an app that has files: without --yes they stay, with it they are changed; Next names the source", async () => {
  const { project, source } = await initApp(app, supabase);
  const words = ["init", source, "--plan", path.join(project.appDir, "plan.ts"), "--force"];
  const asked = await startCutover(words).finished;
  expect(asked.code).toBe(0);
  expect(asked.stdout).toContain("+export default duringCutover(schema, plan);");
  expect(asked.stderr).toContain("type the same with --yes");
  expect(asked.stderr).toContain(`npx cutover rehearse ${source} --plan`);
  expect(await readFile(path.join(project.appDir, "schema.ts"), "utf8")).toBe(app["schema.ts"]);
  expect((await startCutover([...words, "--yes"]).finished).code).toBe(0);
  expect(await readFile(path.join(project.appDir, "schema.ts"), "utf8")).toContain("duringCutover(schema, plan)");
});

test("a column that the source got since: generate --check exits 2 with its line, --yes writes it", async () => {
  const { project, source, result, read } = await initApp(app, supabase);
  await writeProposals(result.edits);
  const words = ["--plan", path.join(project.appDir, "plan.ts")];
  expect((await startCutover(["generate", source, "--check", ...words]).finished).stdout).toContain("up to date");
  await writeFile(source, supabase.replace("task text NOT NULL,", "task text NOT NULL, urgent boolean,"));
  const { code, stderr } = await startCutover(["generate", source, "--check", ...words]).finished;
  expect(code).toBe(2);
  expect(stderr).toContain("+    urgent: boolean | null;");
  const without = await startCutover(["generate", "--check", ...words]).finished;
  expect([without.code, without.stderr]).toEqual([
    0,
    expect.stringContaining("plan.source.ts is not compared with the source"),
  ]);
  expect((await startCutover(["generate", source, "--yes", ...words]).finished).code).toBe(0);
  expect(await read("plan.source.ts")).toContain("    /** boolean */\n    urgent: boolean | null;\n");
  await generateCode(project);
  expect(await compile(project)).toContain('public.todos: the plan does not say what becomes of column \\"urgent\\"');
});

test("an app whose schema is schema.js got neither an edit nor a word", async () => {
  const { "schema.ts": schema, ...others } = app;
  const { result } = await initApp({ ...others, "schema.js": schema }, supabase);
  const edit = result.edits.find(({ path: file }) => path.basename(file) === "schema.js");
  expect(edit!.after).toContain("export default duringCutover(schema, plan);");
});
