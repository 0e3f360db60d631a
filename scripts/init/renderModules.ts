import { renderImport, renderString } from "./code.js";
import type { TableDraft } from "./draft.js";
import { capitalize } from "../../convex/shared/plan/names.js";

/** All of convex/migrations.ts: a line per function, which `npx convex run migrations:<name>` runs. */
export function renderMigrations(tables: readonly TableDraft[], module: string): string {
  const groups = [
    lines(
      "match",
      "match",
      tables.filter(({ match }) => match !== null),
    ),
    lines(
      "resolve",
      "resolve",
      tables.filter(({ fields }) => fields.some(({ role }) => role === "ref")),
    ),
    lines("verify", "verify", tables),
    lines("removeLegacyFields", "removeLegacyFields", tables),
    ["begin", "apply", "run", "status", "issues", "inspect", "matches", "waive", "settle", "moveReferences"].map(
      renderFunction,
    ),
    ["window", "recordStep", "maintenance", "setMaintenance", "control"].map(renderFunction),
    ["export const {", ...taskFunctions.map((name) => `  ${name},`), "} = cutover.tasks();"],
  ];
  return [
    'import { components } from "./_generated/api.js";',
    ...renderImport(["Cutover"], module),
    'import plan from "./plan.js";',
    'import movingSchema from "./schema.js";',
    "",
    "export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });",
    ...groups.filter((group) => group.length > 0).flatMap((group) => ["", ...group]),
    "",
  ].join("\n");
}

/** What users call, then what the scheduler and the command call. */
const taskFunctions: readonly string[] = [
  "tasks",
  "scheduleTasks",
  "runTask",
  "dryRunTask",
  "cancelTask",
  "undoTask",
  "closeTask",
  "confirmTask",
  "lookAtSource",
  "wakeTask",
  "performTask",
  "reportTask",
];

function renderFunction(name: string): string {
  return `export const ${name} = cutover.${name}();`;
}

function lines(prefix: string, method: string, tables: readonly TableDraft[]): string[] {
  return tables.map(
    ({ name }) => `export const ${prefix}${capitalize(name)} = cutover.${method}(${renderString(name)});`,
  );
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
