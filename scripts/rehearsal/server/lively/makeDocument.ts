import { jsonToConvex, type Value, type ValidatorJSON } from "convex/values";

export interface Ingredients {
  /** A text that stands nowhere yet. */
  readonly text: () => string;
  /** A document of this table to refer to; null: there is none. */
  readonly findId: (table: string) => string | null;
}

export type Fields = Record<string, Value>;

/** Why no valid document can be made now. */
export class CannotMake extends Error {}

/** The smallest valid document: what is required and nothing else. Throws CannotMake. */
export function makeDocument(validator: ValidatorJSON, ingredients: Ingredients): Fields {
  const made = makeValue(validator, ingredients);
  return typeof made === "object" && made !== null ? (made as Fields) : {};
}

function makeValue(validator: ValidatorJSON, ingredients: Ingredients): Value {
  switch (validator.type) {
    case "object":
      return makeObject(validator.value, ingredients);
    case "union":
      return makeFirst(validator.value, ingredients);
    case "id":
      return makeId(validator.tableName, ingredients);
    case "literal":
      return jsonToConvex(validator.value);
    case "string":
      return ingredients.text();
    case "number":
      return 1;
    case "bigint":
      return 1n;
    case "boolean":
      return false;
    case "bytes":
      return new ArrayBuffer(1);
    case "array":
      return [];
    case "record":
      return {};
    case "null":
      return null;
    case "any":
      return {};
    default:
      throw new CannotMake(`no value can be made up for ${JSON.stringify(validator)}`);
  }
}

function makeObject(
  fields: Record<string, { fieldType: ValidatorJSON; optional: boolean }>,
  ingredients: Ingredients,
): Fields {
  const required = Object.entries(fields).filter(([, { optional }]) => !optional);
  return Object.fromEntries(required.map(([name, { fieldType }]) => [name, makeValue(fieldType, ingredients)]));
}

/** A reference may have nothing to lead to, where another member of the union takes a text or null. */
function makeFirst(members: readonly ValidatorJSON[], ingredients: Ingredients): Value {
  let reason = "a union without members";
  for (const member of members) {
    try {
      return makeValue(member, ingredients);
    } catch (error) {
      if (!(error instanceof CannotMake)) throw error;
      reason = error.message;
    }
  }
  throw new CannotMake(reason);
}

function makeId(table: string, { findId }: Ingredients): string {
  const id = findId(table);
  if (id === null) throw new CannotMake(`there is no document of "${table}" to refer to`);
  return id;
}

/** The fields that hold a text in every document of the table that has them. */
export function textFields(validator: ValidatorJSON): string[] {
  if (validator.type !== "object") return [];
  return Object.entries(validator.value)
    .filter(([, { fieldType }]) => fieldType.type === "string")
    .map(([name]) => name);
}

/** The ids that a document refers to, wherever they stand in it. */
export function referredIds(validator: ValidatorJSON, value: Value): string[] {
  if (validator.type === "id") return typeof value === "string" ? [value] : [];
  if (validator.type === "union") return validator.value.flatMap((member) => referredIds(member, value));
  if (validator.type !== "object" || typeof value !== "object" || value === null) return [];
  const fields = value as Fields;
  return Object.entries(validator.value).flatMap(([name, { fieldType }]) =>
    name in fields ? referredIds(fieldType, fields[name]!) : [],
  );
}
