import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type AppWrites, findUnguardedWrites } from "../../scripts/project/unguardedWrites/findUnguardedWrites.js";
import { projectDir, temporaryDir } from "../support/folders.js";

const homes: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await home.remove();
});

/** What the scan says of an app with these files in `convex/`. */
async function scan(files: Readonly<Record<string, string>>): Promise<AppWrites> {
  const home = await temporaryDir();
  homes.push(home);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(home.dir, "convex", name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return await findUnguardedWrites(path.join(home.dir, "convex"));
}

const server = 'import { action, httpAction, internalMutation, mutation, query } from "./_generated/server";\n';
const guarded =
  'import * as server from "./_generated/server.js";\nimport { cutover } from "./migrations.js";\n' +
  'export const { mutation, internalMutation } = cutover.guard(server, { exempt: ["notes:touch"] });\n' +
  "export const scheduledMutation = cutover.whenWritable(server.internalMutation);\n";
const insert = '{ args: {}, handler: async (ctx) => { await ctx.db.insert("notes", {}); } }';

/** `mutation notes:add 2` of everything that is not guarded. */
async function list(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { unguarded } = await scan(files);
  return unguarded.map(({ kind, name, line }) => `${kind} ${name} ${line}`);
}

describe("a write without the guard", () => {
  test.each([
    ["of a public mutation", `${server}export const add = mutation(${insert});`, "mutation notes:add 2"],
    [
      "of an internal mutation",
      `${server}export const add = internalMutation(${insert});`,
      "internal mutation notes:add 2",
    ],
    [
      "of a mutation that is a function alone",
      `${server}export const add = mutation(async ({ db }) => db.patch(id, {}));`,
      "mutation notes:add 2",
    ],
    [
      "that deletes",
      `${server}export const add = mutation(async (ctx) => {\n  await ctx.db.delete(id);\n});`,
      "mutation notes:add 2",
    ],
    ["of a default export", `${server}export default mutation(${insert});`, "mutation notes:default 2"],
    [
      "that is exported later",
      `${server}const add = mutation(${insert});\nexport { add as create };`,
      "mutation notes:create 2",
    ],
    [
      "by the generic builder",
      `import { mutationGeneric } from "convex/server";\nexport const add = mutationGeneric(${insert});`,
      "mutation notes:add 2",
    ],
    [
      "by a namespace",
      `import * as s from "./_generated/server";\nexport const add = s.mutation(${insert});`,
      "mutation notes:add 2",
    ],
    [
      "by another name",
      `import { mutation as m } from "./_generated/server";\nexport const add = m(${insert});`,
      "mutation notes:add 2",
    ],
    [
      "with types",
      `${server}export const add: RegisteredMutation<"public", {}, null> = mutation<{}, null>(${insert});`,
      "mutation notes:add 2",
    ],
    [
      "without semicolons",
      `${server}const a = 1\nexport const add = mutation(${insert})\nexport const list = query({})`,
      "mutation notes:add 3",
    ],
    [
      "by a helper of the module",
      `${server}async function store(ctx) { await ctx.db.insert("notes", {}); }\nexport const add = mutation(async (ctx) => { await store(ctx); });`,
      "mutation notes:add 3",
    ],
    [
      "by an arrow function that is handed over",
      `${server}const handler = async (ctx) => { await ctx.db.replace(id, {}); };\nexport const add = mutation({ handler });`,
      "mutation notes:add 3",
    ],
    [
      "by a builder of an unknown package",
      `import { zMutation } from "somewhere";\nexport const add = zMutation(${insert});`,
      "mutation notes:add 2",
    ],
    [
      "with a builder of its own",
      `${server}const authed = customMutation(mutation, { input: 1 });\nexport const add = authed(${insert});`,
      "mutation notes:add 3",
    ],
  ])("%s", async (_, source, expected) => {
    expect(await list({ "notes.ts": source })).toEqual([expected]);
  });

  test("by a helper of another module, by name, by namespace and passed on", async () => {
    const model = 'export async function store(ctx) { await ctx.db.insert("notes", {}); }';
    const index = 'export * from "./write.js";';
    const notes =
      `${server}import { store } from "./model/write.js";\nimport * as Model from "./model";\n` +
      "export const a = mutation(async (ctx) => { await store(ctx); });\n" +
      "export const b = mutation(async (ctx) => { await Model.store(ctx); });\n" +
      "export const c = mutation(async (ctx) => { await Model.read(ctx); });";
    const files = { "model/write.ts": model, "model/index.ts": index, "notes.ts": notes };
    expect(await list(files)).toEqual(["mutation notes:a 4", "mutation notes:b 5"]);
  });

  test("by helpers that call each other", async () => {
    const source =
      `${server}const a = async (ctx) => { await b(ctx); };\n` +
      "const b = async (ctx) => { await a(ctx); await c(ctx); };\n" +
      "const c = async (ctx) => { await ctx.db.patch(id, {}); };\n" +
      "export const one = mutation(async (ctx) => { await a(ctx); });\n" +
      "export const two = mutation(async (ctx) => { await b(ctx); });";
    expect(await list({ "notes.ts": source })).toEqual(["mutation notes:one 5", "mutation notes:two 6"]);
  });

  test("by a builder that another module makes of the raw one", async () => {
    const functions = `import { mutation as raw } from "./_generated/server";\nexport const mutation = customMutation(raw, triggers);`;
    const notes = `import { mutation } from "../functions.js";\nexport const add = mutation(${insert});`;
    expect(await list({ "functions.ts": functions, "notes/write.ts": notes })).toEqual(["mutation notes/write:add 2"]);
  });

  test("of Convex Auth without the callbacks", async () => {
    const auth = (options: string) =>
      `import { convexAuth } from "@convex-dev/auth/server";\nexport const { auth, store } = convexAuth(${options});`;
    expect(await list({ "auth.ts": auth("{ providers: [] }") })).toEqual(["sign-in auth:store 2"]);
    expect(await list({ "auth.ts": auth("{ providers: [], callbacks: cutover.authCallbacks() }") })).toEqual([]);
  });
});

describe("what is guarded, or writes nothing", () => {
  test.each([
    ["a query", `${server}export const list = query({ handler: async (ctx) => ctx.db.query("notes").collect() });`],
    [
      "a mutation that only schedules",
      `${server}export const add = mutation(async (ctx) => { await ctx.scheduler.runAfter(0, x); });`,
    ],
    [
      "texts and sets that have the same verbs",
      `${server}export const add = mutation(async (ctx) => { seen.delete(a.replace("x", "y")); });`,
    ],
    ["a comment", `${server}export const add = mutation(async (ctx) => { /* ctx.db.insert("notes", {}) */ });`],
    [
      "a key that is called like a helper",
      `${server}const remove = async (ctx) => ctx.db.delete(id);\nexport const add = mutation({ args: { remove: v.string() }, handler });`,
    ],
    [
      "a mutation that asks",
      `${server}export const add = mutation(async (ctx) => { await cutover.assertWritable(ctx); await ctx.db.insert("notes", {}); });`,
    ],
    [
      "a mutation whose helper asks",
      `${server}const ready = async (ctx) => { await cutover.assertWritable(ctx); };\nexport const add = mutation(async (ctx) => { await ready(ctx); await ctx.db.insert("notes", {}); });`,
    ],
    [
      "a mutation that is marked",
      `${server}// cutover: unguarded, for presence only\nexport const add = mutation(${insert});`,
    ],
    ["a guarded mutation", `import { mutation } from "./functions";\nexport const add = mutation(${insert});`],
    [
      "a guarded internal mutation",
      `import { internalMutation } from "./functions.js";\nexport const add = internalMutation(${insert});`,
    ],
    [
      "a builder made of the guarded one",
      `import { mutation } from "./functions.js";\nconst authed = customMutation(mutation, user);\nexport const add = authed(${insert});`,
    ],
    ["a builder that is passed on", `import { mutation } from "./again.js";\nexport const add = mutation(${insert});`],
    [
      "a function that is put off",
      `import { scheduledMutation } from "./functions.js";\nexport const add = scheduledMutation(${insert});`,
    ],
    [
      "a function that is put off, in one",
      `${server}export const add = cutover.whenWritable(internalMutation)(${insert});`,
    ],
    [
      "a guard that is not taken apart",
      `const guarded = cutover.guard({ mutation, internalMutation });\nexport const add = guarded.mutation(${insert});`,
    ],
  ])("%s", async (_, source) => {
    const again = 'export { mutation } from "./functions.js";';
    expect(await list({ "functions.ts": guarded, "again.ts": again, "notes.ts": source })).toEqual([]);
  });

  test("tests, generated files and components in folders of their own", async () => {
    const source = `${server}export const add = mutation(${insert});`;
    const files = ["notes.test.ts", "_generated/x.ts", "component/notes.ts"].map((name) => [name, source] as const);
    expect(await list({ ...Object.fromEntries(files), "component/convex.config.ts": "" })).toEqual([]);
  });
});

describe("ways in", () => {
  const notes = `${server}export const sweep = internalMutation(${insert});\nexport const work = action(async (ctx) => { await ctx.runMutation(internal.notes.sweep, {}); });`;
  const guardedNotes = `import { internalMutation, scheduledMutation } from "./functions.js";\nexport const sweep = internalMutation(${insert});\nexport const later = scheduledMutation(${insert});`;
  const crons =
    'const crons = cronJobs();\ncrons.interval("sweep", { hours: 1 }, internal.notes.sweep, {});\ncrons.daily("work", { hourUTC: 1 }, internal.notes.work);\ncrons.cron("later", "* * * * *", internal.notes.later);\nexport default crons;';

  test("crons lead to what they call, directly or through an action", async () => {
    const { unguarded } = await scan({ "notes.ts": notes, "crons.ts": crons });
    expect(unguarded.filter(({ kind }) => kind === "cron")).toEqual([
      { kind: "cron", name: "sweep", file: "convex/crons.ts", line: 2, through: ["notes:sweep"] },
      { kind: "cron", name: "work", file: "convex/crons.ts", line: 3, through: ["notes:sweep"] },
    ]);
  });

  test("a cron that the guard refuses is named, one that is put off is not", async () => {
    const { unguarded, refusedCrons, postponed } = await scan({
      "functions.ts": guarded,
      "notes.ts": guardedNotes,
      "crons.ts": crons,
    });
    expect(unguarded).toEqual([]);
    expect(refusedCrons).toEqual(["sweep → notes:sweep"]);
    expect(postponed).toEqual(["notes:later"]);
  });

  test("HTTP routes lead to what they call, inline or through a helper", async () => {
    const http =
      `${server}const http = httpRouter();\nconst hook = httpAction(async (ctx) => { await run(ctx); });\n` +
      "const run = async (ctx) => { await ctx.runMutation(internal.notes.sweep); };\n" +
      'http.route({ path: "/a", method: "POST", handler: hook });\n' +
      'http.route({ pathPrefix: "/b/", method: "GET", handler: httpAction(async (ctx) => { await ctx.runQuery(api.notes.list); }) });';
    const { unguarded } = await scan({ "notes.ts": notes, "http.ts": http });
    expect(unguarded.filter(({ kind }) => kind === "HTTP route").map(({ name, line }) => [name, line])).toEqual([
      ["POST /a", 5],
    ]);
  });
});

describe("exempt by name", () => {
  test("the functions that are let through, and names that no function has", async () => {
    const source = `import { mutation } from "./functions.js";\nexport const touch = mutation(${insert});`;
    const { unguarded, exempt, unknown } = await scan({ "functions.ts": guarded, "notes.ts": source });
    expect({ unguarded, exempt, unknown }).toEqual({ unguarded: [], exempt: ["notes:touch"], unknown: [] });
    expect((await scan({ "functions.ts": guarded })).unknown).toEqual(["notes:touch"]);
  });
});

test("the example app is guarded whole", async () => {
  const { unguarded, unknown } = await findUnguardedWrites(path.join(projectDir, "convex"));
  expect({ unguarded, unknown }).toEqual({ unguarded: [], unknown: [] });
});
