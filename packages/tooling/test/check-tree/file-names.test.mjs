import { fileNames } from "../../src/check-tree/file-names.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

const found = (path) => fileNames(memoryTree({ [path]: "" })).map(({ message }) => message);

test.each([
  "packages/kafka/src/batch-publisher.ts",
  "packages/contracts/src/transit/vehicle-position.generated.ts",
  "services/map-feed/test/service.integration.test.ts",
  "packages/kafka/README.md",
  "services/console/.gitignore",
  "packages/bus-network/data/Route_24 (out).csv",
  "packages/contracts/examples/read_positions.py",
  "deploy/service.Dockerfile",
])("%s is a good name", (path) => {
  expect(found(path)).toEqual([]);
});

test.each(["src/utils.ts", "src/helpers/a.ts", "src/types.ts", "src/lib/a.ts", "src/common.test.ts"])(
  "%s is a drawer, not a name",
  (path) => {
    expect(found(`packages/kafka/${path}`).join()).toContain("find the noun");
  },
);

test.each(["src/batchPublisher.ts", "src/batch_publisher.ts", "src/Broker.ts", "src/a--b.ts", "Src/a.ts"])(
  "%s is not kebab-case",
  (path) => {
    expect(found(`packages/kafka/${path}`).join()).toContain("is not kebab-case");
  },
);
