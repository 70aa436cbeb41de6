import { fileSize } from "../../src/check-tree/file-size.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

const lines = (count) => "x\n".repeat(count);

test("a source file has 200 lines at most", () => {
  const tree = memoryTree({
    "packages/kafka/src/a.ts": lines(200),
    "services/console/page/b.tsx": lines(201),
  });
  expect(fileSize(tree)).toMatchObject([
    { file: "services/console/page/b.tsx", message: expect.stringContaining("has 201 lines") },
  ]);
});

test("generated files, data and tests may be longer", () => {
  const long = lines(500);
  const tree = memoryTree({
    "packages/contracts/src/transit/a.generated.ts": long,
    "packages/bus-network/src/data/a.ts": long,
    "packages/kafka/test/a.test.ts": long,
    "README.md": long,
  });
  expect(fileSize(tree)).toEqual([]);
});
