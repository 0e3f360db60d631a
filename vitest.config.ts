import { defineConfig } from "vitest/config";
import { findSlowTests } from "./test/support/findSlowTests.js";

const slow = findSlowTests();

export default defineConfig({
  test: {
    // Only a test that hangs takes this long; nothing is measured by time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The long tests wait for processes of their own.
    maxWorkers: 3,
    reporters: ["default", "./test/support/closingLine.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: slow,
          setupFiles: ["./test/support/refuseProcesses.ts"],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          include: slow,
          globalSetup: "./test/support/prepareRun.ts",
        },
      },
    ],
  },
});
