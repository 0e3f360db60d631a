import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CutoverError } from "../errors.js";
import { deploymentFailures } from "./failures.js";
import type { App } from "./app.js";

const vApplied = z.object({
  phase: z.object({ kind: z.string() }),
  processed: z.number(),
  state: z.enum(["running", "stopped", "done"]),
});
/** What `migrations:apply` answers (convex/client/changes/apply.ts). */
type Applied = z.infer<typeof vApplied>;

const pollMs = { first: 200, longest: 2000 };

/** A list of changes in files, as `ChangeListWriter` leaves them. */
export interface ListFiles {
  readonly changes: string;
  readonly inserts: string;
}

/**
 * Brings a list into the component, where nothing looks at it yet, whole; and appends the documents that only an import can
 * insert. An append that was killed may have brought some, or all; `apply` removes what is twofold.
 */
export async function importChanges(
  app: App,
  files: ListFiles,
  counts: { readonly lines: number; readonly inserts: number },
  next: string,
): Promise<void> {
  const component = ["--component", await findComponentPath(app), "--table", "changes", "--replace"];
  await importFile(app, [...component, files.changes], counts.lines, next);
  if (counts.inserts > 0) await importFile(app, ["--append", files.inserts], counts.inserts, next);
}

/**
 * Where the component is mounted, which has answered just now. Convex would make a component of any other path, which nobody
 * reads, and the import would succeed.
 */
async function findComponentPath(app: App): Promise<string> {
  const { mounts } = await app.deployment();
  if (mounts != null) return mounts.cutover;
  throw new CutoverError(deploymentFailures.olderApp, {
    what: "The app was deployed with an older version of convex-cutover and does not say where its component is mounted",
    where: app.convex.deploymentName,
    next: "npx convex deploy, then type the same command again",
  });
}

/** Versions from before they said it. */
const oldPurposes: readonly string[] = ["load", "catchUp", "rollback"];

/** Before anybody reads for minutes, or is asked: an app of an older version would refuse the list with a validator's words. */
export async function requirePurpose(app: App, purpose: AppliedList["purpose"], next: string): Promise<void> {
  const { purposes } = await app.deployment();
  if ((purposes ?? oldPurposes).includes(purpose)) return;
  throw new CutoverError(deploymentFailures.olderApp, {
    what: `The app was deployed with an older version of convex-cutover, whose \`apply\` knows no ${purpose}`,
    where: app.convex.deploymentName,
    next: `npx convex deploy, then: ${next}`,
  });
}

/** Imports a file and compares the number of documents that the command says it added. The last word is the file. */
export async function importFile(app: App, words: readonly string[], expected: number, next: string): Promise<void> {
  const file = words.at(-1)!;
  const { stderr } = await app.convex.call("import", ["--yes", ...words.slice(0, -1), path.resolve(file)]);
  const added = /Added (\d+) documents/.exec(stderr)?.[1];
  if (Number(added) === expected) return;
  throw new CutoverError(deploymentFailures.importCount, {
    what: `convex import added ${added ?? "an unknown number of"} documents, expected ${expected}`,
    where: file,
    next,
  });
}

/** A list that is in the component, and what it is for. A type, not an interface: it is sent as it is. */
export type AppliedList = {
  readonly runId: string;
  /** Names the list. */
  readonly changes: string;
  readonly purpose: "load" | "catchUp" | "repair" | "rollback";
  /** Tables with references whose targets changed. */
  readonly retry: readonly string[];
};

interface Applying {
  readonly app: App;
  readonly signal: AbortSignal;
  readonly progress: { rows(table: string, count: number): void };
}

/** Lets Convex apply a list, batch by batch, until all is done. `next`: the command that continues it. */
export async function applyChanges(
  { app, signal, progress }: Applying,
  list: AppliedList,
  next: string,
): Promise<void> {
  for (let wait = pollMs.first; ; wait = Math.min(wait * 1.5, pollMs.longest)) {
    const applied = await callApply(app, list, next);
    progress.rows(applied.phase.kind, applied.processed);
    if (applied.state === "done") return;
    if (applied.state === "stopped") throw stopped(app, next);
    await sleep(wait, undefined, { signal });
  }
}

async function callApply(app: App, args: object, next: string): Promise<Applied> {
  const name = app.functionName("apply");
  try {
    return await app.command("apply", args, vApplied);
  } catch (error) {
    if (!(error instanceof CutoverError) || !error.message.includes("Could not find function")) throw error;
    throw new CutoverError(
      deploymentFailures.functionMissing,
      {
        what: `The deployment has no function ${name}`,
        where: app.convex.deploymentName,
        next: `Add \`export const { apply } = cutover.functions();\` to migrations.ts, deploy, then: ${next}`,
      },
      { cause: error },
    );
  }
}

function stopped(app: App, next: string): CutoverError {
  return new CutoverError(deploymentFailures.stopped, {
    what: "The changes are not all applied: everything was stopped",
    where: app.convex.deploymentName,
    next: `npx convex run ${app.functionName("control")} '{"action":"resume"}', then: ${next}`,
  });
}
