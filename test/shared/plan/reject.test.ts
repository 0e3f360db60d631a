import { expect, test } from "vitest";
import { Reject, reject } from "../../../convex/shared/kinds/kind.js";

test("a reject of another copy of the package passed for a value", async () => {
  // The query makes it a module of its own; TypeScript knows no such path.
  const path = "../../../convex/shared/kinds/kind.js?copy";
  const copy = (await import(path)) as { Reject: typeof Reject; reject: typeof reject };
  expect(copy.Reject).not.toBe(Reject);
  expect(copy.reject("null", "")).toBeInstanceOf(Reject);
  expect(reject("null", "")).toBeInstanceOf(copy.Reject);
});

test("values are not rejects", () => {
  for (const value of [null, undefined, "code", 1, 1n, {}, { code: "null", message: "" }, []]) {
    expect(value).not.toBeInstanceOf(Reject);
  }
});
