import unit from "./jest-preset.js";

/** Integration tests: against the real broker and registry that KAFKA_BROKERS and SCHEMA_REGISTRY_URL name. */
export default {
  ...unit,
  testMatch: ["<rootDir>/test/**/*.integration.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "@tributary/testing/global-setup",
  globalTeardown: "@tributary/testing/global-teardown",
  testTimeout: 60_000,
  maxWorkers: 1,
  // A client of a test that failed would try to reach its servers for ever, and hold up all that comes after.
  forceExit: true,
  reporters: ["default", ["@tributary/tooling/result-reporter", { file: "test-results/integration.json" }]],
};
