import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isStale } from "../../scripts/project/code/proposal.js";
import { describeProposal, type Modules, proposeFiles, writeProposals } from "../../scripts/project/generate.js";
import { compile } from "../init/support.js";
import { startCutover } from "../support/cutover.js";
import { projectDir, temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

const modules = (appDir: string): Modules => ({
  client: path.relative(appDir, path.join(projectDir, "convex/client/index.js")),
  config: path.relative(appDir, path.join(projectDir, "convex/cutover/convex.config.js")),
});

let count = 0;

/** An app with these files. `@client` is the package. */
async function makeApp(files: Readonly<Record<string, string>>) {
  const dir = path.join(home.dir, `app${String(count++)}`);
  const appDir = path.join(dir, "convex");
  await mkdir(appDir, { recursive: true });
  await symlink(path.join(projectDir, "node_modules"), path.join(dir, "node_modules"));
  await writeFile(path.join(dir, "package.json"), '{ "name": "app", "type": "module" }\n');
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(appDir, name), text.replaceAll("@client", modules(appDir).client));
  const options = { plan: path.join(appDir, "plan.ts"), module: "migrations", modules: modules(appDir) };
  const read = async (name: string) => {
    const text = await readFile(path.join(appDir, name), "utf8");
    return text.replaceAll(options.modules.client, "@client").replaceAll(options.modules.config, "@config");
  };
  return { dir, appDir, options, read };
}

const plan = (tables: string) =>
  `import { cents, constant, date, definePlan, email, flag, id, integer, list, ref, table, text } from "@client";
void [cents, constant, date, email, flag, integer, list, ref, text];
export default definePlan({ ${tables} });
`;
const users = `users: table("public.users", { id: id(), email: email(), full_name: text().optional().as("name") }, { match: "email" }),`;
const orders = `orders: table("public.orders", { id: id(), user_id: ref("users"), total: cents(), paid: flag().nullable(), kind: constant("web") }),`;

type App = Awaited<ReturnType<typeof makeApp>>;

/** As a user would, in a process of its own: this one keeps the modules it has loaded. */
async function check(app: App, ...words: string[]) {
  return await startCutover(["generate", "--plan", app.options.plan, ...(words.length === 0 ? ["--check"] : words)])
    .finished;
}

async function generate(app: App): Promise<string> {
  const proposals = await proposeFiles(app.options);
  await writeProposals(proposals);
  return proposals.filter(isStale).map(describeProposal).join("\n");
}

test("a file of the app that was edited lost who may read it, and a kill left half of it", async () => {
  const app = await makeApp({ "plan.ts": plan(users), "schema.ts": "export const one = 1;\n" });
  const file = path.join(app.appDir, "schema.ts");
  await chmod(file, 0o660);
  await writeProposals([
    { path: file, before: "export const one = 1;\n", after: "export const two = 2;\n", pastes: [] },
  ]);
  expect([await readFile(file, "utf8"), (await stat(file)).mode & 0o777]).toEqual(["export const two = 2;\n", 0o660]);
  expect((await readdir(app.appDir)).filter((name) => name.endsWith(".partial"))).toEqual([]);
});

describe("an app that has a schema and components already", () => {
  const schema = `import { defineSchema, defineTable } from "convex/server";
import { authTables } from "@convex-dev/auth/server";
import { v } from "convex/values";

// Mine.
const notes = defineTable({
  body: v.string(), // as typed
}).index("by_body", ["body"]);

export default defineSchema({
  ...authTables,
  notes,
  settings: defineTable({ theme: v.string() }),
});
`;
  const config = `import { defineApp } from "convex/server";

const app = defineApp();
export default app;
`;
  const tables = `${users}
  ${orders}
  notes: table("public.notes", { id: id(), body: text(), written_on: date() }),
  settings: table("public.settings", { id: id(), theme: text(), lang: text() }),`;

  test("one run writes what the plan needs and leaves the rest as it was; the next finds nothing to do", async () => {
    const app = await makeApp({ "plan.ts": plan(tables), "schema.ts": schema, "convex.config.ts": config });
    const shown = await generate(app);
    expect(shown).toContain("+export default duringCutover(schema, plan);");
    expect(await app.read("schema.ts")).toMatchSnapshot();
    expect(await app.read("convex.config.ts")).toMatchInlineSnapshot(`
      "import { defineApp } from "convex/server";
      import migrations from "@convex-dev/migrations/convex.config.js";
      import cutover from "@config";

      const app = defineApp();
      app.use(migrations);
      app.use(cutover);

      export default app;
      "
    `);
    expect(await check(app)).toEqual({ code: 0, stdout: expect.stringContaining("up to date"), stderr: "" });
  });

  test("what it writes compiles", async () => {
    const app = await makeApp({ "plan.ts": plan(tables), "schema.ts": schema });
    await generate(app);
    const said = await compile(app);
    // _generated is made by codegen, which needs no test here.
    expect(said.split("\n").filter((line) => line !== "" && !line.includes("_generated"))).toEqual([]);
  });

  test("users of authTables get a table of their own with its fields and indexes, where the plan writes more", async () => {
    const more = users.replace("email: email(),", "email: email(), law_firm: text(),");
    const bare =
      'import { authTables } from "@convex-dev/auth/server";\nimport { defineSchema } from "convex/server";\n\n';
    const app = await makeApp({
      "plan.ts": plan(more),
      "schema.ts": `${bare}export default defineSchema(authTables);\n`,
    });
    expect(await generate(app)).toContain("Paste in the table users");
    const spread = await makeApp({
      "plan.ts": plan(more),
      "schema.ts": `${bare}export default defineSchema({ ...authTables });\n`,
    });
    await generate(spread);
    expect(await spread.read("schema.ts")).toContain(`export const schema = defineSchema({
  ...authTables,
  users: defineTable({
    ...authTables.users.validator.fields,
    lawFirm: v.optional(v.string()),
  })
    .index("email", ["email"])
    .index("phone", ["phone"]),
});`);
    expect((await check(spread)).code).toBe(0);
    expect(await compile(spread)).not.toMatch(/schema\.ts|plan\.ts/);
  });

  test("a table that another file defines is printed to paste, with file and place", async () => {
    const app = await makeApp({
      "plan.ts": plan(`notes: table("notes", { id: id(), body: text(), author: text() }),`),
      "tables.ts":
        'import { defineTable } from "convex/server";\nimport { v } from "convex/values";\nexport const notes = defineTable({ body: v.string() });\n',
      "schema.ts":
        'import { defineSchema } from "convex/server";\nimport { notes } from "./tables";\n\nexport default defineSchema({ notes });\n',
    });
    const shown = await generate(app);
    expect(shown).toMatch(
      /Paste in the table notes \(.*schema\.ts: the table notes lacks author.*\):\n {4}author: v\.optional/,
    );
    const text = await app.read("schema.ts");
    // As its other imports are written.
    expect(text).toContain('import plan from "./plan";');
    expect((await check(app)).code).toBe(2);
  });
});

