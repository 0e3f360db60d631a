import type { Value } from "convex/values";
import { reject, Reject, type Kind } from "./kind.js";
import { compileValidator, validatorJson, type Check } from "../document/validate.js";

/** Text that the kind reads as this value, verified by converting it again; or why there is none. Codes: `not_invertible`, `ambiguous`. */
export function invertValue(kind: Kind, value: Value, columnType: string): string | Reject {
  if (kind.invert === undefined)
    return reject("not_invertible", `${kind.name} cannot be converted back to source text`);
  const mismatch = checkOf(kind)(value);
  if (mismatch !== null) return reject("not_invertible", `expected ${mismatch.expected}, found ${mismatch.found}`);
  const text = kind.invert(value, columnType);
  if (text instanceof Reject) return text;
  const back = kind.convert(text);
  if (back instanceof Reject) return reject("not_invertible", `the plan would not read it: ${back.message}`);
  if (kind.canonical(back) === kind.canonical(value)) return text;
  return reject("not_invertible", "the plan would read another value");
}

/** Several texts become this value, and which one it was is not known any more. */
export function ambiguous(which: string): Reject {
  return reject("ambiguous", `the source may hold ${which}`);
}

/** What infinity was mapped to may also be a value of its own. */
export function isMappedInfinity<T>(
  mapping: { readonly infinity?: T; readonly negativeInfinity?: T },
  value: T,
): boolean {
  return value === mapping.infinity || value === mapping.negativeInfinity;
}

/** JSON text of a value that JSON can hold. */
export function printJson(value: Value): string | Reject {
  try {
    return JSON.stringify(value);
  } catch {
    return reject("not_invertible", "JSON has no form for an int64");
  }
}

const checks = new WeakMap<object, Check>();

function checkOf({ validator }: Kind): Check {
  const known = checks.get(validator) ?? compileValidator(validatorJson(validator));
  checks.set(validator, known);
  return known;
}
