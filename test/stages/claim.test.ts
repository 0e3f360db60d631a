import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Lease } from "../../scripts/deployment/answers.js";
import { App } from "../../scripts/deployment/app.js";
import type { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import type { Deployment } from "../../scripts/deployment/deployment.js";
import { HeldLease, type LeaseOptions } from "../../scripts/deployment/lease.js";
import { deploymentFailures } from "../../scripts/deployment/failures.js";
import { CutoverError } from "../../scripts/errors.js";
import { createRun, type RunDirectory } from "../../scripts/run/runDirectory.js";
import { claimDeployment } from "../../scripts/stages/claimDeployment.js";
import { ensureDeployment } from "../../scripts/stages/ensureDeployment.js";

/** A deployment's part in this: its id, and one lease, as convex/cutover/lease.ts keeps it. */
class FakeDeployment {
  id = "one";
  url: string | null = null;
  runId: string | null = null;
  lease: Lease | null = null;
  isSilent = false;
  private claim = async () => {};
  private tokens = 0;

  get app(): App {
    return new App(
      this.command(async () => {}),
      "migrations",
      new AbortController().signal,
    );
  }

  private command(before: () => Promise<void>): ConvexCommand {
    const command = {
      deploymentName: "test",
      run: async (name: string, args: object) => {
        await before();
        if (this.isSilent) throw new CutoverError(deploymentFailures.convexFailed, { what: "fetch failed" });
        return this.answer(name.split(":")[1]!, args);
      },
      beside: () => this.command(async () => {}),
      requireClaim: (claim: () => Promise<void>) => void (this.claim = claim),
    };
    return command as unknown as ConvexCommand;
  }

  /** The app of a command, which calls nothing before its claim. */
  get claimed(): App {
    return new App(
      this.command(async () => await this.claim()),
      "migrations",
      new AbortController().signal,
    );
  }

  private answer(name: string, args: object): unknown {
    if (name === "deployment") return { id: this.id, url: this.url };
    if (name === "status") return { runId: this.runId };
    if (name === "takeLease") return this.take(args as Lease & { dead?: string });
    if (name === "renewLease") return this.lease?.token === (args as { token: string }).token;
    if (this.lease?.token === (args as { token: string }).token) this.lease = null;
    return null;
  }

  private take({ dead, ...holder }: Lease & { dead?: string }) {
    const replaced = this.lease;
    if (replaced !== null && replaced.token !== dead) return { taken: false, lease: replaced, replaced: null };
    this.lease = { ...holder, token: `t${this.tokens++}`, since: 0, renewedAt: 0 };
    return { taken: true, lease: this.lease, replaced };
  }
}

const goneProcess = 2 ** 22 + 1;
const chosen: Deployment = { name: "--prod", flags: ["--prod"], env: {} };

let dir: string;
let run: RunDirectory;
let deployment: FakeDeployment;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), "claim-"));
  run = await createRun(dir, new Date(0));
  deployment = new FakeDeployment();
});
afterEach(async () => await rm(dir, { recursive: true }));

const ensure = async (other: Deployment = chosen) => await ensureDeployment(deployment.app, run, other, {});

test("a run belongs to the deployment it was first ensured for", async () => {
  deployment.url = "https://happy-otter-1.convex.cloud";
  await ensure();
  expect(JSON.parse(await readFile(run.file("deployment.json"), "utf8"))).toStrictEqual({
    version: 1,
    id: "one",
    url: "https://happy-otter-1.convex.cloud",
    name: "--prod",
    kind: "production",
  });
  await expect(ensure()).resolves.toMatchObject({ id: "one" });
});

test("a run was rolled back over a deployment it had never seen", async () => {
  await ensure();
  deployment.id = "another";
  await expect(ensure({ ...chosen, name: "--deployment dev" })).rejects.toMatchObject({
    failure: "gate",
    message: expect.stringMatching(/belongs to another deployment: to --prod \(production\), not to --deployment dev/),
  });
});

test("a copy of the deployment, made by export and import, is not the deployment", async () => {
  deployment.url = "https://happy-otter-1.convex.cloud";
  await ensure();
  deployment.url = "https://busy-beaver-2.convex.cloud";
  await expect(ensure()).rejects.toThrow(/busy-beaver-2\.convex\.cloud holds a copy of it/);
});

test("a rehearsal's backup emptied a real deployment", async () => {
  await ensure({ ...chosen, name: "throw-away deployment", kind: "rehearsal" });
  await expect(ensure()).rejects.toThrow(
    /is a rehearsal, and its throw-away deployment is not --prod[^]*→ cutover rehearse/,
  );
});

