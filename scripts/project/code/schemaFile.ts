import type { CallExpression, Expression, ObjectLiteralExpression } from "ts-morph";
import { objectMembers, type SchemaShape } from "../../../convex/shared/plan/schemaFaults.js";
import { addProperties } from "./objectEdits.js";
import {
  addImports,
  applyEdits,
  besideModule,
  type Edit,
  type Import,
  insertAt,
  type ParsedFile,
  parseFile,
} from "./parse.js";
import type { Edited, Paste } from "./proposal.js";
import { renderArray, renderString } from "./render.js";

/** What a table of the final schema has to hold. Lines have no indent of their own. */
export interface TableAddition {
  readonly table: string;
  readonly about: readonly string[];
  /** A property each, such as `name: v.string(),`. */
  readonly fields: readonly FieldAddition[];
  /** In a new table; a table that is there keeps its own. */
  readonly indexes: readonly { readonly name: string; readonly fields: readonly string[] }[];
  /** Fields that a table which is there has with another type. */
  readonly misfits?: readonly string[];
}

export interface FieldAddition {
  readonly name: string;
  readonly lines: readonly string[];
  /** The same where documents exist that lack the field. */
  readonly optional: readonly string[];
}

/**
 * schema.ts with the tables and fields that the plan writes, and relaxed for the migration. `existing` is the final schema as it is
 * now. Fields of tables that are there are optional: their documents lack them.
 */
