import { neededFunctions, type TableExports } from "../../../convex/shared/plan/exports.js";
import { addImports, applyEdits, besideModule, type Edit, insertAt, type ParsedFile, parseFile } from "./parse.js";
import type { Edited } from "./proposal.js";
import { renderImport, renderString } from "./render.js";

/** What the file has to export. */
export interface WantedExports {
  readonly tables: readonly TableExports[];
  readonly functions: readonly string[];
  /** Names it may export only if they are wanted: functions of stages without work. */
  readonly possible: readonly string[];
  /** What it imports `Cutover` from. */
  readonly module: string;
}

/** All of convex/migrations.ts: a line per table and one per group of functions, which `npx convex run migrations:<name>` runs. */
export function renderMigrations(tables: readonly TableExports[], module: string): string {
  return [
    'import { components } from "./_generated/api.js";',
    ...renderImport(["Cutover"], module),
    'import plan from "./plan.js";',
    'import movingSchema from "./schema.js";',
    "",
    "export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });",
    ...tables.map((each) => renderTable(each, "cutover")),
    ...renderFunctions(tables),
    "",
  ].join("\n");
}

/** What runs the migration, what surrounds it, what follows it; the last are for the scheduler and the command. */
const functionGroups: readonly string[] = [
  "begin, apply, run, control, status, issues, inspect, matches, waive, settle, removed, conflicts, clearRemoved",
  "moveReferences, moveReferencesBatch, window, recordStep, maintenance, setMaintenance, scheduledWork",
  "recordVerification, tasks, scheduleTasks, runTask, dryRunTask, cancelTask, undoTask, closeTask, confirmTask",
  "readSourceBaseline, wakeTask, performTask, reportTask, deployment, lease, takeLease, renewLease, releaseLease",
];

function renderFunctions(tables: readonly TableExports[]): string[] {
  const grouped = functionGroups.join(", ").split(", ");
  const others = neededFunctions(tables.map(({ table }) => table)).filter((name) => !grouped.includes(name));
  const groups = others.length === 0 ? functionGroups : [...functionGroups, others.join(", ")];
  return groups.map((group) => `export const { ${group} } = cutover.functions();`);
}

function renderTable({ table, names }: TableExports, cutover: string): string {
  return `export const { ${names.join(", ")} } = ${cutover}.table(${renderString(table)});`;
}

/** The file with the exports the plan needs, and without those it has no use for. Everything else in it stays. */
export async function editMigrations(text: string, wanted: WantedExports): Promise<Edited> {
  const parsed = await parseFile(text);
  const cutover = findCutover(parsed);
  if (cutover === null) return addCutover(parsed, wanted);
  const statements = listExports(parsed, cutover.name);
  const exported = new Set(exportedNames(parsed));
  const edits = [
    ...statements.flatMap((statement) => editStatement(statement, statements, wanted, exported)),
    ...addTables(statements, wanted.tables, exported, cutover),
    ...addFunctions(statements, wanted.functions, exported, cutover),
  ];
  return { text: applyEdits(text, edits), pastes: [] };
}

interface CutoverVariable {
  readonly name: string;
  /** Where its statement ends. */
  readonly end: number;
}

/** `const cutover = new Cutover(…)`; where another module makes it, the one that `cutover.functions()` is called of. */
function findCutover({ file, is }: ParsedFile): CutoverVariable | null {
  const declarations = file.getVariableDeclarations();
  for (const declaration of declarations) {
    const value = declaration.getInitializer();
    if (is.isNewExpression(value) && value.getExpression().getText() === "Cutover")
      return { name: declaration.getName(), end: declaration.getVariableStatementOrThrow().getEnd() };
  }
  for (const declaration of declarations) {
    const value = declaration.getInitializer();
    const [, name] = /^(\w+)\.functions\(\)$/.exec(value?.getText() ?? "") ?? [];
    const last = file.getImportDeclarations().at(-1);
    if (name !== undefined && last !== undefined) return { name, end: last.getEnd() };
  }
  return null;
}

/** `export const { a, b } = cutover.table("users")`, or `.functions()` */
interface ExportStatement {
  readonly table: string | null;
  /** By exported name: how it is written, such as `verifyUsers: verify`. */
  readonly names: ReadonlyMap<string, string>;
  /** Where the names stand between the braces. */
  readonly pattern: { readonly start: number; readonly end: number };
  readonly start: number;
  readonly end: number;
}

