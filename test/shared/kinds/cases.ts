import type { Value } from "convex/values";
import { describe, expect, test } from "vitest";
import { Reject, type Kind } from "../../../convex/shared/kinds/kind.js";
import { compileValidator, validatorJson } from "../../../convex/shared/document/validate.js";

/** Each text converts to the value, and the value fits the kind's own validator. */
export function accepts<T extends Value>(kind: Kind<T>, cases: readonly (readonly [text: string, value: T])[]): void {
  const findMismatch = compileValidator(validatorJson(kind.validator));
  describe(`${kind.name} accepts`, () => {
    test.each(numbered(cases))("%s", (_, text, value) => {
      const converted = kind.convert(text);
      expect(converted).toStrictEqual(value);
      expect(converted instanceof Reject ? converted.code : findMismatch(converted)).toBeNull();
    });
  });
}

/** Each text is rejected with the code, a message in words, and without being repeated at length. */
export function rejects(kind: Kind, cases: readonly (readonly [text: string, code: string])[]): void {
  describe(`${kind.name} rejects`, () => {
    test.each(numbered(cases))("%s", (_, text, code) => {
      const converted = kind.convert(text);
      expect(converted).toBeInstanceOf(Reject);
      if (!(converted instanceof Reject)) return;
      expect(converted.code).toBe(code);
      expect(converted.message.length).toBeGreaterThan(8);
      expect(converted.message.length).toBeLessThan(400);
    });
  });
}

function numbered<T>(cases: readonly (readonly [string, T])[]): [title: string, text: string, other: T][] {
  return cases.map(([text, other], index) => [`#${index} ${titled(text)}`, text, other]);
}

/** A title for a case: its text, cut where it is too long to read. */
function titled(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** Random numbers that are the same in every run (mulberry32); each call gives an integer below the limit. */
export function seededRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}
