import { spawn } from "node:child_process";
import { once } from "node:events";
import { convexToJson, type JSONValue, jsonToConvex, type Value } from "convex/values";
import { z } from "zod";
import { canonicalValue } from "../../convex/shared/document/canonical.js";
import type { NamedCheck } from "../../convex/shared/plan/window.js";
import { CutoverError } from "../errors.js";
import { endGroup, within } from "../run/processGroup.js";
import { type JsonFormat, readJsonFile, writeJsonFile } from "../run/jsonFile.js";
import type { RunDirectory } from "../run/runDirectory.js";
import { maskSecrets, registerEnvironment } from "../secrets.js";
import type { Source } from "../sources/source.js";
import { askDns, askLatency, askTls, type Found } from "./checkKinds.js";
import { stageFailures } from "./failures.js";
import type { Context } from "./stage.js";

export const vCheckResult = z.object({ name: z.string(), ok: z.boolean(), detail: z.string(), seconds: z.number() });
/** What a named check came to. */
export type CheckResult = Readonly<z.infer<typeof vCheckResult>>;

const vCheckResults = z.object({ at: z.string(), results: z.array(vCheckResult.readonly()).readonly() });
/** `checks.json` of the run. */
export type CheckResults = Readonly<z.infer<typeof vCheckResults>>;

const resultsFormat: JsonFormat<CheckResults> = {
  version: 1,
  content: vCheckResults,
  next: "Delete the file, then: cutover verify",
};

const fileOf = (run: RunDirectory) => run.file("checks.json");

export async function readCheckResults(run: RunDirectory): Promise<CheckResults | null> {
  return await readJsonFile(fileOf(run), resultsFormat);
}

const defaultTimeoutSeconds = 30;

/** What the checks of one call share: the source is opened once, and only where a check asks it. */
interface Asked {
  readonly context: Context;
  readonly openSource: () => Promise<Source>;
}

/** Runs all named checks of the plan, and keeps the results for the report. */
export async function runNamedChecks(context: Context): Promise<readonly CheckResult[]> {
  const { project, progress, run } = context;
  const results = await askChecks(context, project.plan.window.checks ?? []);
  for (const { name, ok, detail } of results) progress.note(`         ${ok ? "PASS" : "FAIL"} ${name}: ${detail}`);
  const passed = results.filter(({ ok }) => ok).length;
  if (results.length > 0) progress.note(`         ${passed} of ${results.length} named checks passed`);
  await writeJsonFile(fileOf(run), resultsFormat, { at: new Date().toISOString(), results });
  return results;
}

/** Asks all of them at once, each within its time, and says how each ended. None stops another. */
export async function askChecks(
  context: Context,
  planned: readonly (string | NamedCheck)[],
): Promise<readonly CheckResult[]> {
  let source: Promise<Source> | undefined;
  const asked = { context, openSource: async () => await (source ??= context.openSource()) };
  try {
    return (await Promise.all(planned.map(async (check) => await runCheck(check, asked)))).flat();
  } finally {
    await (await source?.catch(() => undefined))?.close();
  }
}

/** After verification: checks that fail are named all at once. */
export async function requireNamedChecks(context: Context): Promise<void> {
  const failed = (await runNamedChecks(context)).filter(({ ok }) => !ok);
  if (failed.length === 0) return;
  throw new CutoverError(
    stageFailures.checksFailed,
    failed.map(({ name, detail }) => ({ what: `${name}: ${detail}`, where: "plan.ts, window.checks" })),
  );
}

/** A function of the app may answer several checks. */
async function runCheck(check: string | NamedCheck, asked: Asked): Promise<CheckResult[]> {
  const startedAt = performance.now();
  const name = typeof check === "string" ? check : check.name;
  const timeoutSeconds = (typeof check === "string" ? undefined : check.timeoutSeconds) ?? defaultTimeoutSeconds;
  const signal = AbortSignal.any([asked.context.signal, AbortSignal.timeout(timeoutSeconds * 1000)]);
  const seconds = () => Math.round(performance.now() - startedAt) / 1000;
  try {
    const work = typeof check === "string" ? askApp(check, asked, signal) : askOne(check, asked, signal);
    const outcomes = await within(timeoutSeconds * 1000, work);
    if (outcomes === null)
      return [{ name, ok: false, detail: `no answer within ${timeoutSeconds} s`, seconds: seconds() }];
    return outcomes.map((outcome) => ({ ...outcome, detail: maskSecrets(outcome.detail), seconds: seconds() }));
  } catch (error) {
    if (asked.context.signal.aborted) throw error;
    const why = signal.aborted ? `no answer within ${timeoutSeconds} s` : describeFailure(error);
    return [{ name, ok: false, detail: maskSecrets(why), seconds: seconds() }];
  }
}

