import type { Value } from "convex/values";
import path from "node:path";
import { expect } from "vitest";
import { canonicalValue } from "../../convex/shared/document/canonical.js";
import type { AppStatus } from "../../scripts/deployment/answers.js";
import type { ConvexCommand } from "../../scripts/deployment/convexCommand.js";
import { decodeDocument } from "../../scripts/rows/write/documentLines.js";
import { Snapshot } from "../../scripts/run/snapshot.js";
import { runCutover, startCutover, type Started } from "../support/cutover.js";
import type { DataAccess } from "../support/dataAccess.js";
import { projectDir } from "../support/folders.js";
import { convexCommand, startDeployment } from "../support/deployment.js";

const appDir = path.join(projectDir, "test/catchUp/fixture-app");
const plan = path.join(appDir, "convex/plan.ts");
export const tables = ["people", "teams", "tickets", "notes"] as const;

/** A rehearsal deployment of the test's app with a folder of runs of its own. */
export interface Target {
  readonly dir: string;
  readonly convex: ConvexCommand;
  readonly data: DataAccess;
  /** Runs `cutover` to its end, which must be a good one unless another exit code is named. */
  cutover(words: readonly string[], exitCode?: number): Promise<{ json: unknown; stderr: string }>;
  start(words: readonly string[]): Started;
  stop(): Promise<void>;
}

export async function startTarget(dir: string): Promise<Target> {
  const deployment = await startDeployment(appDir);
  const { env } = deployment;
  const common = ["--plan", plan, "--yes", "--json"];
  const runs = ["--dir", path.join(dir, "runs")];
  return {
    dir,
    convex: convexCommand(deployment, dir, appDir),
    data: deployment.data,
    async cutover(typed, exitCode = 0) {
      const { code, stdout, stderr } = await runCutover([...runs, ...common, ...typed], env);
      expect(`${typed[0]} ${code}\n${code === exitCode ? "" : stderr}`).toBe(`${typed[0]} ${exitCode}\n`);
      return { json: code === 0 ? JSON.parse(stdout) : null, stderr };
    },
    start: (typed) => startCutover([...runs, ...common, ...typed], env),
    stop: async () => await deployment.stop(),
  };
}

/** Documents the app has before anything is loaded. */
export async function seed({ data, dir }: Target, table: string, documents: readonly object[]): Promise<void> {
  await data.importDocuments(dir, table, documents, "replace");
}

/** All there is in the deployment, in an order and with ids that do not depend on how it got there. */
export interface Content {
  readonly documents: Readonly<Record<string, readonly Record<string, Value>[]>>;
  readonly issues: readonly string[];
  readonly matched: Readonly<Record<string, number>>;
  /** Counters of match and resolve. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export async function readContent(target: Target): Promise<Content> {
  const status = await target.convex.run<AppStatus>("migrations:status", {});
  const counted = status.stages.filter(({ stage }) => stage === "match" || stage === "resolve");
  return {
    documents: await readDocuments(target),
    issues: await readIssues(target),
    matched: Object.fromEntries(status.tables.map(({ table, matched }) => [table, matched])),
    counts: Object.fromEntries(counted.map(({ stage, table, counts }) => [`${stage} ${table}`, withoutZeros(counts)])),
  };
}

function withoutZeros(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

async function readIssues({ convex }: Target): Promise<string[]> {
  const issues: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page: { items: Record<string, string>[]; isDone: boolean; cursor: string } = await convex.run(
      "migrations:issues",
      { cursor },
    );
    issues.push(
      ...page.items.map(({ stage, table, legacyKey, field, code, state }) =>
        [stage, table, legacyKey, field, code, state].join(" "),
      ),
    );
    if (page.isDone) return issues.toSorted();
    ({ cursor } = page);
  }
}

async function readDocuments({ data, dir }: Target): Promise<Content["documents"]> {
  const file = path.join(dir, `content-${Date.now()}.zip`);
  await data.exportTo(file);
  const zip = await Snapshot.open(file);
  const read: Record<string, Record<string, Value>[]> = {};
  const names = new Map<Value, string>();
  const times = await readSourceTimes(zip);
  for (const table of tables) {
    read[table] = [];
    for await (const line of zip.lines(table)) read[table].push(decodeDocument(line, "zip") as Record<string, Value>);
    for (const each of read[table])
      each["_creationTime"] = times.get(timeName(each["_id"], each["_creationTime"])) ?? each["_creationTime"]!;
    for (const each of read[table]) names.set(each["_id"]!, nameOf(each));
  }
  zip.close();
  return Object.fromEntries(
    tables.map((table) => [table, read[table]!.map((each) => withNames(table, each, names)).toSorted(byName)]),
  );
}

const timeName = (id: Value | undefined, time: Value | undefined) => JSON.stringify([id, time]);

/** What the source has as creation time of documents that keep another one, by id and that one: the latest word is the list's last. */
async function readSourceTimes(zip: Snapshot): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for await (const line of zip.lines("_components/cutover/conflicts")) {
    const { field, id, theirs, ours } = decodeDocument(line, "zip") as Record<string, string>;
    if (field === "_creationTime") times.set(timeName(id, Number(theirs)), JSON.parse(ours!) as number);
  }
  return times;
}

/** Accounts have a time of their own; everything else has its old key. */
function nameOf(document: Record<string, Value>): string {
  const { legacyId, email, _creationTime } = document;
  return legacyId === undefined
    ? `account ${canonicalValue({ email, _creationTime })}`
    : `row ${canonicalValue(legacyId)}`;
}

const timed: ReadonlySet<string> = new Set(["people", "tickets"]);

function withNames(table: string, document: Record<string, Value>, names: ReadonlyMap<Value, string>) {
  const named = Object.entries(document).map(([field, value]) => [field, names.get(value) ?? value] as const);
  const kept = named.filter(([field]) => field !== "_creationTime" || timed.has(table));
  return Object.fromEntries(kept.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function byName(left: Record<string, Value>, right: Record<string, Value>): number {
  return canonicalValue(left["_id"]) < canonicalValue(right["_id"]) ? -1 : 1;
}
