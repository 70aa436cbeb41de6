import { composeServices } from "../../src/check-tree/compose-services.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

const compose = `
x-service: &service
  restart: unless-stopped
services:
  map-feed:
    <<: *service
    build: { context: ., args: { SERVICE: map-feed } }
  bus-gps:
    <<: *service
    build: { context: ., args: { SERVICE: bus-gsp } }
  console:
    <<: *service
    build: { context: ., args: { SERVICE: console } }
    environment:
      OPS_URLS: >-
        map-feed=http://map-feed:9464,console=http://console:9464
  kafka: { image: kafka }
`;
const folders = (...names) =>
  Object.fromEntries(names.map((name) => [`services/${name}/package.json`, "{}"]));
const messages = (texts) =>
  composeServices(memoryTree(texts)).map(({ file, message }) => `${file} ${message}`);

test("a service folder without a compose entry is named", () => {
  expect(messages({ ...folders("map-feed", "stock-ticks"), "docker-compose.yml": compose })).toEqual([
    "docker-compose.yml has no service stock-ticks, the one of services/stock-ticks",
  ]);
});

test("an entry that builds another service, or that the console does not know, is named", () => {
  expect(messages({ ...folders("bus-gps", "console"), "docker-compose.yml": compose })).toEqual([
    "docker-compose.yml bus-gps is built with SERVICE bus-gsp, not bus-gps",
    "docker-compose.yml bus-gps is not in OPS_URLS of the console",
  ]);
});

test("what is no YAML, and no file at all, are findings", () => {
  const [broken] = messages({ ...folders("map-feed"), "docker-compose.yml": "services: [\n" });
  expect(broken).toMatch(/^docker-compose\.yml is no YAML: /);
  expect(messages(folders("map-feed"))).toEqual(["docker-compose.yml is missing"]);
});

test("a tree that has all of it, or no services, passes", () => {
  expect(messages({ ...folders("map-feed", "console"), "docker-compose.yml": compose })).toEqual([]);
  expect(messages({ "packages/kafka/package.json": "{}" })).toEqual([]);
});
