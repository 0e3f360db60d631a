import { expect, test } from "vitest";
import { KeySet } from "../../../scripts/rows/keys/keySet.js";

test("a key is added once", () => {
  const keys = new KeySet();
  expect([keys.add("a"), keys.add("b"), keys.add("a")]).toStrictEqual([true, true, false]);
  expect([keys.has("a"), keys.has("c"), keys.size]).toStrictEqual([true, false, 2]);
});

test("growing forgets nothing and invents nothing", () => {
  const keys = new KeySet();
  const count = 20_000;
  for (let index = 0; index < count; index++) expect(keys.add(`key-${index}`)).toBe(true);
  for (let index = 0; index < count; index++) expect(keys.has(`key-${index}`)).toBe(true);
  for (let index = count; index < 2 * count; index++) expect(keys.has(`key-${index}`)).toBe(false);
  expect(keys.size).toBe(count);
});
