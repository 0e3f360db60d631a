// Loaded by `node --require` into every process of a run (prepareRun.ts). The `convex` command is one script of 6 MB: reading,
// scanning and compiling it is two thirds of each start. The run has it once as ASCII without its white space (a byte a character,
// and no second scan for its exports), the first process keeps what V8 made of that, the others read it.
"use strict";

const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { constants, Script } = require("node:vm");

const folder = process.env.CUTOVER_TEST_COMPILE_CACHE;
const main = process.argv[1] ?? "";
if (folder !== undefined && /convex[\\/](bin[\\/]main\.js|dist[\\/]cli\.bundle\.cjs)$/.test(main))
  Module.runMain = runConvex;

function runConvex() {
  const filename = path.join(path.dirname(main), "../dist/cli.bundle.cjs");
  const kept = path.join(folder, "compiled");
  const script = new Script(readFileSync(path.join(folder, "convex.cjs"), "latin1"), {
    filename,
    cachedData: readCache(kept),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (script.cachedDataRejected !== false) process.once("exit", () => writeCache(kept, script));
  const bundle = new Module(filename);
  bundle.filename = filename;
  const require = Module.createRequire(filename);
  script.runInThisContext().call(bundle.exports, bundle.exports, require, bundle, filename, path.dirname(filename));
}

function readCache(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Other processes may read or write it at this moment. A full disk is no trouble of the command's. */
function writeCache(file, script) {
  try {
    const partial = `${file}.${process.pid}`;
    writeFileSync(partial, script.createCachedData());
    renameSync(partial, file);
  } catch {}
}
