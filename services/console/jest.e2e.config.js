import unit from "@tributary/tooling/jest";

/** Browser tests: a real Chromium against the console's routes, or against the whole system. */
export default {
  ...unit,
  testMatch: ["<rootDir>/e2e/**/*.test.ts"],
  testTimeout: 60_000,
  maxWorkers: 1,
  reporters: ["default", ["@tributary/tooling/count-reporter", { file: "test-results/e2e.json" }]],
};
