import { readmes } from "../../src/check-tree/readmes.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

test("every package and service has a README with its name on top", () => {
  const tree = memoryTree({
    "package.json": "{}",
    "packages/kafka/package.json": "{}",
    "packages/kafka/README.md": "# kafka\n",
    "packages/config/package.json": "{}",
    "packages/config/README.md": "# config: how a process is told\n",
    "packages/runtime/package.json": "{}",
    "services/map-feed/package.json": "{}",
    "services/map-feed/README.md": "The map feed\n",
  });
  expect(readmes(tree)).toEqual([
    { file: "packages/runtime/README.md", rule: "readmes", message: "is missing" },
    { file: "services/map-feed/README.md", rule: "readmes", message: 'does not begin with "# map-feed"' },
  ]);
});
