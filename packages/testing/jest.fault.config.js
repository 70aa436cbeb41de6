import unit from "@tributary/tooling/jest";

/** Fault tests start, kill and stop the servers they need by themselves. */
export default {
  ...unit,
  testMatch: ["<rootDir>/test/**/*.fault.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 120_000,
  maxWorkers: 1,
  // A client of a test that failed would try to reach its servers for ever.
  forceExit: true,
  reporters: ["default", ["@tributary/tooling/result-reporter", { file: "test-results/fault.json" }]],
};
