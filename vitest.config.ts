import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Only a test that hangs takes this long; nothing is measured by time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The long tests wait for processes of their own, so two files at a time suit two cores.
    maxWorkers: 2,
    reporters: ["default", "./test/support/closingLine.ts"],
  },
});
