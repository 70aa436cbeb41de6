import { lockFile } from "../../src/check-tree/lock-file.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

const messagesOf = (packages, manifest = {}, more = {}) =>
  lockFile(
    memoryTree({
      "package-lock.json": JSON.stringify({ packages }),
      "package.json": JSON.stringify(manifest),
      ...more,
    }),
  ).map(({ file, message }) => `${file}: ${message}`);

test("a complete lock passes", () => {
  expect(
    messagesOf(
      {
        "": { devDependencies: { turbo: "2.0.0" } },
        "node_modules/@tributary/kafka": { resolved: "packages/kafka", link: true },
        "packages/kafka": { version: "0.1.0", dependencies: { kafkajs: "2.2.4" } },
        "node_modules/kafkajs": { version: "2.2.4" },
        "node_modules/turbo": {
          version: "2.0.0",
          hasInstallScript: true,
          optionalDependencies: {
            "@turbo/darwin-64": "2.0.0",
            "@turbo/linux-64": "2.0.0",
            "@turbo/odd-sparc": "2.0.0",
          },
        },
        "node_modules/@turbo/darwin-64": { version: "2.0.0", optional: true },
        "node_modules/turbo/node_modules/@turbo/linux-64": { version: "2.0.0", optional: true },
      },
      { devDependencies: { turbo: "2.0.0" }, allowScripts: { turbo: false } },
      { "packages/kafka/package.json": '{"dependencies":{"kafkajs":"2.2.4"}}' },
    ),
  ).toEqual([]);
});

test("every entry has a version and none an address", () => {
  expect(
    messagesOf({
      "node_modules/a": {},
      "node_modules/b": { version: "1.0.0", resolved: "https://registry.example/b.tgz" },
    }),
  ).toEqual([
    "package-lock.json: node_modules/a has no version",
    expect.stringContaining("node_modules/b has an address (https://registry.example/b.tgz)"),
  ]);
});

test("binaries of all usual platforms are in the lock", () => {
  const optionalDependencies = {
    "@swc/core-darwin-arm64": "1",
    "@swc/core-linux-x64-gnu": "1",
    "@turbo/windows-64": "1",
    "@rolldown/binding-win32-x64-msvc": "1",
    "@swc/core-linux-s390x-gnu": "1",
    fsevents: "1",
  };
  expect(
    messagesOf({
      "node_modules/a": { version: "1", optionalDependencies },
      "node_modules/@swc/core-linux-x64-gnu": { version: "1" },
      "node_modules/b/node_modules/@turbo/windows-64": { version: "1" },
    }),
  ).toEqual(
    ["@swc/core-darwin-arm64", "@turbo/windows-64", "@rolldown/binding-win32-x64-msvc"].map(
      (name) => `package-lock.json: a lacks ${name}: it could not be installed on that platform`,
    ),
  );
});

test("an install script needs a decision", () => {
  const packages = { "node_modules/x/node_modules/@a/b": { version: "1", hasInstallScript: true } };
  expect(messagesOf(packages)).toEqual([
    "package-lock.json: @a/b has an install script: decide about it under allowScripts in package.json",
  ]);
  expect(messagesOf(packages, { allowScripts: { "@a/b": false } })).toEqual([]);
});

test("a manifest that the lock does not know is found before npm ci refuses it", () => {
  const text = '{"dependencies":{"a":"2"},"devDependencies":{"c":"1"}}';
  expect(
    messagesOf(
      { "packages/kafka": { version: "0", dependencies: { a: "1", b: "1" } } },
      {},
      { "packages/kafka/package.json": text },
    ),
  ).toEqual([
    expect.stringContaining("packages/kafka/package.json: declares a as 2, the lock file has 1"),
    expect.stringContaining("declares c as 1, the lock file has nothing"),
    expect.stringContaining("declares b as nothing, the lock file has 1"),
  ]);
});
