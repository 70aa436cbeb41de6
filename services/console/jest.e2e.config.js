import unit from "@tributary/tooling/jest";

/** Browser tests: a real Chromium against the console's routes and page, over services made up for the test. */
export default {
  ...unit,
  testMatch: ["<rootDir>/e2e/*.test.ts"],
  globalSetup: "./e2e/support/unpack-browser.ts",
  testTimeout: 60_000,
  // They wait for most of their time, and share nothing.
  maxWorkers: 2,
  reporters: ["default", ["@tributary/tooling/result-reporter", { file: "test-results/e2e.json" }]],
};
