import { expect, test } from "vitest";
import { fingerprintText } from "../../convex/shared/document/fingerprint.js";
import { FingerprintSet } from "../../scripts/comparison/fingerprintSet.js";

const count = 20_000;
const hash = (n: number) => fingerprintText(`key ${n}`);

test.each([0, count])("knows what was added, and meets each once (foretold: %i)", (expected) => {
  const set = new FingerprintSet(expected);
  for (let n = 0; n < count; n++) set.add(hash(n));
  set.add(hash(7));
  expect(set.unmet).toBe(count);
  expect(set.has(hash(count))).toBe(false);
  expect(set.meet(hash(count))).toBe(false);
  for (let n = 0; n < count; n += 2) expect([set.meet(hash(n)), set.meet(hash(n))]).toStrictEqual([true, false]);
  expect(set.unmet).toBe(count / 2);
  expect([0, 1, count].map((n) => set.wasMet(hash(n)))).toStrictEqual([true, false, false]);
  expect([0, 1, count].map((n) => set.has(hash(n)))).toStrictEqual([true, true, false]);
});

test("the fingerprint that is zero is one like others", () => {
  const set = new FingerprintSet();
  expect(set.meet({ high: 0, low: 0 })).toBe(false);
  set.add({ high: 0, low: 0 });
  expect(set.meet({ high: 0, low: 0 })).toBe(true);
});
