import { transform } from "esbuild";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Module } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { prepareCluster } from "./postgres.js";

/** Before the first file that is slow, once per run, whichever project it is of; what it gives is run after the last one. */
export default async function prepareRun(): Promise<() => Promise<void>> {
  if (process.env["CUTOVER_TEST_COMPILE_CACHE"] !== undefined) return async () => {};
  // Node reads them at every start, for 40 ms; no test leaves this machine.
  delete process.env["NODE_EXTRA_CA_CERTS"];
  const removeCache = await prepareCompileCache();
  const removeCluster = await prepareCluster();
  return async () => {
    await removeCluster();
    await removeCache();
  };
}

/** The `convex` command in the form that starts quickest, and a place for what V8 makes of it: `compileCache.cjs`. */
async function prepareCompileCache(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "cutover-compiled-"));
  await writeFile(path.join(folder, "convex.cjs"), await compactConvex(), "latin1");
  const preload = fileURLToPath(new URL("compileCache.cjs", import.meta.url));
  process.env["CUTOVER_TEST_COMPILE_CACHE"] = folder;
  process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --require ${JSON.stringify(preload)}`.trim();
  return async () => await rm(folder, { recursive: true, force: true });
}

async function compactConvex(): Promise<string> {
  const bundle = new URL("../../node_modules/convex/dist/cli.bundle.cjs", import.meta.url);
  const source = (await readFile(bundle, "utf8")).replace(/^#!.*/, "");
  const { code } = await transform(source, {
    minifyWhitespace: true,
    charset: "ascii",
    format: "cjs",
    target: "node20",
  });
  return Module.wrap(code);
}
