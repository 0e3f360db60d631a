import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../scripts/report/report.js";
import { type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

interface WindowState {
  readonly state: string;
  readonly maintenance: { readonly on: boolean };
  readonly steps: readonly { readonly step: string; readonly state: string }[];
}

async function readWindow(): Promise<WindowState> {
  return await stage.convex.run<WindowState>("migrations:window", {});
}

async function countTickets(): Promise<number> {
  const [check] = await stage.convex.run<{ detail: string }[]>("tickets:check", {});
  return Number(/of (\d+)/.exec(check!.detail)![1]);
}

test("gates that are closed are named with what opens them, all at once, and nothing is changed", async () => {
  const { code, stderr } = await stage.cutover("go");
  expect(code).toBe(3);
  for (const gate of ["check", "rehearsal", "rollback-rehearsed", "source-backup", "checklist"])
    expect(stderr).toContain(`Gate "${gate}" is closed`);
  expect(stderr).toContain("cutover rehearse --with-rollback");
  expect(stderr).toContain("Nothing was changed");
  expect(await stage.takesWrites()).toBe(true);
  expect(await stage.hookLog()).toStrictEqual([]);
});

test("a gate is waived by name and with a reason only", async () => {
  const { code, stderr } = await stage.cutover("go", "--waive", "chek=x", "--waive", "rehearsal");
  expect(code).toBe(1);
  expect(stderr).toContain('There is no gate "chek"');
  expect(stderr).toContain('Gate "rehearsal" is waived without a reason');
});

test("a hook that fails after the load goes back by itself: traffic, data, source; maintenance mode stays on", async () => {
  await writeFile(path.join(stage.hooks, "smoke.fail"), "");
  const { code, stdout, stderr } = await stage.go();
  await rm(path.join(stage.hooks, "smoke.fail"));
  expect(`${code} ${stderr}`).toMatch(/^3 /);
  expect(stderr).toContain("The cutover was rolled back, and what it did in Convex is taken back");
  expect(stdout).toContain("gate rollback-rehearsed was waived: a test");
  expect(await stage.hookLog()).toStrictEqual(["announce", "switchTraffic", "smoke", "switchBack", "notify"]);
  expect(await stage.takesWrites()).toBe(true);
  expect(await countTickets()).toBe(0);
  expect(stderr).toContain("Maintenance mode stays on");
  expect(await readWindow()).toMatchObject({ state: "closed", maintenance: { on: true } });
});

test("checked and rehearsed there and back every gate opens, and the whole window is gone through", async () => {
  expect((await stage.cutover("check")).code).toBe(0);
  expect((await stage.cutover("rehearse", "--with-rollback")).code).toBe(0);
  expect((await stage.cutover("check-off", "dns-ttl")).code).toBe(0);
  // Debian's pg_dump is older than this server: test/sourceBackup.
  const { code, stderr } = await stage.cutover("go", "--window", "30m", "--waive", "source-backup=a test");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stderr).toMatch(/PASS no negative amounts: 0 of 30/);
  expect(stderr).toMatch(/gate verification: open: 2 tables verified/);
  expect(await stage.hookLog()).toStrictEqual(["announce", "switchTraffic", "smoke", "notify"]);
  expect(await countTickets()).toBe(30);
  const window = await readWindow();
  expect(window).toMatchObject({ state: "closed", maintenance: { on: false } });
  const names = window.steps.map(({ step }) => step);
  for (const step of ["backup", "freeze", "load", "verify", "switch", "smoke"]) expect(names).toContain(step);
});

test("the postmortem says how long users were closed out, what was waived and who checked off what", async () => {
  const { code, stdout, stderr } = await stage.cutover("postmortem");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toMatch(/^# Postmortem: cutover \S+\n\n- Deployment \S+, source postgres:/);
  expect(stdout).toMatch(/^- Outcome: done$/m);
  expect(stdout).toMatch(/^- Closed to users from \S+ \S+ to \S+ \S+ UTC: \d+ s$/m);
  expect(stdout).toMatch(/^\| \S+ \S+ \| freeze \| [\d. ms]* \| \d+ s \| finished \|$/m);
  expect(stdout).toContain("- gate `source-backup` was waived: a test");
  expect(stdout).toMatch(/^- the TTL of the app's name is 60 s \(`dns-ttl`\): \S+ on .* UTC$/m);
  expect(stdout).toContain("- [ ] the first invoices went out (`cutover check-off invoices`)");
});

test("its report has planned beside real durations, hooks, the cost that was forecast, and what remains", async () => {
  const report = JSON.parse(await readFile(path.join(stage.dir, "latest/report.json"), "utf8")) as Report;
  const steps = new Map(report.timeline!.map((step) => [step.step, step]));
  for (const step of ["backup", "load", "verify", "smoke"]) expect(steps.get(step)!.plannedSeconds).toBeGreaterThan(0);
  expect(report.hooks!.map(({ step, state }) => `${step} ${state}`)).toStrictEqual(
    ["announce", "switchTraffic", "smoke", "notify"].map((hook) => `${hook} finished`),
  );
  expect(report.cost!.functionCalls).toBeGreaterThan(0);
  expect(report.cost!.real.bytes).toBeGreaterThan(0);
  const page = await readFile(path.join(stage.dir, "latest/report.html"), "utf8");
  for (const title of ["Verified: ", "Cutover window", "Hooks", "Forecast and real cost"])
    expect(page).toContain(title);
});

test("go again after it is done is refused: it would put old rows over new ones", async () => {
  const { code, stderr } = await stage.go();
  expect(code).toBe(3);
  expect(stderr).toContain("is done: the app is reopened to users");
  expect(await countTickets()).toBe(30);
});

test("rollback afterwards brings back what was there, and the status says so", async () => {
  const { code, stderr } = await stage.cutover("rollback");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(await countTickets()).toBe(0);
  expect(await stage.takesWrites()).toBe(true);
});
