import type { GenericValidator } from "convex/values";
import { objectMembers } from "../../convex/shared/plan/schemaFaults.js";
import type { Project } from "../project/project.js";
import { findAddressColumn } from "../rows/validate/addresses.js";
import { matchTable, type SourceTable } from "../sources/source.js";
import type { Finding } from "./finding.js";

/** No table of the plan matches users to accounts, though the source has addresses or the app has users: then all of them are doubled. */
export function findUnmatchedUsers({ plan, schema }: Project, tables: readonly SourceTable[]): Finding[] {
  if ([...plan.tables.values()].some(({ match }) => match !== undefined)) return [];
  const omitted = new Set(Object.keys(plan.omit).map((name) => matchTable(tables, name)));
  const withAddresses = tables.filter(
    (table) =>
      !omitted.has(table) &&
      table.view !== true &&
      table.partitionOf === undefined &&
      findAddressColumn(table) !== undefined &&
      table.name !== "auth.identities",
  );
  const hasUsers = hasEmailField(schema.tables.users?.validator as GenericValidator | undefined);
  if (withAddresses.length === 0 && !hasUsers) return [];
  const names = withAddresses.slice(0, 5).map(({ name }) => name);
  const where = names.length > 0 ? `the source has addresses in ${names.join(", ")}` : "the app has a table of users";
  const knowingly = plan.unmatchedUsers === null ? "" : ` The plan says why: ${plan.unmatchedUsers}.`;
  return [
    {
      code: "users_not_matched",
      level: plan.unmatchedUsers === null ? "warning" : "info",
      count: Math.max(1, withAddresses.length),
      examples: [],
      message: `No table of this plan matches users, though ${where}: who has an account already, or signs up, becomes a second user.${knowingly}`,
      remedy:
        plan.unmatchedUsers === null
          ? 'Give the table of users { match: "email" }, or say why nobody is matched: definePlan({ … }, { unmatchedUsers: "…" }).'
          : "Nothing to do.",
    },
  ];
}

function hasEmailField(validator: GenericValidator | undefined): boolean {
  return validator !== undefined && objectMembers(validator).some(({ fields }) => "email" in fields);
}
