import type { GenericValidator, VId } from "convex/values";
import * as fields from "../../convex/shared/plan/valueFields.js";
import { objectMembers, type TableShape } from "../../convex/shared/plan/schemaFaults.js";
import { findTypeMismatch } from "../../convex/shared/plan/validatorFit.js";
import { renderKey, renderString, renderValidator } from "../project/code/render.js";
import type { SourceColumn, SourceTable } from "../sources/source.js";
import type { FieldChoice, ValueChoice } from "./fieldRules.js";
import { foldWord } from "../project/code/spellings.js";
import { niceName } from "./names.js";

/** What the app's schema.ts has for a column. */
export interface DeclaredField {
  readonly name: string;
  readonly validator: GenericValidator;
  readonly isRequired: boolean;
}

/** A table of the source, and what schema.ts has under its name in Convex. */
export interface DeclaredTable {
  readonly source: Pick<SourceTable, "columns">;
  readonly declared: TableShape | undefined;
}

/** By the name that the column gets, by one that differs in case or in the `Id` at its end, or by another word for the same. */
export function findDeclaredField({ source, declared }: DeclaredTable, column: string): DeclaredField | null {
  if (declared === undefined) return null;
  const named = findByName(declared, column);
  if (named !== null) return named;
  const [field, another] = listFields(declared).filter(({ name }) => isSynonym(name, column));
  if (field === undefined || another !== undefined) return null;
  const rivals = source.columns.filter(({ name }) => name !== column && isLikely(declared, field.name, name));
  return rivals.length === 0 ? field : null;
}

function isLikely(declared: TableShape, field: string, column: string): boolean {
  return findByName(declared, column)?.name === field || isSynonym(field, column);
}

function findByName(declared: TableShape, column: string): DeclaredField | null {
  const wanted = niceName(column, "field");
  const all = listFields(declared);
  const exact = all.find(({ name }) => name === wanted);
  const [only, another] = exact === undefined ? all.filter((field) => isSameName(field, wanted)) : [exact];
  return only === undefined || another !== undefined ? null : only;
}

/** The fields of its documents, whichever of a union's objects has them. */
export function listFields({ validator }: TableShape): DeclaredField[] {
  const members = objectMembers(validator);
  const names = new Set(members.flatMap(({ fields: own }) => Object.keys(own)));
  return [...names].map((name) => {
    const own = members.flatMap((member) => member.fields[name] ?? []);
    const isRequired = own.length === members.length && own.every(({ isOptional }) => isOptional === "required");
    return { name, validator: own[0]!, isRequired };
  });
}

/** Only a reference has its `Id` at the end, only a boolean its `is` in front. */
function isSameName({ name, validator }: DeclaredField, wanted: string): boolean {
  const [one, other] = [name, wanted].map((each) => each.toLowerCase());
  if (one === other) return true;
  if ((validator as { kind: string }).kind === "boolean") return one === `is${other}` || other === `is${one}`;
  return (one === `${other}id` || other === `${one}id`) && findDeclaredTarget(validator) !== null;
}

/** Words for the same, a line each. */
const synonyms = `name fullname displayname
phone telephone tel phonenumber
email emailaddress mail
zip zipcode postcode postalcode plz
birthday birthdate dateofbirth dob born
firstname givenname forename
lastname surname familyname
description desc
quantity qty
image avatar avatarurl imageurl picture
notes note remarks
startsat startat starttime start
endsat endat endtime end`
  .split("\n")
  .map((line) => new Set(line.split(" ")));

function isSynonym(field: string, column: string): boolean {
  return synonyms.some((group) => group.has(foldWord(field)) && group.has(foldWord(column)));
}

export interface DeclaredTarget {
  readonly table: string;
  readonly isList: boolean;
}

/** The one table that a field refers to, or that the items of its list refer to. */
export function findDeclaredTarget(validator: GenericValidator): DeclaredTarget | null {
  const { kind } = validator as { readonly kind: string };
  if (kind === "id") return { table: (validator as VId<unknown>).tableName, isList: false };
  if (kind === "array") {
    const inside = findDeclaredTarget((validator as unknown as { element: GenericValidator }).element);
    return inside === null || inside.isList ? null : { ...inside, isList: true };
  }
  if (kind !== "union") return null;
  const targets = membersOf(validator).map((member) => findDeclaredTarget(member));
  const [first, ...others] = targets.filter((target) => target !== null);
  return first === undefined || others.length > 0 ? null : first;
}

function membersOf(validator: GenericValidator): readonly GenericValidator[] {
  return (validator as unknown as { members: readonly GenericValidator[] }).members;
}

