import { defineConfig } from "vitest/config";

/** Tests in Debian's Chromium, apart from the others: `npm run test:browser`. */
export default defineConfig({
  test: {
    name: "browser",
    include: ["test/browser/**/*.browser.ts"],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    env: { npm_command: "test" },
    maxWorkers: 2,
  },
});