type Outcome = Found & { readonly name: string };

const vOutcomes = z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }));

async function askApp(name: string, { context }: Asked, signal: AbortSignal): Promise<Outcome[]> {
  const { data } = vOutcomes.safeParse(await context.app.beside(signal).convex.run<unknown>(name, {}));
  if (data !== undefined) return data;
  const detail = 'did not give a list such as [{ name: "open cases", ok: true, detail: "1494" }]';
  return [{ name, ok: false, detail }];
}

async function askOne(check: NamedCheck, asked: Asked, signal: AbortSignal): Promise<Outcome[]> {
  const { ok, detail } = await answerOf(check, asked, signal);
  return [{ name: check.name, ok, detail }];
}

async function answerOf(check: NamedCheck, asked: Asked, signal: AbortSignal): Promise<Found> {
  if ("http" in check) return await askHttp(check, signal);
  if ("command" in check) return await askCommand(check, asked.context, signal);
  if ("dns" in check) return await askDns(check);
  if ("tls" in check) return await askTls(check, signal);
  const app = asked.context.app.beside(signal);
  const call = async () => await app.convex.run<JSONValue>(check.query, check.args ?? {});
  if ("p95Ms" in check) return await askLatency(check, call);
  const answer = jsonToConvex((await call()) ?? null);
  if (!("source" in check)) {
    const isEqual = canonicalValue(answer) === canonicalValue(jsonToConvex(convexToJson(check.expect)));
    return { ok: isEqual, detail: isEqual ? print(answer) : `${print(answer)}, expected ${print(check.expect)}` };
  }
  const { query } = await asked.openSource();
  if (query === undefined) return { ok: false, detail: "this source answers no SQL" };
  const expected = await query(check.source);
  const isEqual = printAsSource(answer) === expected;
  return { ok: isEqual, detail: isEqual ? print(answer) : `${print(answer)}, the source has ${expected ?? "NULL"}` };
}

/** As PostgreSQL prints it. */
function printAsSource(value: Value): string | null {
  if (value === null || typeof value === "string") return value;
  return typeof value === "bigint" ? String(value) : canonicalValue(value);
}

const longestDetail = 300;

function print(value: Value): string {
  return shorten(canonicalValue(value));
}

function shorten(text: string): string {
  return text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text;
}

async function askHttp(check: Extract<NamedCheck, { http: string }>, signal: AbortSignal): Promise<Found> {
  const { http, status = 200, contains } = check;
  const response = await fetch(http, { signal });
  const text = await response.text();
  if (response.status !== status) return { ok: false, detail: `status ${response.status}, expected ${status}` };
  if (contains === undefined || text.includes(contains)) return { ok: true, detail: `status ${response.status}` };
  return {
    ok: false,
    detail: `status ${response.status}, but the answer does not contain ${JSON.stringify(contains)}`,
  };
}

async function askCommand(
  { command }: Extract<NamedCheck, { command: string }>,
  { env, project, run }: Context,
  signal: AbortSignal,
): Promise<Found> {
  const childEnv = { ...env, CUTOVER_RUN: run.run };
  registerEnvironment(childEnv);
  const child = spawn(command, {
    shell: true,
    detached: true,
    cwd: project.dir,
    env: childEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-longestDetail)));
  const ended = once(child, "close") as Promise<[number | null]>;
  const end = () => void endGroup(child.pid ?? 0, ended);
  signal.addEventListener("abort", end, { once: true });
  const [code] = await ended;
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  const said = output.trim();
  return { ok: code === 0, detail: `exit code ${code}${said === "" ? "" : `: ${said}`}` };
}

function describeFailure(error: unknown): string {
  if (error instanceof CutoverError) return error.faults.map(({ what }) => what).join("; ");
  return error instanceof Error ? error.message : String(error);
}