async function movedApp(changed: string) {
  const app = await makeApp({ "plan.ts": plan(users) });
  await generate(app);
  await writePlan(app, changed);
  return app;
}

async function writePlan(app: App, tables: string): Promise<void> {
  await writeFile(path.join(app.appDir, "plan.ts"), plan(tables).replace("@client", app.options.modules.client));
}

describe("after a change to the plan", () => {
  test("a new table: check exits 2 with the lines, generate --yes adds them, and nothing is left", async () => {
    const app = await movedApp(`${users} ${orders}`);
    const checked = await check(app);
    expect(checked.code).toBe(2);
    expect(checked.stderr).toContain(
      '+export const { resolveOrders, verifyOrders, removeLegacyFieldsOrders } = cutover.table("orders");',
    );
    expect(checked.stderr).toContain("+  orders: defineTable({");
    const asked = await check(app, "--json");
    expect([asked.code, asked.stderr]).toEqual([3, expect.stringContaining("Nothing was changed")]);
    expect((await check(app, "--yes")).code).toBe(0);
    expect((await check(app)).code).toBe(0);
  });

  test("a rehearsal failed after two minutes for want of matchUsers: it is refused at once, with the line", async () => {
    const app = await movedApp(`${users} ${orders}`);
    await check(app, "--yes");
    const unmatched = plan(`${users.replace(', { match: "email" }', "")} ${orders}`);
    await writeFile(path.join(app.appDir, "plan.ts"), unmatched.replace("@client", app.options.modules.client));
    expect((await check(app)).stderr).toContain("-export const { matchUsers, verifyUsers");
    await check(app, "--yes");
    await writePlan(app, `${users} ${orders}`);
    const words = [
      "rehearse",
      path.join(app.dir, "none"),
      "--plan",
      app.options.plan,
      "--dir",
      path.join(app.dir, "runs"),
    ];
    const { code, stderr } = await startCutover(words).finished;
    expect(code).toBe(1);
    expect(stderr).toContain("+export const { matchUsers, verifyUsers, removeLegacyFieldsUsers }");
    expect(stderr).toContain(`npx cutover generate --plan ${app.options.plan} makes these changes:`);
    await check(app, "--yes");
    expect((await check(app)).code).toBe(0);
  });

  test("a field that is missing in the schema stops a rehearsal with the line; one of another type with the reason", async () => {
    const app = await movedApp(users.replace("email: email(),", "email: email(), age: text(),"));
    const rehearse = async () =>
      await startCutover([
        "rehearse",
        path.join(app.dir, "none"),
        "--plan",
        app.options.plan,
        "--dir",
        path.join(app.dir, "runs"),
      ]).finished;
    expect((await rehearse()).stderr).toContain("+    age: v.optional(v.string()),");
    await check(app, "--yes");
    await writePlan(app, users.replace("email: email(),", "email: email(), age: flag(),"));
    const { stderr } = await rehearse();
    expect(stderr).toContain("users.age: the plan writes v.boolean(), the schema has v.string()");
    expect(stderr).toContain("-    age: v.optional(v.string()),\n+    age: v.optional(v.boolean()),");
  });

  test("generate --check said up to date while rehearse refused a list of numbers that became one of references", async () => {
    const app = await movedApp(users.replace("email: email(),", "email: email(), tags: list(integer()),"));
    await check(app, "--yes");
    await writePlan(app, users.replace("email: email(),", 'email: email(), tags: list(ref("users")),'));
    expect((await check(app)).stderr).toContain('+    tags: v.optional(v.array(v.id("users"))),');
    expect((await check(app, "--yes")).code).toBe(0);
    expect((await check(app)).code).toBe(0);
  });
});
