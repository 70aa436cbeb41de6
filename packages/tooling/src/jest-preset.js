/** Unit tests: everything under test/ but the integration and fault tests, as native ES modules. */
export default {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2024", parser: { syntax: "typescript" } }, module: { type: "es6" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!@tributary)"],
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["\\.(integration|fault)\\.test\\.ts$"],
  testTimeout: 30_000, // a busy machine is no fault
  reporters: ["default", ["@tributary/tooling/result-reporter", { file: "test-results/unit.json" }]],
};