export async function editSchema(
  text: string,
  existing: SchemaShape,
  wanted: readonly TableAddition[],
  module: string,
): Promise<Edited> {
  const parsed = await parseFile(text);
  const tables = findTables(parsed);
  const changes = wanted.map((addition) => changeTable(parsed, tables, existing, addition));
  const { lines: added, pastes: toPaste } = joinChanges(changes);
  const edits = mergeNewTables(tables, changes);
  const wrapped = wrapDefault(parsed);
  const pastes = [...toPaste, ...wrapped.pastes];
  const imports: Import[] = [
    ...(added.some((line) => /\bdefineTable\(/.test(line)) ? [{ from: "convex/server", name: "defineTable" }] : []),
    ...(added.some((line) => /\bv\./.test(line)) ? [{ from: "convex/values", name: "v" }] : []),
    ...(wrapped.edits.length === 0
      ? []
      : [
          { from: module, name: "duringCutover" },
          { from: besideModule(parsed, "plan"), name: "default", as: "plan" },
        ]),
  ];
  return { text: applyEdits(text, [...addImports(parsed, imports), ...edits, ...wrapped.edits]), pastes };
}

/** `defineSchema({ … })`: its object, and each table's `defineTable({ … })` as far as this file shows them. */
interface SchemaTables {
  readonly object: ObjectLiteralExpression | null;
  readonly byName: ReadonlyMap<string, ObjectLiteralExpression>;
  readonly named: ReadonlySet<string>;
  readonly spreads: readonly string[];
}

function findTables(parsed: ParsedFile): SchemaTables {
  const { file, is } = parsed;
  const call = file
    .getDescendants()
    .find((each) => is.isCallExpression(each) && each.getExpression().getText() === "defineSchema");
  const object =
    call === undefined ? null : toObject(parsed, (call as CallExpression).getArguments()[0] as Expression | undefined);
  const byName = new Map<string, ObjectLiteralExpression>();
  const named = new Set<string>();
  const spreads: string[] = [];
  for (const property of object?.getProperties() ?? []) {
    if (is.isSpreadAssignment(property)) spreads.push(property.getExpression().getText());
    if (!is.isPropertyAssignment(property) && !is.isShorthandPropertyAssignment(property)) continue;
    const name = toName(property);
    named.add(name);
    const value = is.isPropertyAssignment(property) ? property.getInitializer() : property.getNameNode();
    const fields = findFields(parsed, value);
    if (fields !== null) byName.set(name, fields);
  }
  return { object, byName, named, spreads };
}

function toName(property: { getName(): string }): string {
  return property.getName().replaceAll(/^["']|["']$/g, "");
}

/** The object itself, or that of a constant of this file. */
function toObject({ file, is }: ParsedFile, value: Expression | undefined): ObjectLiteralExpression | null {
  const found = is.isIdentifier(value) ? file.getVariableDeclaration(value.getText())?.getInitializer() : value;
  return is.isObjectLiteralExpression(found) ? found : null;
}

/** The fields in `defineTable({ … }).index(…).index(…)`, here or in a constant of this file. */
function findFields(parsed: ParsedFile, value: Expression | undefined): ObjectLiteralExpression | null {
  const { file, is } = parsed;
  let call = is.isIdentifier(value) ? file.getVariableDeclaration(value.getText())?.getInitializer() : value;
  while (is.isCallExpression(call)) {
    const callee = call.getExpression();
    if (callee.getText() === "defineTable") return toObject(parsed, call.getArguments()[0] as Expression | undefined);
    if (!is.isPropertyAccessExpression(callee)) return null;
    call = callee.getExpression();
  }
  return null;
}

/** What changes for one table: edits in it, or lines of a new one. */
interface Change {
  readonly edits: readonly Edit[];
  /** A new property of the schema. */
  readonly entry: readonly string[];
  readonly pastes: readonly Paste[];
  /** Everything added, for the imports. */
  readonly lines: readonly string[];
}

const nothing: Change = { edits: [], entry: [], pastes: [], lines: [] };

function changeTable(parsed: ParsedFile, tables: SchemaTables, existing: SchemaShape, addition: TableAddition): Change {
  const table = existing.tables[addition.table];
  const place = `in defineSchema({ … }) of schema.ts`;
  if (table === undefined) {
    const lines = renderTable(
      addition,
      addition.fields.flatMap(({ lines: own }) => own),
    );
    if (tables.object !== null) return { ...nothing, entry: lines, lines };
    return { ...nothing, pastes: [{ place, why: `the schema has no table ${addition.table}`, lines }] };
  }
  const retyped = retypeFields(parsed, tables.byName.get(addition.table), addition);
  return joinChanges([...retyped, addFields(tables, table, addition)]);
}

function joinChanges(changes: readonly Change[]): Change {
  return {
    edits: changes.flatMap(({ edits }) => edits),
    entry: changes.flatMap(({ entry }) => entry),
    pastes: changes.flatMap(({ pastes }) => pastes),
    lines: changes.flatMap(({ lines }) => lines),
  };
}

/** A type of simple validators; others, such as a union of literals, say more than the plan knows. */
const plainType =
  /^(?:v\.(?:string|number|float64|int64|boolean|bytes|null|id|array|optional|union)\(|"[^"]*"|[),\s])+$/;

/** A reference of the app, where the plan has plain values: code of the app reads documents by it. */
const losesReference = (type: string, code: string) => type.includes("v.id(") && !code.includes("v.id(");

/** The fields whose type is not what the plan writes get it, as they stand: optional or not. */
function retypeFields(
  { is }: ParsedFile,
  own: ObjectLiteralExpression | undefined,
  { table, fields, misfits = [] }: TableAddition,
): Change[] {
  return misfits.map((name) => {
    const { lines, optional } = fields.find((each) => each.name === name)!;
    const property = own?.getProperties().find((each) => is.isPropertyAssignment(each) && toName(each) === name);
    const type = is.isPropertyAssignment(property) ? (property.getInitializer()?.getText() ?? "") : "";
    const code = (type.startsWith("v.optional(") ? optional : lines).at(-1)!;
    if (property === undefined || !plainType.test(type) || losesReference(type, code)) {
      const why = "the plan writes another type; if the schema is right, change the plan";
      return { ...nothing, pastes: [{ place: `as ${name} of the table ${table}`, why, lines: [code] }] };
    }
    const edit = { start: property.getStart(), end: property.getEnd(), text: code.replace(/,$/, "") };
    return { ...nothing, edits: [edit], lines: [code] };
  });
}

/** The fields that a table lacks. */
function addFields(tables: SchemaTables, table: SchemaShape["tables"][string], addition: TableAddition): Change {
  const members = objectMembers(table.validator);
  const missing = addition.fields.filter(({ name }) => members.every(({ fields }) => !(name in fields)));
  const lines = missing.flatMap(({ optional }) => optional);
  if (lines.length === 0) return nothing;
  const own = tables.byName.get(addition.table);
  if (own !== undefined && members.length === 1) return { ...nothing, edits: addProperties(own, lines), lines };
  const why = `the table ${addition.table} lacks ${missing.map(({ name }) => name).join(", ")}, and its fields are not written in this file as an object`;
  if (tables.named.has(addition.table) || !tables.spreads.includes("authTables") || tables.object === null) {
    return { ...nothing, pastes: [{ place: `in the table ${addition.table}`, why, lines }] };
  }
  // The fields and indexes that Convex Auth looks users up by stay.
  const indexes = table[" indexes"]().map(({ indexDescriptor, fields }) => ({ name: indexDescriptor, fields }));
  const spread = `...authTables.${addition.table}.validator.fields,`;
  const entry = renderTable({ ...addition, indexes }, [spread, ...lines]);
  return { ...nothing, entry, lines: entry };
}

/** New tables go in together: two edits at the end of one object would not know of each other. */
function mergeNewTables({ object }: SchemaTables, changes: readonly Change[]): Edit[] {
  const entries = changes.flatMap(({ entry }) => entry);
  const inside = changes.flatMap(({ edits }) => edits);
  return [...inside, ...(object === null ? [] : addProperties(object, entries))];
}

function renderTable({ table, about, indexes }: TableAddition, fields: readonly string[]): string[] {
  const chain = indexes.map(({ name, fields: of }) => `.index(${renderString(name)}, ${renderArray(of)})`);
  const [only, second] = chain;
  const end =
    only === undefined ? ["}),"] : second === undefined ? [`})${only},`] : ["})", ...chain.map((each) => `  ${each}`)];
  if (second !== undefined) end[end.length - 1] += ",";
  return [...about, `${table}: defineTable({`, ...fields.map((line) => `  ${line}`), ...end];
}

const relaxed = (name: string) =>
  `/** During the migration: the final schema plus the legacy fields. After cleanup: \`export default ${name}\`. */\nexport default duringCutover(${name}, plan);`;

/** `export default defineSchema(…)` becomes a constant, and its default export the relaxed one. */
function wrapDefault({ text, file, is }: ParsedFile): { edits: Edit[]; pastes: Paste[] } {
  if (/\b(?:duringCutover|withLegacyFields)\(/.test(text)) return { edits: [], pastes: [] };
  const exported = file.getExportAssignment((each) => !each.isExportEquals());
  const value = exported?.getExpression();
  const [start, end] = [exported?.getStart() ?? 0, exported?.getEnd() ?? 0];
  if (is.isIdentifier(value)) {
    const statement = file.getVariableDeclaration(value.getText())?.getVariableStatement();
    const isOpen = statement === undefined || statement.isExported();
    const open = isOpen ? [] : [insertAt(statement.getStart(), "export ")];
    return { edits: [...open, { start, end, text: relaxed(value.getText()) }], pastes: [] };
  }
  if (is.isCallExpression(value) && value.getExpression().getText() === "defineSchema") {
    const head = { start, end: value.getStart(), text: "export const schema = " };
    return { edits: [head, insertAt(end, `\n\n${relaxed("schema")}`)], pastes: [] };
  }
  const lines = ["export default duringCutover(schema, plan);"];
  return {
    edits: [],
    pastes: [
      { place: "as the default export of schema.ts", why: "the schema is not relaxed for the migration", lines },
    ],
  };
}
