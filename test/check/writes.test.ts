import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { gradeOf } from "../../scripts/check/grade.js";
import { checkWrites } from "../../scripts/check/writes.js";
import { temporaryDir } from "../support/folders.js";

const functions =
  'import * as server from "./_generated/server.js";\n' +
  'export const { mutation, internalMutation } = cutover.guard(server, { exempt: ["notes:gone"] });\n';
const notes =
  'import { mutation as raw, internalMutation as rawInternal } from "./_generated/server";\nimport { internalMutation } from "./functions";\n' +
  'export const add = raw(async (ctx) => { await ctx.db.insert("notes", {}); });\n' +
  'export const sweep = internalMutation(async (ctx) => { await ctx.db.insert("notes", {}); });\n' +
  'export const open = rawInternal(async (ctx) => { await ctx.db.insert("notes", {}); });\n';
const crons =
  'const crons = cronJobs();\ncrons.daily("nightly", {}, internal.notes.sweep);\ncrons.daily("daily", {}, internal.notes.open);';

test("a write that nobody guards is a warning with its file, line and name", async () => {
  const { dir, remove } = await temporaryDir();
  const appDir = path.join(dir, "convex");
  await mkdir(appDir);
  for (const [name, content] of Object.entries({ functions, notes, crons }))
    await writeFile(path.join(appDir, `${name}.ts`), content);
  const findings = await checkWrites({ appDir });
  await remove();
  expect(findings.map(({ code, level, message }) => `${level} ${code}: ${message}`)).toEqual([
    "warning unguarded_writes: notes:add (mutation, convex/notes.ts:3) writes in maintenance mode.",
    "warning unguarded_writes: notes:open (internal mutation, convex/notes.ts:5) writes in maintenance mode.",
    "warning unguarded_writes: daily (cron, convex/crons.ts:3, to notes:open) writes in maintenance mode.",
    "warning unknown_exempt: guard exempts notes:gone, and the app has no such function.",
    "info cron_refused: The cron nightly → notes:sweep fails in maintenance mode, and that run is lost.",
  ]);
  expect(gradeOf(findings).grade).toBe("C");
});
