import { readExportFaults } from "../project/exportFaults.js";
import type { Project } from "../project/project.js";
import type { Finding } from "./finding.js";

/** Functions that `migrations.ts` lacks, or exports although the plan has no use for them. */
export async function checkExports(project: Project): Promise<Finding[]> {
  const faults = await readExportFaults(project);
  return faults.map(({ kind, name, fix }) => ({
    code: `${kind}_export`,
    level: "warning",
    count: 1,
    examples: [],
    message:
      kind === "missing" ? `migrations.ts does not export ${name}.` : `migrations.ts exports ${name} for nothing.`,
    remedy: fix,
  }));
}
