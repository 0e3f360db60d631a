import { defineConfig } from "vitest/config";
import { findSlowTests } from "./test/support/findSlowTests.js";
import LongestFirst from "./test/support/sequencer.js";

const slow = findSlowTests();

// Only a test that hangs takes this long; nothing is measured by time. What is printed does not hang on who started the tests: npx
// would make the command print `npx cutover`.
const shared = { testTimeout: 900_000, hookTimeout: 900_000, env: { npm_command: "test" } };

export default defineConfig({
  test: {
    // The long tests wait for processes of their own. Said here only: a project's own number would overrule the command line.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./test/support/closingLine.ts"],
    projects: [
      {
        test: {
          ...shared,
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [...slow.together, ...slow.alone],
          setupFiles: ["./test/support/fastSetup.ts"],
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: "slow",
          include: slow.together,
          globalSetup: "./test/support/prepareRun.ts",
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: "alone",
          include: slow.alone,
          globalSetup: "./test/support/prepareRun.ts",
        },
      },
    ],
  },
});
