import { jsonToConvex, type Value, type ValidatorJSON } from "convex/values";
import { tableOfId } from "./engine/tableIndex.js";

/**
 * Why a value does not fit a validator, in the terms Convex uses, or undefined when it fits. Objects are strict: a field
 * that the validator does not name is an error, and null is not "missing".
 */
export function findMismatch(validator: ValidatorJSON, value: Value, path = ""): string | undefined {
  switch (validator.type) {
    case "any":
      return undefined;
    case "object":
      return findObjectMismatch(validator, value, path);
    case "record":
      return findRecordMismatch(validator, value, path);
    case "array":
      if (!Array.isArray(value)) return noMatch(validator, value, path);
      return firstDefined(value, (item, index) => findMismatch(validator.value, item, `${path}[${index}]`));
    case "union":
      return findUnionMismatch(validator, value, path);
    case "literal":
      return jsonToConvex(validator.value) === value ? undefined : noMatch(validator, value, path);
    case "id":
      return findIdMismatch(validator.tableName, value, path);
    default:
      return typeOf(value) === validator.type ? undefined : noMatch(validator, value, path);
  }
}

type Kind<T extends ValidatorJSON["type"]> = Extract<ValidatorJSON, { type: T }>;

function findObjectMismatch(validator: Kind<"object">, value: Value, path: string): string | undefined {
  if (!isObject(value)) return noMatch(validator, value, path);
  for (const [name, field] of Object.entries(validator.value)) {
    const fieldValue = Object.hasOwn(value, name) ? value[name] : undefined;
    if (fieldValue === undefined) {
      if (field.optional) continue;
      return `Object is missing the required field \`${name}\`.${at(path)}`;
    }
    const mismatch = findMismatch(field.fieldType, fieldValue, `${path}.${name}`);
    if (mismatch !== undefined) return mismatch;
  }
  const extra = Object.keys(value).find((name) => !Object.hasOwn(validator.value, name));
  return extra === undefined
    ? undefined
    : `Object contains extra field \`${extra}\` that is not in the validator.${at(path)}`;
}

function findRecordMismatch(validator: Kind<"record">, value: Value, path: string): string | undefined {
  if (!isObject(value)) return noMatch(validator, value, path);
  return firstDefined(
    Object.entries(value),
    ([name, item]) =>
      findMismatch(validator.keys as ValidatorJSON, name, `${path}.${name}`) ??
      findMismatch(validator.values.fieldType, item, `${path}.${name}`),
  );
}

/** With one object among the choices, or one only, its own complaint says more than "no match". */
function findUnionMismatch(validator: Kind<"union">, value: Value, path: string): string | undefined {
  const mismatches = validator.value.map((choice) => findMismatch(choice, value, path));
  if (mismatches.includes(undefined)) return undefined;
  const choices = validator.value.filter(({ type }) => type === "object" || type === "array");
  const likely = typeof value === "object" && value !== null && choices.length === 1 ? choices[0] : undefined;
  return likely === undefined ? noMatch(validator, value, path) : mismatches[validator.value.indexOf(likely)];
}

function findIdMismatch(table: string, value: Value, path: string): string | undefined {
  const found = typeof value === "string" ? tableOfId(value) : undefined;
  if (found === undefined) return noMatch({ type: "id", tableName: table }, value, path);
  if (found === table) return undefined;
  return `Found ID ${JSON.stringify(value)} from table \`${found}\`, which does not match \`v.id("${table}")\`.${at(path)}`;
}

function typeOf(value: Value): string {
  if (value === null) return "null";
  if (value instanceof ArrayBuffer) return "bytes";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function isObject(value: Value): value is Record<string, Value> {
  return typeOf(value) === "object";
}

function firstDefined<T, R>(items: readonly T[], find: (item: T, index: number) => R | undefined): R | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function noMatch(validator: ValidatorJSON, value: Value, path: string): string {
  return `Value does not match validator.${at(path)}\nValue: ${renderValue(value)}\nValidator: ${renderValidator(validator)}`;
}

function at(path: string): string {
  return path === "" ? "" : `\nPath: ${path}`;
}

/** Long values are cut: the path finds them. */
function renderValue(value: Value): string {
  if (typeof value === "bigint") return `${value}n`;
  const text = JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === "bigint") return `${inner}n`;
    return inner instanceof ArrayBuffer ? `<${inner.byteLength} bytes>` : inner;
  });
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function renderValidator(validator: ValidatorJSON): string {
  switch (validator.type) {
    case "bigint":
      return "v.int64()";
    case "number":
      return "v.float64()";
    case "id":
      return `v.id("${validator.tableName}")`;
    case "literal":
      return `v.literal(${renderValue(jsonToConvex(validator.value))})`;
    case "array":
      return `v.array(${renderValidator(validator.value)})`;
    case "union":
      return `v.union(${validator.value.map(renderValidator).join(", ")})`;
    case "object":
      return `v.object({${Object.keys(validator.value).join(", ")}})`;
    default:
      return `v.${validator.type}()`;
  }
}
