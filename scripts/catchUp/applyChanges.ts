import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import type { RunDirectory } from "../run/runDirectory.js";
import type { Context } from "../stages/stage.js";
import type { App } from "../deployment/app.js";
import type { WorkState } from "../run/catchUpState.js";
import { changesFile, insertsFile } from "./writeChanges.js";

const vApplied = z.object({
  phase: z.object({ kind: z.string() }),
  processed: z.number(),
  state: z.enum(["running", "stopped", "done"]),
});
/** What `migrations:apply` answers (convex/client/changes/apply.ts). */
type Applied = z.infer<typeof vApplied>;

const pollMs = { first: 200, longest: 2000 };

/**
 * Brings the difference into the deployment, where nothing looks at it yet: the changes whole, the inserted documents
 * beside those that are there. An import that was killed may have appended some, or all; `apply` removes what is twofold.
 */
export async function importChanges({ app }: Context, work: RunDirectory, state: WorkState): Promise<void> {
  const component = ["--component", "cutover", "--table", "changes", "--replace"];
  await importFile(app, [...component, changesFile(work)], state.changes);
  if (state.inserts > 0) await importFile(app, ["--append", insertsFile(work)], state.inserts);
}

async function importFile(app: App, words: readonly string[], expected: number): Promise<void> {
  const { stderr } = await app.convex.call("import", ["--yes", ...words]);
  const added = /Added (\d+) documents/.exec(stderr)?.[1];
  if (Number(added) === expected) return;
  throw new CutoverError("mismatch", {
    what: `convex import added ${added ?? "an unknown number of"} documents, expected ${expected}`,
    where: words.at(-1),
    next: "cutover catch-up",
  });
}

/** Lets Convex apply what was imported, batch by batch, until all is done. */
export async function applyChanges(context: Context, work: RunDirectory, state: WorkState): Promise<void> {
  const { app, run, signal, progress } = context;
  const args = { runId: run.run, changes: state.catchUp, purpose: "catchUp", retry: state.retry };
  for (let wait = pollMs.first; ; wait = Math.min(wait * 1.5, pollMs.longest)) {
    const applied = await callApply(app, args);
    progress.rows(applied.phase.kind, applied.processed);
    if (applied.state === "done") return;
    if (applied.state === "stopped") throw stopped(app);
    await sleep(wait, undefined, { signal });
  }
}

async function callApply(app: App, args: object): Promise<Applied> {
  const name = app.functionName("apply");
  try {
    return await app.convex.run(name, args, vApplied);
  } catch (error) {
    if (!(error instanceof CutoverError) || !error.message.includes("Could not find function")) throw error;
    throw new CutoverError(
      "usage",
      {
        what: `The deployment has no function ${name}`,
        where: app.convex.deploymentName,
        next: "Add `export const { apply } = cutover.functions();` to migrations.ts, deploy, then: cutover catch-up",
      },
      { cause: error },
    );
  }
}

function stopped(app: App): CutoverError {
  return new CutoverError("gate", {
    what: "The changes are not all applied: everything was stopped",
    where: app.convex.deploymentName,
    next: `npx convex run ${app.functionName("control")} '{"action":"resume"}', then: cutover catch-up`,
  });
}
