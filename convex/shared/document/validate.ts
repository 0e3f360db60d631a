import { jsonToConvex, type GenericValidator, type ValidatorJSON, type Value } from "convex/values";
import { quote } from "../kinds/kind.js";

/** The first place where a value and its validator disagree. */
export interface Mismatch {
  /** `a.b[3]`; empty for the value itself. */
  readonly path: string;
  /** In words: `a string`, `one of: "a", "b"`, `no field of this name`. */
  readonly expected: string;
  /** In words, with at most the beginning of a text: `a number`, `"c"`, `nothing`. */
  readonly found: string;
}

export interface ValidateOptions {
  /** Whether a text is an id of the table. Default: every text is, since ids are checked where they are made. */
  readonly isId?: (text: string, table: string) => boolean;
}

/** Finds where a value breaks its validator; null where it fits. `undefined` is a missing field. */
export type Check = (value: Value | undefined, path?: string) => Mismatch | null;

/** A validator's JSON. The getter exists on every validator but is marked internal, so its type is not published. */
export function validatorJson(validator: GenericValidator): ValidatorJSON {
  if (!hasJson(validator)) throw new TypeError("Not a validator of convex/values: it has no JSON form.");
  return validator.json;
}

function hasJson(validator: object): validator is { readonly json: ValidatorJSON } {
  return "json" in validator;
}

/** `compileValidator` for a single value. */
export function findMismatch(validator: ValidatorJSON, value: Value | undefined, path = ""): Mismatch | null {
  return compileValidator(validator)(value, path);
}

/**
 * Turns a validator into a check with Convex's own rules: objects are strict (an unknown field is a mismatch), int64 is a
 * bigint, float64 a number, bytes an ArrayBuffer, an optional field may be missing but not null.
 */
export function compileValidator(validator: ValidatorJSON, options: ValidateOptions = {}): Check {
  switch (validator.type) {
    case "any":
      return (value, path = "") => (value === undefined ? mismatch(path, "any value", value) : null);
    case "literal":
      return literalCheck(jsonToConvex(validator.value));
    case "id":
      return idCheck(validator.tableName, options.isId ?? (() => true));
    case "array":
      return arrayCheck(compileValidator(validator.value, options));
    case "record":
      return recordCheck(
        compileValidator(validator.keys, options),
        compileValidator(validator.values.fieldType, options),
      );
    case "object":
      return objectCheck(validator, options);
    case "union":
      return unionCheck(validator.value, options);
    default:
      return typeCheck(validator.type);
  }
}

const typeWords = {
  null: "null",
  number: "a number",
  bigint: "an int64",
  commitTs: "an int64",
  boolean: "a boolean",
  string: "a string",
  bytes: "bytes",
} as const;

function typeCheck(type: keyof typeof typeWords): Check {
  const expected = typeWords[type];
  return (value, path = "") =>
    value !== undefined && typeOf(value) === expected ? null : mismatch(path, expected, value);
}

function typeOf(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof ArrayBuffer) return "bytes";
  const type = typeof value;
  return type === "object" || type === "symbol" || type === "function" || type === "undefined"
    ? "an object"
    : typeWords[type];
}

function mismatch(path: string, expected: string, value: Value | undefined): Mismatch {
  return { path, expected, found: value === undefined ? "nothing" : typeOf(value) };
}

function literalCheck(literal: Value): Check {
  const expected = literalText(literal);
  return (value, path = "") => {
    if (value === literal) return null;
    return { path, expected, found: value === undefined ? "nothing" : literalText(value) };
  };
}

/** Texts and numbers are shown, since their type alone would not explain why a literal does not match. */
function literalText(value: Value): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "bigint") return `${value}n`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : typeOf(value);
}

function idCheck(table: string, isId: (text: string, table: string) => boolean): Check {
  const expected = `an id of ${quote(table)}`;
  return (value, path = "") =>
    typeof value === "string" && isId(value, table) ? null : mismatch(path, expected, value);
}

function arrayCheck(element: Check): Check {
  return (value, path = "") => {
    if (!Array.isArray(value)) return mismatch(path, "an array", value);
    for (let index = 0; index < value.length; index++) {
      const found = element(value[index], "");
      // The path is only built for the element that fails: arrays are long, mismatches rare.
      if (found) return { ...found, path: joinPath(`${path}[${index}]`, found.path) };
    }
    return null;
  };
}

function isFields(value: Value | undefined): value is { [key: string]: Value | undefined } {
  return typeof value === "object" && value !== null && typeOf(value) === "an object";
}

function recordCheck(keys: Check, values: Check): Check {
  return (value, path = "") => {
    if (!isFields(value)) return mismatch(path, "an object", value);
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined) continue;
      const found = keys(name) ?? values(field);
      if (found) return { ...found, path: joinPath(fieldPath(path, name), found.path) };
    }
    return null;
  };
}

function objectCheck(validator: ValidatorJSON & { type: "object" }, options: ValidateOptions): Check {
  const fields = Object.entries(validator.value).map(([name, { fieldType, optional }]) => ({
    name,
    optional,
    check: compileValidator(fieldType, options),
  }));
  const known = new Set(fields.map(({ name }) => name));
  return (value, path = "") => {
    if (!isFields(value)) return mismatch(path, "an object", value);
    for (const { name, optional, check } of fields) {
      const field = Object.hasOwn(value, name) ? value[name] : undefined;
      if (field === undefined && optional) continue;
      const found = check(field);
      if (found) return { ...found, path: joinPath(fieldPath(path, name), found.path) };
    }
    for (const [name, field] of Object.entries(value)) {
      if (field !== undefined && !known.has(name))
        return mismatch(fieldPath(path, name), "no field of this name", field);
    }
    return null;
  };
}

/** Of a union's mismatches the one inside the only member of the right type says most; otherwise all members are named. */
function unionCheck(members: readonly ValidatorJSON[], options: ValidateOptions): Check {
  const checks = members.map((member) => compileValidator(member, options));
  return (value, path = "") => {
    const found: Mismatch[] = [];
    for (const check of checks) {
      const wrong = check(value);
      if (wrong === null) return null;
      found.push(wrong);
    }
    const [deep, ...others] = found.filter((wrong) => wrong.path !== "");
    if (deep && others.length === 0) return { ...deep, path: joinPath(path, deep.path) };
    const expected = [...new Set(deep ? [] : found.map((wrong) => wrong.expected))];
    const last = found.findLast((wrong) => wrong.path === "")?.found ?? mismatch(path, "", value).found;
    return { path, expected: listed(deep ? ["any of the union's objects"] : expected), found: last };
  };
}

function listed(expected: readonly string[]): string {
  if (expected.length === 0) return "nothing at all";
  return expected.length === 1 ? expected.join("") : `one of: ${expected.slice(0, 10).join(", ")}`;
}

function joinPath(path: string, rest: string): string {
  if (path === "" || rest === "") return path + rest;
  return rest.startsWith("[") ? path + rest : `${path}.${rest}`;
}

/** `a.b`, or `a["odd name"]`: where a field stands, for messages. */
export function fieldPath(path: string, name: string): string {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]{0,39}$/u.test(name)) return `${path}[${quote(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}
