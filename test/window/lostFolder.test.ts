import { rm } from "node:fs/promises";
import path from "node:path";
import { readlink } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { killAt, type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

test("the run's folder is lost while its window is open: status finds window, maintenance and freeze, and what it prints ends them", async () => {
  await killAt(stage, [], /"stage":"freeze","event":"finished"/);
  const run = await readlink(path.join(stage.dir, "latest"));
  await rm(path.join(stage.dir, run), { recursive: true });
  expect(await stage.takesWrites()).toBe(false);
  const { code, stdout, stderr } = await stage.cutover("status");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toContain(`run ${run} has one open since`);
  expect(stdout).toContain("maintenance  on");
  expect(stdout).toContain(`FROZEN by run ${run}`);
  expect(stdout).toContain("cutover unfreeze");
  const unfrozen = await stage.cutover("unfreeze");
  expect(`${unfrozen.code} ${unfrozen.stdout}`).toMatch(/^0 [^]*Every table takes writes again/);
  expect(await stage.takesWrites()).toBe(true);
  for (const [, name, args] of stdout.matchAll(/npx convex run (migrations:\w+) '([^']+)'/g))
    await stage.convex.run(name!, JSON.parse(args!) as Record<string, never>);
  const after = await stage.cutover("status");
  expect(`${after.code} ${after.stderr}`).toMatch(
    /The folder of run \S+ is gone; neither the deployment nor the source has anything open/,
  );
});