test("a load that had begun, and reached nothing, was refused for ever", async () => {
  await run.journal.append({ stage: "load", event: "started" });
  await expect(ensure()).resolves.toMatchObject({ id: "one" });
});

test("a run that had written, and lost the record of where, belongs to the deployment that holds it, and to no other", async () => {
  await writeFile(run.backup, "");
  await expect(ensure()).rejects.toThrow(
    /Nothing says which deployment run .* was loaded into, and --prod holds no run/,
  );
  deployment.runId = run.run;
  await expect(ensure()).resolves.toMatchObject({ id: "one" });
});

const notes: string[] = [];
const leaseOptions = (lost: (error: CutoverError) => void = () => {}): LeaseOptions => ({
  runId: "r",
  command: "cutover load",
  note: (text) => void notes.push(text),
  lost,
});
const foreign = {
  token: "f",
  runId: "q",
  command: "cutover go",
  host: "elsewhere",
  pid: 7,
  by: "anna",
  since: 0,
  renewedAt: 0,
};

test("two folders wrote to one deployment at once: the second is refused, with who works there", async () => {
  const held = await HeldLease.take(deployment.app, leaseOptions());
  await expect(HeldLease.take(deployment.app, leaseOptions())).rejects.toMatchObject({
    failure: "gate",
    message: expect.stringMatching(
      /^"cutover load" of run r \(.*, process \d+ on .*, since .*\) is working on this deployment/,
    ),
  });
  await held.release(deployment.app);
  expect(deployment.lease).toBeNull();
});

test("the lease of a process that is gone is taken over with a sentence, that of another machine is not", async () => {
  deployment.lease = { ...foreign, host: os.hostname(), pid: goneProcess };
  const held = await HeldLease.take(deployment.app, leaseOptions());
  expect(notes.pop()).toMatch(/^"cutover go" of run q \(anna, process .*\) ended without a word/);
  await held.release(deployment.app);
  deployment.lease = foreign;
  await expect(HeldLease.take(deployment.app, leaseOptions())).rejects.toThrow(/anna, process 7 on elsewhere/);
});

/** Waits for the renewal that notices what was done to the lease. */
async function untilRenewed(change: () => void, now?: () => number): Promise<CutoverError | null> {
  let lost: CutoverError | null = null;
  const options = leaseOptions((error) => void (lost = error));
  const held = await HeldLease.take(deployment.app, { ...options, renewMs: 5, ...(now === undefined ? {} : { now }) });
  const before = deployment.lease?.token;
  change();
  await expect
    .poll(
      () => lost !== null || (deployment.lease !== null && ![before, foreign.token].includes(deployment.lease.token)),
    )
    .toBe(true);
  await held.release(deployment.app);
  return lost;
}

test("a backup that was restored took the lease of the command that restored it away", async () => {
  expect(await untilRenewed(() => void (deployment.lease = null))).toBeNull();
  expect(deployment.lease).toBeNull();
});

test("a command that slept while another one worked there stops", async () => {
  let time = 0;
  const lost = await untilRenewed(
    () => {
      deployment.lease = null;
      time = 100_000;
    },
    () => time,
  );
  expect(lost?.message).toMatch(/no sign of life for 100 s/);
});

test("a command whose lease another machine has taken over stops", async () => {
  expect((await untilRenewed(() => void (deployment.lease = foreign)))?.message).toMatch(
    /anna, process 7 on elsewhere/,
  );
});

const claim = (lost = new AbortController()) => ({
  ensure: async () => await ensureDeployment(deployment.app, run, chosen, {}),
  lost,
  lease: leaseOptions(),
});

test("a deployment that is silent at first is claimed before the first call that reaches it", async () => {
  await ensure();
  deployment.isSilent = true;
  deployment.id = "another";
  const work = async () => {
    deployment.isSilent = false;
    return await deployment.claimed.status();
  };
  await expect(claimDeployment(deployment.claimed, claim(), work)).rejects.toThrow(/belongs to another deployment/);
  deployment.id = "one";
  await expect(claimDeployment(deployment.claimed, claim(), work)).resolves.toMatchObject({ runId: null });
  expect(deployment.lease).toBeNull();
});

const fail = async () => await Promise.reject(new Error("the work"));

test("the lease is released when the work fails, and a refused claim does no work", async () => {
  await expect(claimDeployment(deployment.claimed, claim(), fail)).rejects.toThrow("the work");
  expect(deployment.lease).toBeNull();
  deployment.lease = foreign;
  let worked = false;
  const work = async () => await Promise.resolve((worked = true));
  await expect(claimDeployment(deployment.claimed, claim(), work)).rejects.toThrow(/is working on this deployment/);
  expect(worked).toBe(false);
});
