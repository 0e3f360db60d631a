import { z } from "zod";
import { CutoverError } from "../errors.js";
import { LineWriter } from "../rows/write/lineWriter.js";
import { type JsonFormat, writeJsonFile } from "../run/jsonFile.js";
import { readManifest } from "../run/manifest.js";
import { loadedRun } from "../run/runDirectory.js";
import type { Context, Stage } from "./stage.js";
import type { AppStatus, TableStatus } from "../deployment/answers.js";
import { type Difference, findDifferences, vDifference } from "./findDifferences.js";
import { runAppStage } from "./appStages.js";

const shownDifferences = 20;

const differencesFormat: JsonFormat<{ readonly differences: readonly Difference[] }> = {
  version: 1,
  content: z.object({ differences: z.array(vDifference).readonly() }),
  next: "cutover verify",
};

export const verifyStage: Stage = {
  name: "verify",
  summary: "compare every document in Convex with the one that was exported",
  reads: "manifest.json, documents/; every document in Convex, once",
  writes: "checks in the component; differences.json, issues.jsonl",
  undo: "nothing to undo",
  async run(context) {
    const status = await runAppStage(context, "verify");
    await writeIssues(context);
    const differences = await nameDifferences(context, status);
    await writeJsonFile(context.run.file("differences.json"), differencesFormat, { differences });
    const mismatched = status.tables.filter(({ verified }) => verified !== true);
    if (mismatched.length > 0)
      throw new CutoverError(
        "mismatch",
        mismatched.flatMap((table) => renderFailure(context, table, differences)),
      );
  },
};

/** The issues outlive a deployment that is thrown away, and a component that is emptied. */
async function writeIssues({ app, run }: Context): Promise<void> {
  const writer = await LineWriter.create(run.file("issues.jsonl"));
  for await (const issue of app.issues()) await writer.write(JSON.stringify(issue));
  await writer.finish();
}

async function nameDifferences({ app, run, project }: Context, status: AppStatus): Promise<Difference[]> {
  const manifest = (await readManifest(loadedRun(run).manifest))!;
  const differences: Difference[] = [];
  for (const { table, checks } of status.tables) {
    const buckets = [...new Set(checks.flatMap((check) => check.buckets))];
    if (buckets.length === 0) continue;
    const counts = manifest.tables.find((entry) => entry.table === table)!;
    differences.push(...(await findDifferences(app, loadedRun(run), project.plan.tables.get(table)!, counts, buckets)));
  }
  return differences;
}

function renderFailure(
  { run, app }: Context,
  { table, checks, issues, allowedIssues }: TableStatus,
  all: readonly Difference[],
) {
  const own = all.filter((difference) => difference.table === table);
  const faults = checks.filter(({ ok }) => !ok).map(({ level, detail }) => ({ what: `${table}: ${level}: ${detail}` }));
  const named = own
    .slice(0, shownDifferences)
    .map((difference) => ({ what: `${table}: ${renderDifference(difference)}` }));
  const rest =
    own.length > shownDifferences
      ? [{ what: `${table}: and ${own.length - shownDifferences} more`, where: run.file("differences.json") }]
      : [];
  const open =
    issues.open > allowedIssues
      ? [
          {
            what: `${table}: ${issues.open} open issues, the plan allows ${allowedIssues}`,
            next: `npx convex run ${app.functionName("issues")} '{"table":"${table}"}'`,
          },
        ]
      : [];
  return [...faults, ...named, ...rest, ...open];
}

function renderDifference(difference: Difference): string {
  const { kind, key, fields } = difference;
  if (kind === "lost") return `row ${JSON.stringify(key)} is not in Convex`;
  if (kind === "extra") return `row ${JSON.stringify(key)} is in Convex, but was not exported`;
  const texts = fields.map(
    ({ name, exported, imported }) => `${name}: exported ${exported ?? "nothing"}, in Convex ${imported ?? "nothing"}`,
  );
  return `row ${JSON.stringify(key)} differs in ${texts.join("; ")}`;
}
