import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { killAt, readJournal, type Stage, startStage } from "./goSupport.js";

let stage: Stage;
beforeAll(async () => void (stage = await startStage()));
afterAll(async () => await stage.close());

const line = /^cutover run=\S+ step=(\S+) state=(\w+)(?: control=\w+)?(?: documents=\d+)?$/gm;

interface Look {
  readonly run: string;
  readonly step: string;
  readonly state: string;
  readonly waitingFor: string;
  readonly next: string;
}

/** The last line may still be on its way. */
function readLooks(stdout: string): Look[] {
  const lines = stdout.split("\n").slice(0, -1);
  return lines.map((text) => JSON.parse(text) as Look);
}

test("watched by people and by a program, a window is shown step by step, and the watching ends with it", async () => {
  const releases = { announce: await stage.hold("announce"), switch: await stage.hold("switchTraffic") };
  const go = stage.start();
  while (!/"stage":"backup"/.test(await readJournal(stage))) await sleep(20);
  const watching = { people: stage.watch(), program: stage.watch("--json") };
  for (const [step, release] of Object.entries(releases)) {
    // The whole status names steps elsewhere, too.
    const isShown = () =>
      watching.people.stdout().includes(`step=${step} `) &&
      readLooks(watching.program.stdout()).some((look) => look.step === step);
    while (!isShown() && go.child.exitCode === null) await sleep(20);
    await release();
  }
  const [watched, read] = await Promise.all([watching.people.finished, watching.program.finished]);
  const { code, stderr } = await go.finished;
  expect(`${code} ${stderr}`).toMatch(/^0 /);

  expect(`${watched.code} ${watched.stderr}`).toMatch(/^0 /);
  const seen = [...watched.stdout.matchAll(line)];
  expect(seen.map(([, step]) => step)).toEqual(expect.arrayContaining(["switch", "tasks"]));
  expect(seen.at(-1)?.slice(1)).toStrictEqual(["tasks", "finished"]);
  expect(watched.stdout).toMatch(/^stage +state +documents/m);
  expect(watched.stdout.match(/^waiting for: .+\nnext: .+$/gm)).toHaveLength(seen.length);
  expect(watched.stdout).toContain("next: nothing to type: it is running");

  const looks = readLooks(read.stdout);
  for (const { run, waitingFor, next } of looks) expect([run, waitingFor, next].every(Boolean)).toBe(true);
  expect(looks.at(-1)).toMatchObject({ step: "tasks", state: "finished" });
  expect(looks.map(({ step }) => step)).toEqual(expect.arrayContaining(["announce", "switch", "tasks"]));
});

test("watching a window whose command was killed never ended", async () => {
  expect((await stage.cutover("rollback")).code).toBe(0);
  await killAt(stage, [], /"stage":"freeze","event":"finished"/);
  const { code, stdout, stderr } = await stage.cutover("status", "--watch");
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(stdout).toMatch(/state=(?:killed|finished)(?: documents=\d+)?$/m);
  expect(stdout).toMatch(/^waiting for: you: the cutover window is open \((?:freeze|export|load) /m);
  expect(stdout).toContain("next: cutover go, or to roll back: cutover rollback");
});
