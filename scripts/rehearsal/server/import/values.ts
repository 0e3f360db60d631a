import { jsonToConvex, type Value } from "convex/values";
import { JsonNumber, type Json } from "./json.js";

/**
 * How a file spells values. "float": JSONLines, JSON arrays, and tables of a ZIP without generated_schema: every number
 * is a Float64. "uniform": an integer literal is an Int64, and `{"$integer"}`, `{"$bytes"}`, `{"$float"}` are accepted.
 */
export type Encoding = "float" | "uniform";

const valueLimits = { fields: 1024, arrayItems: 8192, fieldNameLength: 1024 } as const;

export function toConvexValue(json: Json, encoding: Encoding): Value {
  if (json instanceof JsonNumber) return toNumber(json.text, encoding);
  if (json instanceof Map) return toObject(json, encoding);
  if (Array.isArray(json)) return toArray(json, encoding);
  return json;
}

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** "-0" has no integer form, and integers beyond 64 bits become floats: the server's rules. */
function toNumber(text: string, encoding: Encoding): Value {
  if (encoding === "float" || !/^-?[0-9]+$/.test(text) || text === "-0") return Number(text);
  const integer = BigInt(text);
  return integer >= int64.min && integer <= int64.max ? integer : Number(text);
}

function toArray(items: readonly Json[], encoding: Encoding): Value[] {
  if (items.length > valueLimits.arrayItems) {
    throw new Error(`Array has too many items (${items.length} > maximum number ${valueLimits.arrayItems})`);
  }
  return items.map((item) => toConvexValue(item, encoding));
}

function toObject(fields: ReadonlyMap<string, Json>, encoding: Encoding): Value {
  const [first] = fields;
  if (encoding === "uniform" && fields.size === 1 && first?.[0].startsWith("$")) return toTagged(...first);
  if (fields.size > valueLimits.fields) {
    throw new Error(`Object has too many fields (${fields.size} > maximum number ${valueLimits.fields})`);
  }
  const object: Record<string, Value> = {};
  for (const [name, json] of fields) {
    ensureFieldName(name);
    setField(object, name, toConvexValue(json, encoding));
  }
  return object;
}

function toTagged(tag: string, json: Json): Value {
  if (!["$integer", "$bytes", "$float"].includes(tag)) ensureFieldName(tag);
  if (typeof json !== "string") throw new Error(`${tag} must hold a base64 string`);
  const value = jsonToConvex({ [tag]: json });
  if (tag === "$float" && typeof value === "number" && Number.isFinite(value) && value !== 0) {
    throw new Error(`Float64 ${value} should be encoded as a number`);
  }
  return value;
}

function ensureFieldName(name: string): void {
  if (name === "") throw new Error("Field name cannot be empty");
  if (name.startsWith("$")) throw new Error(`Field name ${name} starts with '$', which is reserved`);
  if (!/^[\x20-\x7e]*$/.test(name)) {
    throw new Error(
      `Field name ${JSON.stringify(name)} may only hold ASCII characters that are not control characters`,
    );
  }
  if (name.length > valueLimits.fieldNameLength) {
    throw new Error(`Field name is too long (${name.length} > maximum ${valueLimits.fieldNameLength})`);
  }
}

/** A plain assignment to `__proto__` would set the prototype instead of a field. */
function setField(object: Record<string, Value>, name: string, value: Value): void {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else object[name] = value;
}
