import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadEngine } from "../../../scripts/rehearsal/server/engine/engine.js";
import { projectDir, temporaryDir } from "../../support/folders.js";
import { fixtureApp } from "./command.js";

let home: Awaited<ReturnType<typeof temporaryDir>>;
beforeEach(async () => {
  home = await temporaryDir();
  await cp(fixtureApp, home.dir, { recursive: true, filter: (file) => path.basename(file) !== "tsconfig.json" });
  await symlink(path.join(projectDir, "node_modules"), path.join(home.dir, "node_modules"));
});
afterEach(async () => await home.remove());

/** The fixture's app with these modules beside its own, as a strict rehearsal starts it. */
async function open(modules: Readonly<Record<string, string>>) {
  for (const [name, code] of Object.entries(modules)) {
    await mkdir(path.dirname(path.join(home.dir, "convex", name)), { recursive: true });
    await writeFile(path.join(home.dir, "convex", name), code);
  }
  return await loadEngine(path.join(home.dir, "convex"), { bundles: true });
}

const define = (kind: "query" | "action", body: string, more = "") => `
  import { ${kind} } from "./_generated/server.js";
  ${more}
  export const run = ${kind}({ args: {}, handler: async () => { ${body} } });`;

test.each<[modules: Readonly<Record<string, string>>, file: string, imported: string]>([
  [
    { "files.ts": define("query", "return readFileSync('a').length;", 'import { readFileSync } from "node:fs";') },
    "convex/files.ts",
    "node:fs",
  ],
  [
    { "hash.ts": define("query", "return createHash('md5').name;", 'import { createHash } from "crypto";') },
    "convex/hash.ts",
    "crypto",
  ],
  [
    {
      "list.ts": define("query", "return join('a', 'b');", 'import { join } from "./model/names.js";'),
      "model/names.ts": 'export { join } from "path";',
    },
    "convex/model/names.ts",
    "path",
  ],
  [{ "late.ts": define("query", "return require('node:os').EOL;") }, "convex/late.ts", "node:os"],
])("a module that imports what only Node has passed the rehearsal: case %#", async (modules, file, imported) => {
  const failure = open(modules);
  await expect(failure).rejects.toThrow(`imports "${imported}", which only Node has`);
  await expect(failure).rejects.toThrow(file);
});

test.each([
  ["const key = Buffer.from('a').length;", "Buffer is not defined"],
  ["setImmediate(() => {});", "setImmediate is not defined"],
  ["const here = __dirname;", "__dirname is not defined"],
  ["const make = new Function('return 1');", "Code generation from strings disallowed"],
])("a module that needs Node to be evaluated is named: %s", async (code, message) => {
  const failure = open({ "keys.ts": define("query", "return 1;", code) });
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toThrow(path.join("convex", "keys.ts"));
});

test.each([
  ["return Buffer.from('a').length;", "Buffer is not defined"],
  ["return process.cwd();", "process.cwd is not a function"],
  ["return await new Promise((resolve) => setImmediate(resolve));", "setImmediate is not defined"],
])("a function that needs Node when it runs fails as on Convex: %s", async (body, message) => {
  const engine = await open({ "late.ts": define("action", body) });
  await expect(engine.run("", "late:run", {})).rejects.toThrow(message);
  await expect(engine.run("", "late:run", {})).rejects.toBeInstanceOf(Error);
});

test("what Convex's runtime has is there, and asking for what it has not is no error", async () => {
  const body = `
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode("a")));
    const url = new URL("https://example.com/a?b=c");
    return {
      buffer: typeof Buffer, isArray: bytes instanceof Uint8Array, first: bytes[0], b: url.searchParams.get("b"),
      home: process.env.CUTOVER_TEST_NOWHERE ?? "none", same: structuredClone(new Map([[1, 2]])) instanceof Map,
    };`;
  const engine = await open({ "web.ts": define("action", body) });
  expect(await engine.run("", "web:run", {})).toEqual({
    buffer: "undefined",
    isArray: true,
    first: 0xca,
    b: "c",
    home: "none",
    same: true,
  });
});

test("a file for Node keeps Node", async () => {
  const code = `"use node";\n${define("action", "return Buffer.from(readFileSync(import.meta.filename)).length > 0;", 'import { readFileSync } from "node:fs";')}`;
  const engine = await open({ "job.ts": `// Runs in Node.\n${code}` });
  expect(await engine.run("", "job:run", {})).toBe(true);
});

test("functions do the same as a bundle: numbers, ids, calls across components, and errors with their data", async () => {
  const engine = await open({});
  const id = await engine.run("", "cases:add", { legacyId: "a", cents: 7n });
  expect(await engine.run("", "cases:byLegacyId", { legacyId: "a" })).toMatchObject({ _id: id, cents: 7n });
  expect(await engine.run("", "cases:addByAction", { legacyId: "b" })).toMatch(/cases$/);
  expect(await engine.run("visits", "counts:get", { name: "actions" })).toBe(1n);
  for (const name of ["cases:failed", "cases:failedInAction"]) {
    expect(await engine.run("", name, { kind: "convex" })).toMatchObject({ limit: 3n });
    expect(await engine.run("", name, { kind: "plain" })).toMatchObject({
      message: expect.stringContaining("it broke"),
    });
  }
});
