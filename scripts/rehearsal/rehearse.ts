import { readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { CutoverError, quote } from "../errors.js";
import { hashFiles, type Project } from "../project/project.js";
import { localDeployment, type LocalBackend, startLocal, stopLocal, vLocalBackend } from "./on/local.js";
import { previewDeployment, type PreviewDeployment, startPreview, vPreviewDeployment } from "./on/preview.js";
import type { RehearsalStart } from "./on/rehearsalStart.js";
import { startThrowAway, stopThrowAway, type ThrowAway, throwAwayDeployment, vThrowAway } from "./on/throwAway.js";
import { removeFile, writeFileAtomically } from "../run/files.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { Deployment } from "../deployment/deployment.js";

/** Where a rehearsal runs: our own rehearsal deployment, Convex's local backend, or a preview deployment of the project. */
export type RehearsalPlace = "throw-away" | "local" | `preview/${string}`;

const vRunAndCode = z.object({
  /** The run it belongs to: no other run has anything to do with it. */
  run: z.string(),
  /** Of the functions it runs: code changed since then is not in it. */
  appHash: z.string(),
  /** As it was asked for. */
  lively: z.boolean().default(false),
  strict: z.boolean().default(false),
  rows: z.number().nullable().default(null),
  existing: z.string().nullable().default(null),
});

const vRehearsal = z.union([
  z.object({ ...vThrowAway.shape, ...vRunAndCode.shape }).readonly(),
  z.object({ ...vLocalBackend.shape, ...vRunAndCode.shape }).readonly(),
  z.object({ ...vPreviewDeployment.shape, ...vRunAndCode.shape }).readonly(),
]);
/** The deployment of one rehearsal, written down so that a killed command finds it again. */
export type Rehearsal = z.infer<typeof vRehearsal>;

const rehearsalFormat: JsonFormat<Rehearsal> = {
  version: 1,
  content: vRehearsal,
  next: "Delete the file, then: cutover rehearse",
};

/** Starts a deployment that holds the app's functions and nothing else. */
export async function startRehearsal(on: RehearsalPlace, run: string, start: RehearsalStart): Promise<Rehearsal> {
  const { lively, strict, rows, existing } = start;
  const asked = { lively, strict, rows, existing };
  const rehearsal = { ...(await startOn(on, start)), run, appHash: await hashApp(start.project), ...asked };
  await writeJsonFile(rehearsalFile(start.dir), rehearsalFormat, rehearsal);
  if (rehearsal.on === "throw-away") await writeFileAtomically(path.join(start.dir, envFile), renderEnv(rehearsal));
  return rehearsal;
}

async function startOn(
  on: RehearsalPlace,
  start: RehearsalStart,
): Promise<ThrowAway | LocalBackend | PreviewDeployment> {
  switch (on) {
    case "throw-away":
      return await startThrowAway(start);
    case "local":
      return await startLocal(start);
    default:
      return await startPreview(on, start);
  }
}

/** The deployment an interrupted rehearsal left behind, if it still answers. */
export async function findRehearsal(dir: string): Promise<Rehearsal | null> {
  const rehearsal = await readJsonFile(rehearsalFile(dir), rehearsalFormat);
  if (rehearsal === null) return null;
  return !("url" in rehearsal) || (await answers(rehearsal.url)) ? rehearsal : null;
}

type Asked = Pick<Rehearsal, "on" | "lively" | "strict" | "rows" | "existing">;

/** Asked for otherwise, it is another rehearsal. */
export function isAskedAgain(rehearsal: Asked, asked: Asked): boolean {
  const names = ["on", "lively", "strict", "rows", "existing"] as const;
  return names.every((name) => rehearsal[name] === asked[name]);
}

/** Above this many documents the built-in deployment is given a sample: it has one thread. A Convex backend gets all. */
export const defaultRows = 20_000;

/** What continues this rehearsal. */
function renderCommand({ on, lively, strict, rows, existing }: Asked): string {
  const isDefault = rows === (on === "throw-away" ? defaultRows : null);
  const flags = [
    ...(on === "throw-away" ? [] : [`--on ${on}`]),
    ...(isDefault ? [] : [`--rows ${rows ?? "all"}`]),
    ...(existing === null ? [] : [`--existing ${quote(existing)}`]),
    ...(lively ? ["--lively"] : []),
    ...(strict ? ["--strict"] : []),
  ];
  return ["cutover rehearse", ...flags].join(" ");
}

/** False when a function, the plan or the schema changed since it was started. */
export async function runsThisCode({ appHash }: Rehearsal, project: Project): Promise<boolean> {
  return appHash === (await hashApp(project));
}

/** Ends what runs on this machine, and everything in it. A preview deployment is Convex's to end. */
export async function stopRehearsal(dir: string, rehearsal: Rehearsal): Promise<void> {
  if (rehearsal.on === "throw-away") stopThrowAway(rehearsal);
  if (rehearsal.on === "local") await stopLocal(rehearsal);
  await removeFile(rehearsalFile(dir));
  await removeFile(path.join(dir, envFile));
}

/** Chooses the rehearsal's deployment and nothing else: whatever the shell or .env.local names is out of reach. */
export function rehearsalDeployment(rehearsal: Rehearsal, env: NodeJS.ProcessEnv): Deployment {
  switch (rehearsal.on) {
    case "throw-away":
      return throwAwayDeployment(rehearsal);
    case "local":
      return localDeployment(rehearsal);
    default:
      return previewDeployment(rehearsal, env);
  }
}

/**
 * What a failed rehearsal asks to be typed must not reach another deployment: stages go on with the rehearsal, and what looks
 * into the deployment is told which.
 */
export function stayInRehearsal(failure: unknown, rehearsal: Rehearsal, dir: string): unknown {
  if (!(failure instanceof CutoverError)) return failure;
  const faults = failure.faults.map((fault) =>
    fault.next === undefined ? fault : { ...fault, next: rewriteNext(fault.next, rehearsal, dir) },
  );
  return new CutoverError(failure.kind, faults, { cause: failure });
}

/** The same for one sentence. */
export function rewriteNext(next: string, rehearsal: Rehearsal, dir: string): string {
  const shown = path.relative(process.cwd(), dir) || ".";
  const run = `npx convex run ${chooseByFlags(rehearsal, shown)}`;
  const again = renderCommand(rehearsal);
  return next
    .replace(/(?:npx )?convex run \S+:run '[^']*'/g, "cutover rehearse")
    .replace(/(?:npx )?convex run /g, `${run} `)
    .replace(
      /\bcutover (?:export|load|resolve|verify|cleanup|preload|catch-up|go|rollback|match(?! settle))(?![\w-])/g,
      "cutover rehearse",
    )
    .replaceAll(/\bcutover rehearse\b(?! --)/g, again)
    .replace(
      /\bcutover (status|report|issues|rejects|diff|pause|resume|abort|match settle)(?![\w-])/g,
      `cutover $1 --dir ${shown}`,
    );
}

/** Flags of the `convex` command. */
function chooseByFlags(rehearsal: Rehearsal, dir: string): string {
  if (rehearsal.on === "throw-away") return `--env-file ${path.join(dir, envFile)}`;
  return rehearsal.on === "local"
    ? `--env-file ${path.join(dir, "local/.env.local")}`
    : `--preview-name ${rehearsal.on.slice("preview/".length)}`;
}

/** What is left of it when it is over, for the operator. */
export function describeWhatRemains({ on }: Rehearsal): string {
  return on === "throw-away" || on === "local"
    ? "The rehearsal deployment is gone; nothing outside was touched."
    : `The rehearsal's documents stay in ${on} until Convex deletes it, you delete it in the dashboard, or the next rehearsal there.`;
}

async function hashApp({ appDir }: Project): Promise<string> {
  const names = await readdir(appDir, { recursive: true });
  const code = names.filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !name.includes("node_modules"));
  return await hashFiles(code.toSorted().map((name) => path.join(appDir, name)));
}

/** For `npx convex run --env-file`: chooses the rehearsal's deployment. */
const envFile = "rehearsal.env";

function renderEnv({ url, adminKey }: ThrowAway): string {
  return `CONVEX_SELF_HOSTED_URL=${url}\nCONVEX_SELF_HOSTED_ADMIN_KEY=${adminKey}\n`;
}

function rehearsalFile(dir: string): string {
  return path.join(dir, "rehearsal.json");
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/version`, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}
