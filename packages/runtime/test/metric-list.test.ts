import { readFileSync } from "node:fs";
import { metricList } from "../src/metric-list.ts";
import { withMetricTable } from "../tools/with-metric-table.ts";

test("the README shows the list as it is (npm run generate)", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(withMetricTable(readme)).toBe(readme);
});

test("no two metrics share a name, and each name ends as Prometheus has it", () => {
  const names = metricList.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, type } of metricList) {
    expect(name).toMatch(
      /^(service|schema_registry|messaging|stream|event_stream|http_server)_[a-z]+(_[a-z]+)*$/,
    );
    expect([name, name.endsWith("_total")]).toEqual([name, type === "counter"]);
    if (type === "histogram") expect(name).toMatch(/_seconds$/);
  }
});

test("each help is a sentence or two for the person on call", () => {
  for (const { name, help } of metricList)
    expect([name, help]).toEqual([name, expect.stringMatching(/^.{20,}\.$/)]);
});

test("no label is an id, and each metric belongs to some shape", () => {
  const known = [
    "messaging_destination_name",
    "partition",
    "reader",
    "reason",
    "stage",
    "error",
    "cause",
    "outcome",
    "how",
    "http_request_method",
    "http_route",
    "http_response_status_code",
  ];
  for (const { name, labels, shapes } of metricList) {
    expect([name, labels.filter((label) => !known.includes(label))]).toEqual([name, []]);
    expect(shapes.length).toBeGreaterThan(0);
  }
});
