import { expect, test } from "vitest";
import { HashMap } from "../../scripts/comparison/hashMap.js";

const count = 20_000;

test.each([0, count])("gives every value again and meets each once (foretold: %i)", (expected) => {
  const map = new HashMap(expected);
  for (let n = 0; n < count; n++) map.set(`key ${n}`, { high: n, low: n + 1 });
  expect(map.size).toBe(count);
  expect(map.get("another")).toBeUndefined();
  for (let n = 0; n < count; n += 2) {
    expect(map.get(`key ${n}`)).toStrictEqual({ high: n, low: n + 1 });
    map.markFound(`key ${n}`);
    map.markFound(`key ${n}`);
  }
  expect(map.get("key 0")).toBeUndefined();
  expect(map.get("key 1")).toStrictEqual({ high: 1, low: 2 });
  expect(map.missing).toBe(count / 2);
});
