import { integer, url } from "@tributary/config";
import { defineGateway } from "@tributary/runtime";
import { configSection } from "../src/config-section.ts";

const gateway = (config: Parameters<typeof defineGateway>[0]["config"]) =>
  defineGateway({ name: "a-gateway", summary: "A gateway.", config, routes: () => {} });

const rowsOf = (section: string, name: string) =>
  section.split("\n").filter((line) => line.startsWith(`| \`${name}\``));

test("a service's own variables come before those of every service", () => {
  const section = configSection(
    gateway({ FEED_URL: url("Where the feed is", { default: "http://127.0.0.1:1" }) }),
  );
  const [own = "", others = ""] = section.split("\n\nAs every service:\n\n");
  expect(own.split("\n").at(-1)).toBe(
    "| `FEED_URL` | URL with scheme and host | `http://127.0.0.1:1` |  | Where the feed is |  |",
  );
  expect(rowsOf(others, "KAFKA_BROKERS")).toHaveLength(1);
});

test("a variable that the service declares anew is shown once, with the service's default", () => {
  const section = configSection(gateway({ HTTP_PORT: integer("Port of the page", { default: 4000 }) }));
  expect(rowsOf(section, "HTTP_PORT")).toEqual([
    "| `HTTP_PORT` | integer | `4000` |  | Port of the page |  |",
  ]);
});

test("a service without variables of its own says so", () => {
  expect(configSection(gateway({}))).toMatch(
    /^It has no variables of its own\.\n\nAs every service:\n\n\| Variable/,
  );
});
