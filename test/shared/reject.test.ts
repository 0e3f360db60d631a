import { expect, test } from "vitest";
import { Reject, reject } from "../../convex/shared/kind.js";

test("a reject of another copy of the package passed for a value", async () => {
  const copy = (await import(
    "../../convex/shared/kind.js?copy" as string
  )) as typeof import("../../convex/shared/kind.js");
  expect(copy.Reject).not.toBe(Reject);
  expect(copy.reject("null", "")).toBeInstanceOf(Reject);
  expect(reject("null", "")).toBeInstanceOf(copy.Reject);
});

test("values are not rejects", () => {
  for (const value of [null, undefined, "code", 1, 1n, {}, { code: "null", message: "" }, []]) {
    expect(value).not.toBeInstanceOf(Reject);
  }
});
