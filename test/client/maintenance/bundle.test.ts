import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { projectDir } from "../../support/folders.js";

const folder = path.join(projectDir, "test/client/maintenance");

/** Bundled as `convex deploy` bundles a function of an app. */
async function sizeOf(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder, loader: "ts", sourcefile: "notes.ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "esnext",
    conditions: ["convex", "module"],
    minifyIdentifiers: true,
    minifySyntax: true,
  });
  return outputFiles[0]!.contents.length;
}

const own = `
import { mutationGeneric } from "convex/server";
import { v } from "convex/values";
export const save = mutationGeneric({ args: { text: v.string() }, handler: async (ctx, { text }) => {
  await ASK;
  await ctx.db.insert("notes", { text });
} });`;
const guarded = `import { componentsGeneric } from "convex/server";
import { assertWritable } from "../../../convex/client/maintenance/writable.js";
${own.replace("ASK", "assertWritable(componentsGeneric().cutover, ctx)")}`;

test("asking whether writes are held off cost an app's mutation all of migrations.ts at every call", async () => {
  const plain = await sizeOf(own.replace("ASK", "null"));
  const more = (await sizeOf(guarded)) - plain;
  expect(more).toBeGreaterThan(200);
  expect(more).toBeLessThan(15_000);
  const whole = `import { Cutover } from "../../../convex/client/index.js";\nconsole.log(Cutover);\n${own.replace("ASK", "null")}`;
  expect((await sizeOf(whole)) - plain).toBeGreaterThan(100_000);
});
