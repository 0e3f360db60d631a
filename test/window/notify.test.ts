import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { notify } from "../../scripts/window/notify.js";
import type { Context } from "../../scripts/stages/stage.js";
import { makeContext } from "./support.js";

let made: Awaited<ReturnType<typeof makeContext>>;
let notes: string[];
beforeEach(async () => {
  made = await makeContext();
  notes = [];
});
afterEach(async () => await made.remove());

/** The parts of a context that telling needs. */
function contextWith(command: string): Context {
  const { run, env } = made.context;
  return {
    run,
    env,
    signal: new AbortController().signal,
    options: { source: null },
    project: { dir: made.dir, plan: { window: { hooks: { notify: command } }, tables: new Map() } },
    app: { convex: { deploymentName: "dev:happy-otter-1" } },
    progress: { note: (line: string) => notes.push(line) },
  } as unknown as Context;
}

const log = async () => await readFile(path.join(made.dir, "log"), "utf8").catch(() => "");

test.each(["done", "rolled-back", "failed"] as const)(
  "the hook notify reads that the cutover is %s, and why",
  async (outcome) => {
    const context = contextWith('echo "$CUTOVER_STEP: $CUTOVER_OUTCOME, $CUTOVER_REASON" >> log');
    expect(await notify(context, { outcome, reason: "smoke failed" }, 0)).toBe(true);
    expect(await log()).toBe(`notify: ${outcome}, smoke failed\n`);
    expect(notes).toEqual([]);
  },
);

test("a notify that fails is tried again, and then said; nothing is thrown that could roll anything back", async () => {
  const context = contextWith("echo tried >> log; exit 1");
  expect(await notify(context, { outcome: "done", reason: "" }, 0)).toBe(false);
  expect(await log()).toBe("tried\n".repeat(3));
  expect(notes.at(-1)).toMatch(/nothing else is affected \(outcome: done\)\. Run it yourself: notify: echo tried/);
});

test("a notify that works the second time is done", async () => {
  await writeFile(path.join(made.dir, "flaky.sh"), "[ -e was-here ] && exit 0; touch was-here; exit 1");
  expect(await notify(contextWith("sh flaky.sh"), { outcome: "done", reason: "" }, 0)).toBe(true);
  expect(notes).toHaveLength(1);
});
