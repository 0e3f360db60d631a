import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countIssues, type Finding, type PlanChange } from "../../scripts/check/finding.js";
import { issueRules, planRules } from "../../scripts/check/planChanges/addPlanChanges.js";
import { settleIssues, settleRejects } from "../../scripts/check/planChanges/settleGroups.js";
import { remedies } from "../../scripts/check/remedies.js";
import { rowCodes } from "../../scripts/check/rowCodes.js";
import { renderCheck } from "../../scripts/cli/output/renderCheck.js";
import { renderRejects } from "../../scripts/cli/output/renderRejects.js";
import { RunDirectory } from "../../scripts/run/runDirectory.js";
import { renderCheckMarkdown } from "../../scripts/cli/output/renderCheckMarkdown.js";
import { loadProject } from "../../scripts/project/project.js";
import { compile, createProject, repositoryModules, type TestProject } from "../init/support.js";
import { type Case, cases, type Lines } from "./planChangeCases.js";
import { check, memorySource } from "./support.js";

let project: TestProject;
beforeAll(async () => {
  project = await createProject();
});
afterAll(() => project.remove());

const words =
  `bytes cents date definePlan duration email flag geoPoint id integer json list lookup number oneOf omit ref table text time
  timestamp`.split(/\s+/);

interface Plan {
  readonly tables: Case["tables"];
  readonly omit?: string;
  readonly options?: string;
}

const written: string[] = [];

/** plan.ts and schema.ts in a folder of their own, loaded as every command does, and checked. */
async function checkPlan(
  { tables, omit, options }: Plan,
  { others = {}, incomplete }: Case,
  schemaOf: (table: string) => string,
) {
  const dir = path.join(project.appDir, `plan${String(written.length)}`);
  written.push(dir);
  await mkdir(dir);
  const from = JSON.stringify(path.join("..", repositoryModules(project).client));
  const entries = Object.entries(tables).map(([table, { columns, options: of, derived }]) => {
    const columnLines = Object.values(columns)
      .map((line) => `    ${line}`)
      .join("\n");
    const nested = derived === undefined ? "" : `columns: {\n${Object.values(derived).join("\n")}\n},`;
    return `  ${table}: table("${table}", {\n${columnLines}\n  }, {\n${Object.values(of ?? {}).join("\n")}\n${nested}\n  }),`;
  });
  const more = `${omit === undefined ? "" : `omit: {\n${omit}\n},`}${options ?? ""}`;
  const plan = `import { v } from "convex/values";\nimport { ${words.join(", ")} } from ${from};
export const known = [${words.filter((word) => word !== "definePlan").join(", ")}, v];
export default definePlan({\n${entries.join("\n")}\n}, {\n${more}\n});\n`;
  await writeFile(path.join(dir, "plan.ts"), plan);
  const defined = Object.keys(tables).map((table) => `${table}: defineTable({ ${schemaOf(table)} }),`);
  await writeFile(
    path.join(dir, "schema.ts"),
    `import { defineSchema, defineTable } from "convex/server";\nimport { v } from "convex/values";
import { duringCutover } from ${from};\nimport plan from "./plan.js";\nexport const known = v;
export default duringCutover(defineSchema({ ${defined.join("\n")} }), plan);\n`,
  );
  const loaded = await loadProject(path.join(dir, "plan.ts"));
  const source = memorySource({
    ...Object.fromEntries(
      Object.entries(tables).map(([table, { names, rows }]) => [table, { columns: [...names], rows }]),
    ),
    ...others,
  } as never);
  const sourceTables = (await source.tables()).map((each) => ({
    ...each,
    columns: each.columns.map((column) =>
      column.name === incomplete ? { ...column, incomplete: "shown from another table" } : column,
    ),
  }));
  const file = path.join(dir, "plan.ts");
  const described = { ...source, tables: async () => sourceTables };
  const report = await check({ ...loaded, source: described, options: { plan: file } });
  return { ...report, file, plan: loaded.plan };
}

type Checked = Awaited<ReturnType<typeof checkPlan>>;

/** The tables with the change in its place. */
function paste(plan: Plan, { at, code }: PlanChange): Plan {
  if (at.in === "omit") return { ...plan, omit: code };
  if (at.in === "plan") return { ...plan, options: code };
  const table = plan.tables[at.table!]!;
  return {
    ...plan,
    tables: { ...plan.tables, [at.table!]: { ...table, [at.in]: { ...table[at.in], [at.key]: code } } },
  };
}

