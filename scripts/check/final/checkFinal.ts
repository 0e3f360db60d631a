import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { relative } from "../../stages/context.js";
import { CutoverError } from "../../errors.js";
import { checkFailures } from "../failures.js";
import { findLegacyReads, type LegacyRead } from "../../project/legacyReads/findLegacyReads.js";
import { Snapshot } from "../../run/snapshot.js";
import type { Context } from "../../stages/stage.js";
import { exportDeployment } from "../../deployment/exportDeployment.js";
import { isDeploymentChosen } from "../deployment.js";
import { exampleCount } from "../finding.js";
import { checkDocuments, type CheckedDocuments, type DocumentsReport } from "./documents.js";
import {
  type FinalFinding,
  type FinalTable,
  findLegacyInSchema,
  findUnvalidated,
  readFinalSchema,
} from "./finalSchema.js";

/** Whether the schema without legacy fields can be deployed, and what is in the way. */
export interface FinalReport {
  readonly deployment: string;
  readonly passes: boolean;
  readonly tables: readonly CheckedDocuments[];
  /** What blocks comes first. */
  readonly findings: readonly FinalFinding[];
  /** Every line of the app that still relies on legacy fields. */
  readonly reads: readonly LegacyRead[];
  /** What to type, in this order. */
  readonly next: readonly string[];
}

/** Checks beforehand that the final schema can be deployed: against an export of the deployment, the schema and the app's code. Writes nothing there. */
export async function checkFinal(context: Context): Promise<FinalReport> {
  const { project, options } = context;
  await ensureDeployment(context);
  const folders = ensureFolders(options.code);
  const tables = readFinalSchema(project.schema);
  const reads = await findLegacyReads(project.appDir, project.plan, { planFile: options.plan, folders });
  const documents = await checkExport(context, tables);
  const findings = [
    ...documents.findings,
    ...findLegacyInSchema(tables, project.plan),
    ...describeReads(reads),
    ...findUnvalidated(project.schema),
  ].toSorted(byLevel);
  const passes = findings.every(({ level }) => level !== "blocks");
  const next = passes ? listNextSteps(context, reads) : ["cutover check --final"];
  return { deployment: context.app.convex.deploymentName, passes, tables: documents.tables, findings, reads, next };
}

async function ensureDeployment(context: Context): Promise<void> {
  if (await isDeploymentChosen(context, context.env)) return;
  throw new CutoverError(checkFailures.noDeployment, {
    what: "No deployment is chosen, and the check reads all of its documents",
    next: "cutover check --final --prod, or --deployment …, or set CONVEX_DEPLOY_KEY.",
  });
}

function ensureFolders(folders: readonly string[]): readonly string[] {
  const missing = folders.filter((folder) => !existsSync(folder));
  if (missing.length === 0) return folders;
  const next = "Name folders of the app's other code, such as --code src.";
  throw new CutoverError(
    checkFailures.folderMissing,
    missing.map((where) => ({ what: "There is no such folder", where, next })),
  );
}

/** The export holds all of the app's data, so it is deleted. */
async function checkExport(context: Context, tables: readonly FinalTable[]): Promise<DocumentsReport> {
  const { run, app, project, progress, signal } = context;
  const folder = run.file("final");
  const file = path.join(folder, "export.zip");
  try {
    await exportDeployment(app, file);
    const snapshot = await Snapshot.open(file);
    try {
      return await checkDocuments(snapshot, tables, project.plan, (table, documents) => {
        signal.throwIfAborted();
        progress.rows(table, documents);
      });
    } finally {
      snapshot.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The schema's wrapper goes last: it is the narrowing itself. */
function describeReads(reads: readonly LegacyRead[]): FinalFinding[] {
  const before = reads.filter(({ kind }) => kind !== "wrapper");
  const marked = before.filter(({ isMarked }) => isMarked);
  const forgotten = before.filter(({ isMarked }) => !isMarked);
  return [
    ...describeLines(forgotten, {
      code: "legacy_read",
      message: `${forgotten.length} line(s) of the app still rely on legacy fields and are not marked.`,
      remedy:
        "Change them to the final fields. If a name only looks like one: `// cutover: not legacy` on or above the line.",
    }),
    ...describeLines(marked, {
      code: "legacy_read_marked",
      message: `${marked.length} line(s) are marked "cutover: until clean-up", and that time has come.`,
      remedy: "Remove them and their marks.",
    }),
  ];
}

function describeLines(
  lines: readonly LegacyRead[],
  said: Pick<FinalFinding, "code" | "message" | "remedy">,
): FinalFinding[] {
  if (lines.length === 0) return [];
  const examples = lines.slice(0, exampleCount).map(({ file, line }) => `${file}:${line}`);
  return [{ level: "blocks", count: lines.length, examples, ...said }];
}

function byLevel(left: FinalFinding, right: FinalFinding): number {
  return Number(left.level === "note") - Number(right.level === "note");
}

function listNextSteps({ project, options }: Context, reads: readonly LegacyRead[]): string[] {
  const wrappers = reads.filter(({ kind }) => kind === "wrapper");
  const modules = ["ts", "js"].map((extension) => path.join(project.appDir, `${options.module}.${extension}`));
  const going = [...modules, path.resolve(options.plan)].filter((file) => existsSync(file)).map(relative);
  const keepsIdMap = [...project.plan.tables.values()].some((table) => table.keepIdMap === true);
  return [
    ...wrappers.map(({ file, line, text }) => `remove the wrapper in ${file}:${line}: ${text}`),
    `delete ${going.join(" and ")}; while tasks are pending, keep them, with { schema: duringCutover(schema, plan) } there`,
    ...(keepsIdMap ? ["leave the cutover component in convex.config.ts: it holds the id map of old URLs"] : []),
    "npx convex deploy",
  ];
}
