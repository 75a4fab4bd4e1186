import { defineConfig } from "vitest/config";

/** Real databases and browsers are slow on a busy machine; a hang still ends. */
const slowTestMs = 120_000;

// Files share their worker's modules: loading them anew for each takes longer than most tests.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "indexer/**/*.test.ts"],
          testTimeout: slowTestMs,
          isolate: false,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/{contract,integration,relevance,faults,bench}/**/*.test.ts"],
          testTimeout: slowTestMs,
          hookTimeout: slowTestMs,
          isolate: false,
        },
      },
      { test: { name: "architecture", include: ["test/*.test.ts"], testTimeout: slowTestMs } },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.e2e.test.ts"],
          // It tests nothing of its own but renews the pictures, when asked to.
          exclude: process.env.SCREENS === "1" ? [] : ["test/e2e/screens.e2e.test.ts"],
          testTimeout: slowTestMs,
          hookTimeout: slowTestMs,
          isolate: false,
        },
      },
    ],
  },
});
