import pages from "./jest.e2e.config.js";

/** Browser tests against the whole system: real Kafka, registry and services, whose processes are killed as well. */
export default {
  ...pages,
  testMatch: ["<rootDir>/e2e/system/*.test.ts"],
  // One system has the machine to itself.
  maxWorkers: 1,
  reporters: ["default", ["@tributary/tooling/result-reporter", { file: "test-results/system.json" }]],
};
