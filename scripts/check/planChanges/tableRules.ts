import type { PlannedField } from "../../../convex/shared/plan/plan.js";
import { matchTable } from "../../sources/source.js";
import { renderArray, renderString } from "../../project/code/render.js";
import type { Finding, PlanChange } from "../finding.js";
import { columnPlace } from "./entries.js";
import { planChange, type Rule, type Surroundings } from "./planChange.js";

const why = renderString("why it is left out");

/** As many rejected rows as there are. */
export const allowRejected: Rule = ({ table }, { plan, rejected }) => {
  const planned = plan.tables.get(table ?? "");
  const count = rejected.get(table ?? "") ?? 0;
  if (planned === undefined || count === 0) return [];
  return [allow(planned.name, { rejected: count, issues: planned.allow.issues }, `leaves ${countRows(count)} behind`)];
};

/** As many open issues as there will be. */
export const allowIssues: Rule = ({ table }, { plan, issues }) => {
  const planned = plan.tables.get(table ?? "");
  const count = issues.get(table ?? "") ?? 0;
  if (planned === undefined || count === 0) return [];
  const does = count === 1 ? "accepts 1 open issue" : `accepts ${count} open issues`;
  return [allow(planned.name, { rejected: planned.allow.rejected, issues: count }, does)];
};

function allow(table: string, counts: { rejected: number; issues: number }, does: string): PlanChange {
  const entries = Object.entries(counts).filter(([, count]) => count > 0);
  const code = `{ ${entries.map(([name, count]) => `${name}: ${count}`).join(", ")} }`;
  return planChange(does, { in: "options", table, key: "allow" }, code);
}

function countRows(count: number): string {
  return count === 1 ? "1 rejected row" : `${count} rejected rows`;
}

/** The rule that the rows break is taken out; others stay. */
export const demandLess: Rule = ({ table, column }, { plan }) => {
  const { unique = [] } = plan.tables.get(table ?? "") ?? {};
  const others = unique.filter((fields) => fields.join(", ") !== column);
  if (others.length === unique.length) return [];
  const at = { in: "options", table: table!, key: "unique" } as const;
  return [planChange(`lets several rows have the same ${column}`, at, `[${others.map(renderArray).join(", ")}]`)];
};

/** Rows of one address become one user. */
export const mergeUsers: Rule = ({ code, table }, { plan }) => {
  const planned = plan.tables.get(table ?? "");
  if (typeof planned?.match !== "string" || planned.merge !== undefined) return [];
  const { match } = planned;
  const field = planned.fields.find(({ name }) => name === match);
  if (code === "case_variant_email" && !(field !== undefined && isEmail(field))) return [];
  const at = { in: "options", table: planned.name, key: "merge" } as const;
  return [planChange("makes one user of the rows", at, `{ by: [${renderString(match)}], keep: "legacyId" }`)];
};

/** Rows of one way to sign in become one. */
export const mergeSignIns: Rule = ({ table }, { plan }) => {
  const planned = plan.tables.get(table ?? "");
  if (planned === undefined || !Array.isArray(planned.match) || planned.merge !== undefined) return [];
  const by = renderArray(planned.match as readonly string[]);
  const at = { in: "options", table: planned.name, key: "merge" } as const;
  return [planChange("makes one sign-in of the rows", at, `{ by: ${by}, keep: "legacyId" }`)];
};

/** A column that the plan does not name. */
export const omitForgotten: Rule = (finding, around) => omitUnnamed(finding, around, "leaves the column out", why);

/** One that a rule of the plan reads all the same. */
export const nameForRules: Rule = (finding, around) =>
  omitUnnamed(finding, around, "lets the plan's rules read the column", renderString("the plan's rules read it"));

function omitUnnamed(
  { table, column }: Finding,
  { plan, sourceTables }: Surroundings,
  does: string,
  reason: string,
): PlanChange[] {
  const parts = plan.tables.get(table ?? "")?.parts ?? [];
  const part = parts.find(
    ({ columns, omitted, sources }) =>
      ![...columns, ...omitted.map((each) => each.column)].includes(column ?? "") &&
      sources.some((source) => matchTable(sourceTables, source)?.columns.some(({ name }) => name === column)),
  );
  if (part === undefined) return [];
  const source = parts.length === 1 ? null : part.sources[0]!;
  return [planChange(does, columnPlace(table!, source, column!), `omit(${reason})`)];
}

/** A column that the source does not deliver whole. */
export const omitIncomplete: Rule = ({ table, column }, { plan }) => {
  const parts = plan.tables.get(table ?? "")?.parts ?? [];
  const at = columnPlace(table!, null, column!);
  return parts.length === 1 ? [planChange("leaves the column out", at, `omit(${why})`)] : [];
};

export const omitTable: Rule = ({ table }) => [planChange("leaves the table out", { in: "omit", key: table! }, why)];

export const matchAccounts: Rule = ({ table }) => [
  planChange("matches sign-ins", { in: "options", table: table!, key: "match" }, '["provider", "providerAccountId"]'),
];

function isEmail({ role }: PlannedField): boolean {
  return role.kind === "value" && role.of.name === "email";
}

/** By the only table with addresses, where there is one. */
export const matchUsers: Rule = ({ level }, { plan }) => {
  if (level === "info") return [];
  const withEmail = [...plan.tables.values()].filter(({ fields }) =>
    fields.some((field) => field.name === "email" && isEmail(field)),
  );
  const [users] = withEmail;
  const at = { in: "options", table: users?.name ?? "", key: "match" } as const;
  return [
    ...(withEmail.length === 1 ? [planChange("matches users to accounts by their address", at, '"email"')] : []),
    planChange(
      "says that nobody is matched",
      { in: "plan", key: "unmatchedUsers" },
      renderString("why nobody is matched"),
    ),
  ];
};

/** The column of the source that says when an address was verified, where one is named so. */
export const mapVerification: Rule = ({ table, column }, around) => {
  const part = around.plan.tables.get(table ?? "")?.parts;
  if (part?.length !== 1) return [];
  const columns = part[0]!.sources.flatMap((source) => matchTable(around.sourceTables, source)?.columns ?? []);
  const isRead = (name: string) => part[0]!.fields.some((field) => field.columns.includes(name));
  const names = new Set(columns.map(({ name }) => name).filter((name) => saysWhen.test(name) && !isRead(name)));
  const [name] = names;
  if (names.size !== 1 || name === undefined) return [];
  const code = `timestamp().optional().as(${renderString(column!)})`;
  return [planChange("writes when the address was verified", columnPlace(table!, null, name), code)];
};

const saysWhen = /^(?:e?mail_?)?(?:verified|confirmed)_?at$|^e?mail_?verif(?:ied|ication)(?:_?(?:at|time))?$/i;
