import { camelCase } from "../../convex/shared/plan/names.js";
import { lineComments, renderImport, renderKey, renderProperty, renderString } from "../project/code/render.js";
import type { FieldDraft, RuleDraft, TableDraft } from "./draft.js";
import { typedWords } from "./sourceTypes.js";
import type { LeftOutGroup } from "./selectTables.js";

interface Surroundings {
  /** What the plan imports from. */
  readonly module: string;
  /** By source table: the filter that makes its rows. */
  readonly jq: Readonly<Record<string, string>>;
  /** Entries that come from no single table of the source, two spaces in. */
  readonly more: readonly string[];
}

/** All of convex/plan.ts. */
export function renderPlan(
  tables: readonly TableDraft[],
  leftOut: readonly LeftOutGroup[],
  { module, jq, more }: Surroundings,
): string {
  const codes = [...tables.flatMap(({ fields, derived }) => [...fields, ...derived].map(({ code }) => code)), ...more];
  const names = ["definePlan", "table", ...usedFunctions(codes)].toSorted();
  const plain = names.filter((name) => !typedWords.includes(name));
  const usesJson = codes.some((code) => /\bjson\(v\./.test(code));
  const entries = [...tables.flatMap((table) => renderTable(table, jq[table.source.name])), ...more];
  const tools = leftOut.filter(({ isNamed }) => !isNamed);
  const ending = tools.length === 0 ? [] : [...(entries.length > 0 ? [""] : []), ...renderTools(tools)];
  return [
    ...(usesJson ? ['import { v } from "convex/values";'] : []),
    ...(plain.length === 0 ? [] : renderImport(plain, module)),
    ...renderImport(
      names.filter((name) => typedWords.includes(name)),
      "./plan.source.js",
    ),
    "",
    ...renderHead(tables, codes),
    ...renderCall([...entries, ...ending], renderOmit(leftOut.filter(({ isNamed }) => isNamed))),
    "",
  ].join("\n");
}

const functions =
  `bytes cents computed constant date decimal derive duration email flag geoPoint id int64 integer json list normalizeEmail number oneOf omit ref
  rowKey text time timestamp union`.split(/\s+/);

function usedFunctions(codes: readonly string[]): string[] {
  // Words in quotes are values, which may look like anything.
  const text = codes.map((code) => code.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')).join("\n");
  return functions.filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(text));
}

function renderHead(tables: readonly TableDraft[], codes: readonly string[]): string[] {
  const has = (start: string) => codes.some((code) => code.startsWith(start));
  const isLocal = tables.some(({ source }) =>
    source.columns.some(({ type }) => /^timestamp(?!.* with time)/.test(type)),
  );
  const notes = [
    "What is migrated and how. Written by `cutover init` from the source; edit it freely.",
    ...(isLocal
      ? ['Timestamps without a time zone are read as UTC; timestamp({ zone: "Europe/Paris" }) changes that.']
      : []),
    ...(has("cents(") ? ["cents() is a bigint: 19.90 becomes 1990n."] : []),
    ...(has("int64(") ? ["int64() is a bigint; where values stay below 2^53, integer() makes it a plain number."] : []),
  ];
  if (notes.length === 1) return [`/** ${notes[0]!} */`];
  return ["/**", ...notes.map((note) => ` * ${note}`), " */"];
}

function renderTable(table: TableDraft, jq: string | undefined): string[] {
  const comments = table.comments.flatMap((comment) => lineComments(comment, "  "));
  return [...comments, ...renderEntry(table, jq)];
}

function renderEntry({ name, source, fields, derived, rules, match }: TableDraft, jq: string | undefined): string[] {
  const place = renderString(source.name);
  const options = [
    ...(match === null ? [] : [`match: ${renderString(match)}`]),
    ...(jq === undefined ? [] : [`jq: ${renderString(jq)}`]),
  ];
  const columns = derived.map((each) => `        ${renderKey(each.name)}: ${each.code},`);
  const indent = options.length + columns.length === 0 ? "    " : "      ";
  const lines = fields.flatMap((field) => renderField(field, indent));
  if (options.length + columns.length === 0) {
    return lines.length === 0
      ? [`  ${name}: table(${place}, {}),`]
      : [`  ${name}: table(${place}, {`, ...lines, "  }),"];
  }
  const open = options.map((option) => `      ${option},`);
  const ending =
    columns.length === 0
      ? [`    { ${options.join(", ")} },`]
      : ["    {", ...open, "      columns: {", ...columns, "      },", ...renderRules(rules), "    },"];
  return [`  ${name}: table(`, `    ${place},`, "    {", ...lines, "    },", ...ending, "  ),"];
}

function renderRules(rules: readonly RuleDraft[]): string[] {
  if (rules.length === 0) return [];
  const lines = rules.flatMap(({ name, code, comment }) => [
    ...lineComments(comment, "        "),
    `        ${renderKey(name)}: ${code},`,
  ]);
  return ["      rejectWhen: {", ...lines, "      },"];
}

function renderField(field: FieldDraft, indent: string): string[] {
  const { key, columns, code, isOptional, clearsInvalid, name, role, words } = field;
  const from = columns.length === 0 ? "" : `.from(${columns.map(renderString).join(", ")})`;
  const optional = `${isOptional ? ".optional()" : ""}${clearsInvalid === true ? '.invalid("clear")' : ""}`;
  const isNamed = role === "value" || role === "ref";
  const as = isNamed && camelCase(key) !== name ? `.as(${renderString(name)})` : "";
  const comments = field.comments.flatMap((comment) => lineComments(comment, indent));
  const property = {
    head: `${renderKey(key)}: `,
    code,
    tail: `${from}${optional}${as},`,
    items: (words ?? []).map(renderString),
  };
  return [...comments, ...renderProperty(property, indent)];
}

/** The tables, and what is left out beside them: then both stand one step further to the right. */
function renderCall(tables: readonly string[], omit: readonly string[]): string[] {
  if (omit.length === 0) return ["export default definePlan({", ...tables, "});"];
  const further = tables.map((line) => (line === "" ? "" : `  ${line}`));
  return ["export default definePlan(", "  {", ...further, "  },", "  {", ...omit, "  },", ");"];
}

/** Tables that nothing but the plan's word leaves behind. */
function renderOmit(leftOut: readonly LeftOutGroup[]): string[] {
  if (leftOut.length === 0) return [];
  const lines = leftOut.flatMap(({ names, reason }) =>
    names.map((name) => `      ${renderKey(name)}: ${renderString(reason)},`),
  );
  return ["    omit: {", ...lines, "    },"];
}

function renderTools(leftOut: readonly LeftOutGroup[]): string[] {
  const lines = leftOut.flatMap(({ names, reason }) => lineComments(`- ${listTables(names)}: ${reason}.`, "  "));
  return ["  // Left out:", ...lines];
}

const listedTables = 8;

function listTables(tables: readonly string[]): string {
  const rest = tables.length - listedTables;
  const shown = tables.slice(0, rest > 1 ? listedTables : tables.length).join(", ");
  return rest > 1 ? `${shown} and ${String(rest)} more` : shown;
}
