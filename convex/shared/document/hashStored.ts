import type { Value } from "convex/values";
import { canonicalValue } from "./canonical.js";
import { fingerprintText, renderFingerprint } from "./fingerprint.js";

/** 64 bits over all fields of a stored document but `_id` and `_creationTime`, ids as they are. The same in Node and in Convex. */
export function hashStored({ _id, _creationTime, ...fields }: Readonly<Record<string, unknown>>): string {
  return renderFingerprint(fingerprintText(canonicalValue(fields as Value)));
}

/** Whether a reader of the app could not tell the two values apart. undefined: the field is absent. */
export function isSameValue(left: Value | undefined, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalValue(left) === canonicalValue(right);
}
