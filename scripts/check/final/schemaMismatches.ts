import type { ValidatorJSON, Value } from "convex/values";
import type { Document } from "../../../convex/shared/document/document.js";
import {
  type Check,
  type Mismatch,
  type ValidateOptions,
  compileValidator,
} from "../../../convex/shared/document/validate.js";

/** A field of a document that the final schema refuses. */
export interface SchemaMismatch {
  readonly field: string;
  readonly code: "legacy_field" | "missing_field" | "unknown_field" | "wrong_value";
  /** What was expected, what was found, and where. */
  readonly mismatch: Mismatch;
}

/** Finds every mismatched field of a document; of a union, or of anything but an object, only the first one. */
export type FindSchemaMismatches = (document: Document) => SchemaMismatch[];

type Fields = Record<string, Value | undefined>;

/** Legacy fields are reported apart, so that a missing cleanup does not hide other mismatches. */
export function compileMismatchFinder(
  documentType: ValidatorJSON,
  legacyFields: readonly string[],
  options: ValidateOptions,
): FindSchemaMismatches {
  const known = new Set(documentType.type === "object" ? Object.keys(documentType.value) : []);
  const legacy = new Set(legacyFields.filter((field) => !known.has(field)));
  const checks = documentType.type === "object" ? compileFields(documentType, options) : null;
  const whole = compileValidator(documentType, options);
  return (document) => {
    const { _id, _creationTime, ...rest } = document;
    const fields: Fields = rest;
    const left = Object.keys(fields).filter((field) => legacy.has(field) && fields[field] !== undefined);
    for (const field of left) delete fields[field];
    return [
      ...left.map(describeLegacyField),
      ...(checks === null ? findFirst(whole, fields) : findAll(checks, fields)),
    ];
  };
}

function describeLegacyField(field: string): SchemaMismatch {
  return {
    field,
    code: "legacy_field",
    mismatch: { path: field, expected: "no field of this name", found: "a string" },
  };
}

/** Each field as an object of one field, so that the validator's rules about missing and unknown ones are the same. */
function compileFields({ value }: ValidatorJSON & { type: "object" }, options: ValidateOptions): Map<string, Check> {
  return new Map(
    Object.entries(value).map(([name, field]) => [
      name,
      compileValidator({ type: "object", value: { [name]: field } }, options),
    ]),
  );
}

const nothingKnown = compileValidator({ type: "object", value: {} });

function findAll(checks: ReadonlyMap<string, Check>, fields: Fields): SchemaMismatch[] {
  const names = new Set([...checks.keys(), ...Object.keys(fields)]);
  return [...names].flatMap((name) => {
    const value = fields[name];
    const check = checks.get(name) ?? nothingKnown;
    return findFirst(check, value === undefined ? {} : { [name]: value }, name);
  });
}

function findFirst(check: Check, fields: Fields, name?: string): SchemaMismatch[] {
  const mismatch = check(fields);
  if (mismatch === null) return [];
  return [{ field: name ?? topField(mismatch.path), code: codeOf(mismatch), mismatch }];
}

function codeOf({ expected, found }: Mismatch): SchemaMismatch["code"] {
  if (found === "nothing") return "missing_field";
  return expected === "no field of this name" ? "unknown_field" : "wrong_value";
}

/** `address` of `address.lines[3]`; `*` for the document itself. */
function topField(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? "*";
}
