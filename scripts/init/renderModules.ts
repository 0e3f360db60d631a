import { stageFunctionName, type TableExports, type TableStage } from "../../convex/shared/plan/exports.js";
import type { TableDraft } from "./draft.js";

/** The functions that convex/migrations.ts exports for these tables. */
export function exportsOf({ name, match, fields }: TableDraft): TableExports {
  const stages: TableStage[] = [
    ...(match === null ? [] : ["match" as const]),
    ...(fields.some(({ role }) => role === "ref") ? ["resolve" as const] : []),
    "verify",
    "cleanup",
  ];
  return { table: name, names: stages.map((stage) => stageFunctionName(stage, name)) };
}

/** The lines of .env.example. */
export const environmentLines = `# Where \`cutover\` reads from: postgres://user:password@host:5432/database, or a dump. Keep the real one in .env.local.
CUTOVER_SOURCE=
`;
