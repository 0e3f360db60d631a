import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectDir, temporaryDir } from "../support/folders.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeAll(async () => void (home = await temporaryDir()));
afterAll(async () => await home.remove());

/** The built command: compiled, in a package of its own that is a module, as npm installs it. */
async function installCommand(app: string): Promise<void> {
  const folder = path.join(app, "node_modules/command");
  await mkdir(folder, { recursive: true });
  const source = await readFile(path.join(projectDir, "scripts/project/typescript.ts"), "utf8");
  await writeFile(path.join(folder, "typescript.js"), (await transform(source, { loader: "ts", format: "esm" })).code);
  await writeFile(path.join(folder, "package.json"), '{"name":"command","type":"module","exports":{"./*":"./*"}}');
  await writeFile(path.join(folder, "plan.js"), "export const definePlan = (tables) => ({ tables, faults: [] });");
  for (const name of ["tsx", "esbuild", "get-tsconfig", "resolve-pkg-maps", "@esbuild", "convex"])
    await symlink(path.join(projectDir, "node_modules", name), path.join(app, "node_modules", name)).catch(() => {});
}

async function writeApp(name: string, manifest: string): Promise<string> {
  const app = path.join(home.dir, name);
  await mkdir(path.join(app, "convex"), { recursive: true });
  await installCommand(app);
  const files = {
    "package.json": manifest,
    "convex/tables.ts":
      "export enum Kind { user }\nexport const tables: Record<string, number> = { users: Kind.user };\n",
    "convex/plan.ts":
      'import { definePlan } from "command/plan.js";\nimport { tables } from "./tables";\nexport default definePlan(tables);\n',
    "convex/schema.ts":
      'import { defineSchema } from "convex/server";\nimport plan from "./plan.js";\nexport const planned = plan;\nexport default defineSchema({});\n',
    "load.mjs":
      'import { importModule, loadTypeScript } from "command/typescript.js";\nawait loadTypeScript();\n' +
      'const [plan, schema] = [await importModule("convex/plan.ts"), await importModule("convex/schema.ts")];\n' +
      "console.log(JSON.stringify({ plan: plan.default, isSame: schema.planned === plan.default, schema: typeof schema.default.tables }));\n",
  };
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(app, file), text);
  return app;
}

test.each([
  ["what npm init -y gives", '{"name":"app","type":"commonjs"}'],
  ["no type at all", '{"name":"app"}'],
  ["a module", '{"name":"app","type":"module"}'],
])("plan and schema of an app whose package.json says %s: it died with a require() cycle", async (name, manifest) => {
  const app = await writeApp(name, manifest);
  const { stdout } = await promisify(execFile)(process.execPath, ["load.mjs"], { cwd: app });
  expect(JSON.parse(stdout)).toEqual({ plan: { tables: { users: 0 }, faults: [] }, isSame: true, schema: "object" });
});

test("an app without a type that imports a package of modules alone, as @convex-dev/auth is, could not be loaded", async () => {
  const app = await writeApp("modules alone", '{"name":"app"}');
  const folder = path.join(app, "node_modules/alone");
  await mkdir(folder);
  await writeFile(path.join(folder, "index.js"), "export const tables = { users: 0 };\n");
  await writeFile(
    path.join(folder, "package.json"),
    '{"name":"alone","type":"module","exports":{".":{"import":"./index.js"}}}',
  );
  await writeFile(path.join(app, "convex/tables.ts"), 'export { tables } from "alone";\n');
  const { stdout } = await promisify(execFile)(process.execPath, ["load.mjs"], { cwd: app });
  expect(JSON.parse(stdout)).toMatchObject({ plan: { tables: { users: 0 } }, isSame: true });
});
