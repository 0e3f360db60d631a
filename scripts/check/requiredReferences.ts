import type { Plan } from "../../convex/shared/plan/plan.js";
import { takesAbsent } from "../../convex/shared/plan/schemaFaults.js";
import { finalSchemaOf, type Project } from "../project/project.js";
import type { Finding } from "./finding.js";
import type { CheckedTable } from "./tableCheck.js";

/** References without a target that the final schema requires: the migration goes through, and the last deploy is refused. */
export function findRequiredReferences({ plan, schema }: Project, tables: readonly CheckedTable[]): Finding[] {
  const final = finalSchemaOf(schema);
  return tables.flatMap(({ table, references }) =>
    references.flatMap(({ field, target, orphans }) => {
      const ref = findReference(plan, table, field);
      const shape = final.tables[table];
      const isRequired = shape !== undefined && !takesAbsent(shape, field, { kind: "leaveOut" });
      if (orphans === 0 || ref?.list !== null || !isRequired) return [];
      const documents = orphans === 1 ? "1 document" : `${orphans} documents`;
      return [
        {
          code: "required_reference",
          level: "warning" as const,
          table,
          column: ref.columns.join(", "),
          count: orphans,
          examples: [],
          message: `${documents} will have no ${field}, since it points to no migrated row, and schema.ts requires it: Convex refuses the final deploy.`,
          remedy: `Write ${field}: v.optional(v.id("${target}")) in schema.ts, or leave such rows behind: ref("${target}", { missing: "reject" }) in plan.ts.`,
        },
      ];
    }),
  );
}

function findReference(plan: Plan, table: string, field: string) {
  return plan.tables.get(table)?.refs.find(({ name }) => name === field);
}
