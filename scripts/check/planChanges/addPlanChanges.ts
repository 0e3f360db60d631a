import type { Finding, PlanChange } from "../finding.js";
import {
  addSpellings,
  clearInvalid,
  clearReference,
  clearTooLong,
  dropBounds,
  leaveOutNullItems,
  linkList,
  readAsEmail,
  rejectReference,
  takeJson,
  takeNoMatch,
  takeNull,
} from "./columnRules.js";
import type { Rule, Surroundings } from "./planChange.js";
import {
  allowIssues,
  allowRejected,
  demandLess,
  mapVerification,
  matchAccounts,
  matchUsers,
  mergeSignIns,
  mergeUsers,
  nameForRules,
  omitForgotten,
  omitIncomplete,
  omitTable,
} from "./tableRules.js";

/** Values that their kind does not convert. */
const unconvertible =
  `ambiguous_time blob_value bytes calendar_unit date duplicate_key duration email empty field_name flag geo_point
  inexact_number infinity json list no_such_date no_such_time nonexistent_time not_a_number not_an_integer out_of_range shape special_number
  sub_cent surrogate text_value time timestamp too_precise unknown_zone unsafe_integer unsafe_number`.split(/\s+/);

/** By code. A rejected row of any code may be left behind as well. */
export const planRules: Readonly<Record<string, readonly Rule[]>> = {
  ...Object.fromEntries(unconvertible.map((code) => [code, [clearInvalid]])),
  accounts_not_matched: [matchAccounts],
  ambiguous_key: [allowIssues],
  array_bounds: [dropBounds],
  case_variant_email: [mergeUsers, allowIssues],
  duplicate: [demandLess],
  duplicate_email: [mergeUsers, allowIssues],
  filtered_target: [clearReference, rejectReference, allowIssues],
  forgotten_column: [omitForgotten],
  incomplete_column: [omitIncomplete],
  json_value: [takeJson],
  no_match: [takeNoMatch],
  null: [takeNull],
  null_element: [leaveOutNullItems],
  orphan: [clearReference, allowIssues],
  rejected_target: [clearReference, allowIssues],
  required_reference: [rejectReference],
  shared_match: [mergeSignIns, allowIssues],
  too_long: [clearTooLong],
  unknown_column: [nameForRules],
  unknown_value: [addSpellings, clearInvalid],
  unlinked_list: [linkList],
  unplanned_table: [omitTable],
  untidy_email: [readAsEmail],
  users_not_matched: [matchUsers],
  verification_not_mapped: [mapVerification],
};

/** By the code that match, resolve or cleanup gives: what check has foreseen under its own code is settled alike. */
export const issueRules: Readonly<Record<string, readonly Rule[]>> = {
  ambiguous_target: planRules["ambiguous_key"]!,
  changed_email: [allowIssues],
  list_changed: [allowIssues],
  missing_target: planRules["orphan"]!,
  other_owner: [allowIssues],
  several_new: [allowIssues],
  several_old: planRules["case_variant_email"]!,
  unverified_account: [allowIssues],
  unverified_legacy: [allowIssues],
  write_failed: [allowIssues],
};

/** The findings with the lines of plan.ts that settle them. What the plan allows already, and what is only good to know, needs none. */
export async function addPlanChanges(findings: readonly Finding[], around: Surroundings): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const finding of findings) {
    const changes = await listChanges(finding, around);
    found.push(changes.length === 0 ? finding : { ...finding, plan: changes });
  }
  return found;
}

async function listChanges(finding: Finding, around: Surroundings): Promise<PlanChange[]> {
  const { code, level, isAllowed } = finding;
  if (isAllowed === true || (level === "info" && code !== "unlinked_list")) return [];
  // The plan is wrong there, not the rows.
  const mayStayBehind = finding.isRejection === true && code !== "unknown_column";
  const rules = [...(planRules[code] ?? issueRules[code] ?? []), ...(mayStayBehind ? [allowRejected] : [])];
  const changes: PlanChange[] = [];
  for (const rule of rules) changes.push(...(await rule(finding, around)));
  return changes;
}
