import { integer, url } from "@tributary/config";
import { defineGateway } from "@tributary/runtime";
import { configSections } from "../src/config-section.ts";

const gateway = (config: Parameters<typeof defineGateway>[0]["config"]) =>
  defineGateway({ name: "a-gateway", summary: "A gateway.", config, routes: () => {} });

test("a service's README shows its own variables, defaults of its own for shared ones included", () => {
  const spec = {
    FEED_URL: url("Where the feed is", { default: "http://127.0.0.1:1" }),
    HTTP_PORT: integer("Port of the page", { default: 4000 }),
  };
  const [, section] = configSections([gateway(spec)]);
  expect(section?.path).toBe("services/a-gateway/README.md");
  expect(section?.text.split("\n").filter((line) => line.startsWith("| `"))).toEqual([
    "| `FEED_URL` | URL with scheme and host | `http://127.0.0.1:1` |  | Where the feed is |  |",
    "| `HTTP_PORT` | integer | `4000` |  | Port of the page |  |",
  ]);
});

test("the runtime's README shows the variables of every service", () => {
  const [section] = configSections([]);
  expect(section?.path).toBe("packages/runtime/README.md");
  expect(section?.text.split("\n").filter((line) => line.startsWith("| `KAFKA_BROKERS`"))).toHaveLength(1);
});

test("a service without variables of its own says so", () => {
  expect(configSections([gateway({})])[1]?.text).toMatch(
    /^It has none of its own\.\n\nBesides, the \[variables/,
  );
});
