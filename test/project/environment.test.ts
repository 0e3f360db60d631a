import { afterEach, expect, test, vi } from "vitest";
import { readEnvironment } from "../../scripts/project/environment.js";

afterEach(() => void vi.unstubAllEnvs());

test("an address of another kind is refused by name, and not shown", () => {
  vi.stubEnv("CUTOVER_FREEZE_URL", "mysql://root:hunter22@db/app");
  expect(readEnvironment).toThrow(/^CUTOVER_FREEZE_URL: expected postgres:\/\//);
  expect(readEnvironment).not.toThrow(/hunter22/);
});

test("an empty variable counts as not set", () => {
  vi.stubEnv("CONVEX_SELF_HOSTED_URL", "");
  vi.stubEnv("CUTOVER_FREEZE_URL", "");
  expect(readEnvironment()["CUTOVER_FREEZE_URL"]).toBe("");
});