function listExports({ file, is }: ParsedFile, cutover: string): ExportStatement[] {
  return file.getVariableStatements().flatMap((statement): ExportStatement[] => {
    if (!statement.isExported()) return [];
    return statement.getDeclarations().flatMap((declaration): ExportStatement[] => {
      const [pattern, call] = [declaration.getNameNode(), declaration.getInitializer()];
      if (!is.isObjectBindingPattern(pattern) || !is.isCallExpression(call)) return [];
      const method = call.getExpression().getText();
      const [argument] = call.getArguments();
      if (method !== `${cutover}.functions` && method !== `${cutover}.table`) return [];
      const table = method.endsWith(".table") && is.isStringLiteral(argument) ? argument.getLiteralValue() : null;
      if (method.endsWith(".table") && table === null) return [];
      const elements = pattern.getElements();
      const [first, last] = [elements[0], elements.at(-1)];
      if (first === undefined || last === undefined) return [];
      const names = new Map(elements.map((each) => [each.getName(), each.getText()]));
      const place = { start: first.getStart(), end: last.getEnd() };
      return [{ table, names, pattern: place, start: statement.getFullStart(), end: statement.getEnd() }];
    });
  });
}

function exportedNames({ file }: ParsedFile): string[] {
  return [...file.getExportedDeclarations().keys()];
}

/** One statement with the names it should have. Rewritten as a whole: commas between names cannot go wrong. */
function editStatement(
  statement: ExportStatement,
  all: readonly ExportStatement[],
  { tables, possible }: WantedExports,
  exported: ReadonlySet<string>,
): Edit[] {
  const { table, names, pattern, start, end } = statement;
  const own = tables.find((each) => each.table === table);
  const needed = new Set(tables.flatMap((each) => each.names));
  const isSurplus = (name: string) =>
    (table !== null && own === undefined) || (possible.includes(name) && !needed.has(name));
  const kept = [...names].filter(([name]) => !isSurplus(name));
  const isFirst = all.find((each) => each.table === table) === statement;
  const missing = own !== undefined && isFirst ? own.names.filter((name) => !exported.has(name)) : [];
  if (kept.length === names.size && missing.length === 0) return [];
  if (kept.length + missing.length === 0) return [{ start, end, text: "" }];
  const order = (name: string) => own?.names.indexOf(name) ?? -1;
  const text = [...kept, ...missing.map((name): [string, string] => [name, name])]
    .toSorted(([a], [b]) => order(a) - order(b))
    .map(([, written]) => written);
  return [{ ...pattern, text: text.join(", ") }];
}

function addTables(
  statements: readonly ExportStatement[],
  tables: readonly TableExports[],
  exported: ReadonlySet<string>,
  cutover: CutoverVariable,
): Edit[] {
  return tables.flatMap((each): Edit[] => {
    const missing = each.names.filter((name) => !exported.has(name));
    if (missing.length === 0 || statements.some(({ table }) => table === each.table)) return [];
    const after = statements.filter(({ table }) => table !== null).at(-1)?.end ?? cutover.end;
    return [insertAt(after, `\n${renderTable({ table: each.table, names: missing }, cutover.name)}`)];
  });
}

function addFunctions(
  statements: readonly ExportStatement[],
  functions: readonly string[],
  exported: ReadonlySet<string>,
  cutover: CutoverVariable,
): Edit[] {
  const missing = functions.filter((name) => !exported.has(name));
  if (missing.length === 0) return [];
  const after = statements.at(-1)?.end ?? cutover.end;
  return [insertAt(after, `\nexport const { ${missing.join(", ")} } = ${cutover.name}.functions();`)];
}

/** A file of the app's own migrations gets all of it, unless two exports would have one name. */
function addCutover(parsed: ParsedFile, { tables, functions, module }: WantedExports): Edited {
  const wanted = [...tables.flatMap(({ names }) => names), ...functions];
  const exported = new Set(exportedNames(parsed));
  const taken = wanted.filter((name) => exported.has(name));
  const [plan, schema] = [besideModule(parsed, "plan"), besideModule(parsed, "schema")];
  const lines = [
    "export const cutover = new Cutover(components.cutover, { plan, schema: movingSchema, migrations: components.migrations });",
    ...tables.map((each) => renderTable(each, "cutover")),
    ...renderFunctions(tables),
  ];
  if (taken.length > 0) {
    const why = `it exports ${taken.join(", ")} already; keep the cutover in a module of its own, named by --module`;
    const imports = renderMigrations([], module).split("\n").slice(0, 4);
    return {
      text: parsed.text,
      pastes: [{ place: "in a file of its own, such as cutoverRun.ts", why, lines: [...imports, "", ...lines] }],
    };
  }
  const imports = addImports(parsed, [
    { from: besideModule(parsed, "_generated/api"), name: "components" },
    { from: module, name: "Cutover" },
    { from: plan, name: "default", as: "plan" },
    { from: schema, name: "default", as: "movingSchema" },
  ]);
  const end = insertAt(parsed.text.trimEnd().length, `\n\n${lines.join("\n")}`);
  return { text: applyEdits(parsed.text, [...imports, end]), pastes: [] };
}
