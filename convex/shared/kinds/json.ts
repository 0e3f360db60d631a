import { v, type GenericValidator, type Value } from "convex/values";
import { defineKind, reject, Reject, type Kind } from "./kind.js";
import { compileValidator, validatorJson } from "../document/validate.js";
import { ambiguous, printJson } from "./invert.js";
import { readJson, type JsonRules } from "./jsonReader.js";

export type JsonOptions = JsonRules;

/**
 * JSON text (`json`, `jsonb`, or JSON in a text column) → the value, digit by digit: `JSON.parse` would round large numbers and
 * drop repeated keys silently. SQL NULL never comes here, so the text `null` is the JSON value null.
 * Codes: `json` (not JSON), `unsafe_number`, `duplicate_key` (also after renaming), `field_name` (a name Convex or its client refuses),
 * `surrogate`, `too_deep` (14 levels), `too_long` (8,192 elements), `too_many_fields` (1,024), `shape`.
 * Every message but that of `json` names the path.
 */
export function jsonKind(shape: GenericValidator = v.any(), options: JsonOptions = {}): Kind {
  const findMismatch = compileValidator(validatorJson(shape));
  return defineKind<Value>({
    name: "json",
    validator: shape,
    convert(text) {
      const value = readJson(text, options);
      if (value instanceof Reject) return value;
      const mismatch = findMismatch(value);
      if (mismatch === null) return value;
      const where = mismatch.path === "" ? "" : `at ${mismatch.path}: `;
      return reject("shape", `${where}expected ${mismatch.expected}, found ${mismatch.found}`);
    },
    invert(value) {
      if (typeof options.keys === "function") return ambiguous("the plan renames the fields");
      if (options.numbers === "text") return ambiguous("text that was a number is text like any other");
      if (options.null === "omit") return ambiguous("a field that is not there, or null");
      return printJson(value);
    },
  });
}
