import type { WindowPlan } from "../../convex/shared/plan/window.js";
import { CutoverError } from "../../scripts/errors.js";
import { createRun } from "../../scripts/run/runDirectory.js";
import type { WindowContext } from "../../scripts/window/hooks.js";
import { temporaryDir } from "../support/folders.js";

/** A window's context in a folder of its own; `nextRun` is a later run of the same project. */
export async function makeContext(parts: Partial<WindowContext> & { window?: WindowPlan } = {}) {
  const { dir, remove } = await temporaryDir();
  const run = await createRun(dir, new Date("2026-11-21T12:00:00Z"));
  const context: WindowContext = {
    window: {},
    source: null,
    tables: [],
    projectDir: dir,
    run,
    deployment: "dev:happy-otter-1",
    env: { PATH: process.env["PATH"] },
    ...parts,
  };
  const nextRun = async () => ({ ...context, run: await createRun(dir, new Date("2026-11-21T13:00:00Z")) });
  return { context, nextRun, dir, remove };
}

/** The CutoverError that this ends with. */
export async function failureOf(work: Promise<unknown>): Promise<CutoverError> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error instanceof CutoverError) return error;
  throw error ?? new Error("it did not fail");
}