const asLines = (lines: Lines = {}): Lines =>
  Object.fromEntries(Object.entries(lines).map(([key, code]) => [key, `${JSON.stringify(key)}: ${code},`]));

/** Each line of the fixture as the plan has it. */
function linesOf(tables: Case["tables"]): Case["tables"] {
  return Object.fromEntries(
    Object.entries(tables).map(([table, each]) => [
      table,
      {
        ...each,
        columns: asLines(each.columns),
        options: asLines(each.options),
        ...(each.derived === undefined ? {} : { derived: asLines(each.derived) }),
      },
    ]),
  );
}

const isOpen = (code: string) => (finding: Finding) =>
  finding.code === code && finding.isAllowed !== true && finding.level !== "info";

test.each(Object.entries(cases))("%s: each change, pasted, settles it", async (title, given) => {
  const code = title.split(",")[0]!;
  const plan = { tables: linesOf(given.tables) };
  const before = await checkPlan(plan, given, (table) => given.tables[table]!.schema);
  const finding = before.findings.find(isOpen(code));
  expect(before.findings.map((each) => each.code)).toContain(code);
  expect((finding!.plan ?? []).map((change) => change.code)).toStrictEqual(given.changes);
  expect((await settledLater(before, finding!)) ?? given.changes).toStrictEqual(given.changes);
  for (const change of finding!.plan ?? []) {
    const after = await checkPlan(paste(plan, change), given, (table) =>
      table === "things" && given.schemaAfter !== undefined ? given.schemaAfter : given.tables[table]!.schema,
    );
    const left = after.findings.filter((each) => isOpen(code)(each) || each.isConfiguration === true);
    expect({ change: change.code, left }).toStrictEqual({ change: change.code, left: [] });
    expect(renderCheck(before)).toContain(change.code);
    expect(renderCheckMarkdown(before)).toContain(change.code);
  }
});

/** What issues and rejects list, had the rows of this finding been exported or resolved. */
async function settledLater({ findings, tables, file, plan }: Checked, finding: Finding): Promise<string[] | null> {
  const { table = "", column = "*", code, count } = finding;
  const group = { table, code, column, count };
  if (finding.isRejection === true) {
    const rejected = new Map(tables.map((each) => [each.table, each.rejected]));
    const [settled] = await settleRejects(file, [{ ...group, waived: 0, first: [] }], rejected);
    const shown = renderRejects([settled!], new RunDirectory("/nowhere", "run"));
    return settled!.plan.map(({ code: line }) => line).filter((line) => shown.includes(line));
  }
  const later = codesLater[code];
  if (later === undefined) return null;
  const field = plan.tables.get(table)!.refs.find(({ columns }) => columns.join(", ") === column)?.name;
  const issue = { ...group, code: later, ...(field === undefined ? {} : { field }) };
  const [settled] = await settleIssues(file, [issue], countIssues(findings));
  return settled!.plan.map((change) => change.code);
}

const codesLater: Readonly<Record<string, string>> = {
  ambiguous_key: "ambiguous_target",
  case_variant_email: "several_old",
  orphan: "missing_target",
};

test("what a person may have to settle has the lines that allow it, and words of its own", async () => {
  const ofIssues = [...rowCodes.values()].filter(({ stages }) => !stages.includes("check")).map(({ code }) => code);
  // It holds nothing up.
  expect(Object.keys(issueRules)).toStrictEqual(ofIssues.filter((code) => code !== "no_email").toSorted());
  const groups = [{ table: "users", code: "several_new", count: 2 }];
  const [settled] = await settleIssues("/nowhere/plan.ts", groups, new Map([["users", 2]]));
  expect(settled).toStrictEqual({ ...groups[0], remedy: rowCodes.get("several_new")!.next, plan: [] });
});

test("every code that has such lines is pasted above", () => {
  const pasted = new Set(Object.keys(cases).map((title) => title.split(",")[0]!));
  expect(Object.keys(planRules).filter((code) => !pasted.has(code))).toStrictEqual([]);
});

/** What lies outside of the plan is settled by what the remedy says. */
test.each([
  "ambiguous_lookup",
  "broken_row",
  "null_id",
  "rule_failed",
  "schema",
  "too_deep",
  "too_large",
  "source_damage",
])("%s has no line of its own, and says what helps", (code) => {
  expect(planRules[code]).toBeUndefined();
  expect(remedies[code]).toMatch(/^[A-Z].{20,}[.]$/);
});

test("all pasted plans compile", async () => {
  expect(await compile(project)).toBe("");
});
