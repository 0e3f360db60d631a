import { expect, test } from "vitest";
import { deploymentFailures } from "../../scripts/deployment/failures.js";
import { CutoverError } from "../../scripts/errors.js";
import type { Progress } from "../../scripts/stages/stage.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import type { Context } from "../../scripts/stages/stage.js";
import { Deadline } from "../../scripts/window/deadline.js";
import { takeSteps } from "../../scripts/window/go.js";
import type { OpenWindow, Step } from "../../scripts/window/step.js";
import { steps } from "../../scripts/window/steps.js";
import { temporaryDir } from "../support/folders.js";

/** A window that has only this step left, late, with a command that would go back unasked. */
async function takeLast(step: Step) {
  const { dir, remove } = await temporaryDir();
  const run = await createRun(dir, new Date());
  const notes: string[] = [];
  const progress = { note: (text: string) => notes.push(text), stage() {}, stageDone() {} } as unknown as Progress;
  const signal = new AbortController().signal;
  const app = { convex: { waitForOthersUntil() {} } };
  const context = { app, run, progress, signal, options: { autoRollback: true } } as unknown as Context;
  const deadline = new Deadline([{ step: step.name, seconds: 60 }], 1);
  try {
    await takeSteps({ context, deadline, steps: [step] } as unknown as OpenWindow);
    return { notes, latest: (await run.journal.latest()).get(step.name) };
  } finally {
    await remove();
  }
}

test("tasks are the last step, after people are let in and told", () => {
  for (const kind of ["whole", "preloaded"] as const)
    expect(steps[kind].slice(-3).map(({ name }) => name)).toEqual(["close", "notify", "tasks"]);
});

test("tasks that cannot be scheduled are said and written down, and nobody is sent back", async () => {
  const step: Step = {
    ...steps.whole.at(-1)!,
    run: async () => {
      throw new CutoverError(deploymentFailures.convexFailed, { what: "no answer" });
    },
  };
  const { notes, latest } = await takeLast(step);
  expect(notes).toEqual(["tasks failed: no answer\n  → cutover tasks schedule"]);
  expect(latest).toMatchObject({ event: "failed", message: "no answer" });
});

test("a window that is over its time does not go back any more once people are in", async () => {
  const { latest } = await takeLast({ ...steps.whole.at(-1)!, run: async () => {} });
  expect(latest).toMatchObject({ event: "finished" });
});
