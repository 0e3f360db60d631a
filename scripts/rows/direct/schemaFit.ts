import type { ValidatorJSON } from "convex/values";
import { jsonToConvex } from "convex/values";
import { canonicalValue } from "../../../convex/shared/document/canonical.js";
import { compileValidator } from "../../../convex/shared/document/validate.js";
import { documentLimits } from "../../../convex/shared/limits.js";
import type { PlannedPart, PlannedTable } from "../../../convex/shared/plan/plan.js";
import type { RowShape } from "../convert/typedRow.js";

/** A field of the schema: what it takes, and whether it may be missing. */
export interface SchemaField {
  readonly fieldType: ValidatorJSON;
  readonly optional: boolean;
}

/** `convex import` takes it beside the fields of the schema. */
export const creationTime: SchemaField = { fieldType: { type: "number" }, optional: true };
export const anything: SchemaField = { fieldType: { type: "any" }, optional: true };

export function readSchema(json: ValidatorJSON): Map<string, SchemaField> | null {
  return json.type === "object" ? new Map(Object.entries(json.value)) : null;
}

const key: ValidatorJSON = { type: "string" };
const keyLists: ValidatorJSON = { type: "array", value: key };

/** Every field of the plan is in the schema, keys as text; every field that the schema demands is in the plan; every column is read. */
export function fitsSchema(
  part: PlannedPart,
  table: PlannedTable,
  { columns }: RowShape,
  fields: ReadonlyMap<string, SchemaField>,
): boolean {
  const keyFields = [
    table.id.field,
    ...part.refs.map(({ legacyField }) => legacyField),
    ...part.lookups.map(({ field }) => field),
  ];
  const lists = new Set(part.refs.filter(({ list }) => list !== null).map(({ legacyField }) => legacyField));
  const isKey = (name: string) =>
    fields.has(name) && takesAll(fields.get(name)!.fieldType, lists.has(name) ? keyLists : key);
  const nulls = part.refs.filter(({ absent }) => absent.kind === "null").map(({ name }) => name);
  const planned = [...part.fields.map(({ name }) => name), ...keyFields, ...nulls];
  const demanded = [...fields].filter(([, { optional }]) => !optional).map(([name]) => name);
  const read = [...part.id.columns, ...[...part.fields, ...part.refs, ...part.lookups].flatMap((each) => each.columns)];
  return (
    keyFields.every(isKey) &&
    new Set(planned).size === planned.length &&
    planned.length < documentLimits.fields &&
    planned.every((name) => fields.has(name) || name === "_creationTime") &&
    demanded.every((name) => planned.includes(name)) &&
    part.columns.every((column) => columns.includes(column)) &&
    read.every((column) => columns.includes(column) || part.derived.some(([name]) => name === column))
  );
}

/** Whether the schema takes whatever fits the other validator. */
export function takesAll(schema: ValidatorJSON, given: ValidatorJSON): boolean {
  if (schema.type === "any" || isSameType(schema, given)) return true;
  if (given.type === "union") return given.value.every((each) => takesAll(schema, each));
  if (schema.type === "union") return schema.value.some((each) => takesAll(each, given));
  if (given.type === "literal") return compileCheck(schema)(jsonToConvex(given.value)) === null;
  if (given.type === "array") return schema.type === "array" && takesAll(schema.value, given.value);
  return given.type !== "object" && given.type !== "record" && accepts(schema, given.type);
}

function isSameType(one: ValidatorJSON, other: ValidatorJSON): boolean {
  return canonicalValue(one) === canonicalValue(other);
}

/** Whether its values have one text: no objects, whose fields have an order, and no numbers, which need a decimal point in a ZIP. */
export function isFlat(given: ValidatorJSON): boolean {
  switch (given.type) {
    case "union":
      return given.value.every(isFlat);
    case "array":
      return isFlat(given.value);
    case "any":
    case "number":
    case "object":
    case "record":
      return false;
    default:
      return true;
  }
}

/** Every value of this type. */
function accepts(json: ValidatorJSON, type: ValidatorJSON["type"]): boolean {
  if (json.type === "union") return json.value.some((each) => accepts(each, type));
  return json.type === "any" || json.type === type || (json.type === "id" && type === "string");
}

const checks = new WeakMap<ValidatorJSON, ReturnType<typeof compileValidator>>();

export function compileCheck(fieldType: ValidatorJSON): ReturnType<typeof compileValidator> {
  const known = checks.get(fieldType) ?? compileValidator(fieldType);
  checks.set(fieldType, known);
  return known;
}
