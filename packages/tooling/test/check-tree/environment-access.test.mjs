import { environmentAccess } from "../../src/check-tree/environment-access.mjs";

const found = (path) => environmentAccess(undefined, [{ path, readsEnvironment: true }]).length === 1;

test.each([
  "services/bus-gps/src/main.ts",
  "services/console/page/app.ts",
  "packages/runtime/src/health.ts",
  "packages/kafka/src/main-ports.ts",
  "packages/catalog/src/provision.ts",
])("%s may not read the environment", (path) => {
  expect(found(path)).toBe(true);
});

test.each([
  "packages/runtime/src/main-ports.ts",
  "packages/local-stack/src/main.ts",
  "packages/testing/src/run-all.ts",
  "packages/tooling/src/bootstrap.mjs",
  "services/bus-gps/test/service.integration.test.ts",
  "packages/kafka/bench/throughput.ts",
])("%s may", (path) => {
  expect(found(path)).toBe(false);
});
