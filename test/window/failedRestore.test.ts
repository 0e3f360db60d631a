import { afterAll, beforeAll, expect, test } from "vitest";
import { killAt, type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  await stage.postgres.run("CREATE DATABASE beside");
});
afterAll(async () => await stage.close());

async function isInMaintenance(): Promise<boolean> {
  const { maintenance } = await stage.convex.run<{ maintenance: { on: boolean } }>("migrations:window", {});
  return maintenance.on;
}

async function countTickets(): Promise<string> {
  const [check] = await stage.convex.run<{ detail: string }[]>("tickets:check", {});
  return check!.detail;
}

test("a rollback that fails every time leaves the old app open, the new one closed, and a way on", async () => {
  await killAt(stage, [], /"stage":"load","event":"finished"/);
  stage.proxy.fault = (path) => (path.includes("/import/") ? { status: 400, code: "Refused" } : null);
  for (const attempt of ["first", "second"]) {
    const { code, stderr } = await stage.cutover("rollback");
    expect(`${attempt} ${code} ${stderr}`).toMatch(new RegExp(`^${attempt} 5 `));
    expect(stderr).toContain("`convex import");
    expect(stderr).toContain(
      "The migration is not taken back, and maintenance mode stays as it is; the old app has the traffic",
    );
    expect(stderr).toContain(`npx convex run migrations:setMaintenance '{"on":false}'`);
    expect(await stage.takesWrites()).toBe(true);
    expect(await isInMaintenance()).toBe(true);
    expect(await countTickets()).toBe("0 of 30");
  }
  stage.proxy.fault = () => null;
  const { code, stderr } = await stage.cutover("rollback");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stderr).toContain("Maintenance mode stays on");
  expect(await isInMaintenance()).toBe(true);
  expect(await countTickets()).toBe("0 of 0");
});

test("a source that cannot be unfrozen does not keep the migration from being taken back", async () => {
  await killAt(stage, [], /"stage":"load","event":"finished"/);
  const database = "ALTER DATABASE postgres WITH ALLOW_CONNECTIONS";
  const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'";
  await stage.postgres.run(`${database} false; ${end}`, "beside");
  const failed = await stage.cutover("rollback");
  await stage.postgres.run(`${database} true`, "beside");
  expect(`${failed.code} ${failed.stderr}`).toMatch(/^4 /);
  expect(await countTickets()).toBe("0 of 0");
  const { code, stderr } = await stage.cutover("rollback");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(await stage.takesWrites()).toBe(true);
});
