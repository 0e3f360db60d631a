// Loaded by `node --require` into every process of a run (prepareRun.ts): the `convex` command is one script of 6 MB, whose
// compilation is a quarter of each start. The first process keeps what V8 made of it, the others read that.
// oxlint-disable no-underscore-dangle -- the name is Node's
"use strict";

const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { constants, Script } = require("node:vm");

const folder = process.env.CUTOVER_TEST_COMPILE_CACHE;
// Node 22 does it itself.
if (folder !== undefined && Module.enableCompileCache) Module.enableCompileCache(folder);
else if (folder !== undefined) cacheConvex(path.join(folder, "convex"));

function cacheConvex(file) {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (code, filename) {
    if (path.basename(filename) !== "cli.bundle.cjs") return compile.call(this, code, filename);
    const cachedData = readCache(file);
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    const source = Module.wrap(code.replace(/^#!.*/, ""));
    const script = new Script(source, { filename, cachedData, importModuleDynamically });
    if (cachedData === undefined || script.cachedDataRejected) process.once("exit", () => writeCache(file, script));
    const require = Module.createRequire(filename);
    return script.runInThisContext().call(this.exports, this.exports, require, this, filename, path.dirname(filename));
  };
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