/**
 * The reference fields of schema.ts that no column is called as and that lead where this reference does: the only one, where it is the
 * only such reference of the table, is its name.
 */
export function listOpenReferences(table: DeclaredTable, target: string, isList: boolean): string[] {
  if (table.declared === undefined) return [];
  const taken = new Set(table.source.columns.map(({ name }) => findDeclaredField(table, name)?.name));
  return listFields(table.declared)
    .filter(({ name }) => !taken.has(name))
    .filter(({ validator }) => {
      const declared = findDeclaredTarget(validator);
      return declared?.table === target && declared.isList === isList;
    })
    .map(({ name }) => name);
}

/** Kinds that the column may also be, where schema.ts wants what they write. */
function otherChoices({ type }: SourceColumn, validator: GenericValidator): FieldChoice[] {
  const isJson = /^jsonb?$|^mixed$/i.test(type);
  const comment = `schema.ts has ${renderValidator(validator).slice(0, 60)}`;
  const shape = isJson && !renderValidator(validator).includes("v.id(") ? [jsonOf(validator)] : [];
  const plain: readonly ValueChoice[] = [
    { code: "integer()", field: fields.integer() },
    { code: "number()", field: fields.number() },
    { code: "timestamp()", field: fields.timestamp() },
    { code: "flag()", field: fields.flag() },
    { code: "int64()", field: fields.int64() },
    { code: "cents()", field: fields.cents() },
    { code: "list(text())", field: fields.list(fields.text()) },
    { code: "list(number())", field: fields.list(fields.number()) },
    ...shape,
  ];
  return plain.filter((choice) => fits(choice, validator)).map((choice) => ({ ...choice, comment, forSchema: "only" }));
}

function jsonOf(validator: GenericValidator): ValueChoice {
  return { code: `json(${renderValidator(validator)})`, field: fields.json(validator) };
}

export function fits({ field }: FieldChoice, validator: GenericValidator): boolean {
  const role = field?.parts.role;
  return role?.kind === "value" && findTypeMismatch(role.of.validator, validator) === null;
}

/** The column's choices, and others that schema.ts may want; marked are those that write what it has. */
export function preferDeclared(
  choices: readonly FieldChoice[],
  column: SourceColumn,
  declared: DeclaredField | null,
): readonly FieldChoice[] {
  if (declared === null || choices[0]!.field === null) return choices;
  const known = new Set(choices.map(({ code }) => code));
  const others = otherChoices(column, declared.validator).filter(({ code }) => !known.has(code));
  const marked = choices.map((choice): FieldChoice =>
    fits(choice, declared.validator) ? { ...choice, forSchema: "too" } : choice,
  );
  return [...marked.slice(0, -1), ...others, marked.at(-1)!];
}

/** More words than this are no enumeration. */
const mostWords = 60;

/** The literals of a union of texts; null for other validators. */
export function findDeclaredWords(validator: GenericValidator): readonly string[] | null {
  const { kind, value } = validator as { readonly kind: string; readonly value?: unknown };
  if (kind === "literal") return typeof value === "string" ? [value] : null;
  if (kind !== "union") return null;
  const members = membersOf(validator).filter((member) => (member as { kind: string }).kind !== "null");
  const words = members.map((member) => findDeclaredWords(member));
  return words.includes(null) ? null : words.flatMap((own) => own ?? []);
}

/** `oneOf` of the words that schema.ts has, whatever case and punctuation the source writes them in; null where none of them is there. */
export function mapWords(values: Iterable<string>, words: readonly string[]): FieldChoice | null {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > mostWords) return null;
  }
  const folded = new Map(words.map((word) => [foldWord(word), word]));
  const found = [...counts.keys()].toSorted().map((value) => [value, folded.get(foldWord(value))] as const);
  const entries = found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  if (entries.length === 0) return null;
  const others = found.filter(([, word]) => word === undefined).map(([value]) => value);
  const isPlain = entries.every(([value, word]) => value === word);
  const code = isPlain
    ? `[${entries.map(([value]) => renderString(value)).join(", ")}]`
    : `{ ${entries.map(([value, word]) => `${renderKey(value)}: ${renderString(word)}`).join(", ")} }`;
  const field = fields.oneOf(Object.fromEntries(entries));
  return { code: `oneOf(${code})`, field, comment: `the words of schema.ts${describeOthers(others, counts)}` };
}

function describeOthers(others: readonly string[], counts: ReadonlyMap<string, number>): string {
  if (others.length === 0) return "";
  const listed = others.map((value) => `${renderString(value)} (${counts.get(value)!.toLocaleString("en-US")})`);
  return `; not among them, so name what they become: ${listed.join(", ")}`;
}
