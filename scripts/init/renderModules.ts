import { stageFunctionName, type TableStage } from "../../convex/shared/plan/exports.js";
import { renderImport, renderString } from "./code.js";
import type { TableDraft } from "./draft.js";

/** All of convex/migrations.ts: a line per table and one per group of functions, which `npx convex run migrations:<name>` runs. */
export function renderMigrations(tables: readonly TableDraft[], module: string): string {
  return [
    'import { components } from "./_generated/api.js";',
    ...renderImport(["Cutover"], module),
    'import plan from "./plan.js";',
    'import movingSchema from "./schema.js";',
    "",
    "export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });",
    ...tables.map(renderTable),
    ...functionGroups.map((group) => `export const { ${group} } = cutover.functions();`),
    "",
  ].join("\n");
}

/** What runs the migration, what surrounds it, what follows it; the last are for the scheduler and the command. */
const functionGroups: readonly string[] = [
  "begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved",
  "moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork",
  "tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask",
  "readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease",
];

function renderTable({ name, match, fields }: TableDraft): string {
  const stages: TableStage[] = [
    ...(match === null ? [] : ["match" as const]),
    ...(fields.some(({ role }) => role === "ref") ? ["resolve" as const] : []),
    "verify",
    "cleanup",
  ];
  const names = stages.map((stage) => stageFunctionName(stage, name));
  return `export const { ${names.join(", ")} } = cutover.table(${renderString(name)});`;
}

/** All of convex/convex.config.ts. */
export function renderConfig(module: string): string {
  return `import migrations from "@convex-dev/migrations/convex.config.js";
import { defineApp } from "convex/server";
import cutover from ${renderString(module)};

const app = defineApp();
app.use(migrations);
app.use(cutover);

export default app;
`;
}

/** The lines of .env.example. */
export const environmentLines = `# Where \`cutover\` reads from: postgres://user:password@host:5432/database, or a dump. Keep the real one in .env.local.
CUTOVER_SOURCE=
`;
