import { parse } from "yaml";
import { dashboards } from "../src/dashboards/dashboards.ts";
import { metricNames } from "../src/promql.ts";
import { read } from "./deploy-files.ts";
import { knownMetrics } from "./known-metrics.ts";

const panels = dashboards.flatMap(({ uid, rows }) =>
  rows.flatMap(({ panels: each }) => each.map((panel) => [`${uid}: ${panel.title}`, panel] as const)),
);

test.each(panels)("%s asks only for metrics that there are", (_, { queries }) => {
  const known = knownMetrics();
  for (const { expr } of queries) {
    const names = metricNames(expr.replaceAll("$__rate_interval", "1m"));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  }
});

test.each(panels)("%s says what it means", (_, { description }) => {
  expect(description).toMatch(/^.{8,}[.`]$/);
});

test("panels of a dashboard do not lie on each other, and each has an id of its own", () => {
  for (const { uid } of dashboards) {
    const made = JSON.parse(read(`deploy/grafana/dashboards/${uid}.json`)) as {
      readonly panels: readonly {
        readonly id: number;
        readonly gridPos: Record<"x" | "y" | "w" | "h", number>;
      }[];
    };
    const cells = made.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)}/${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(made.panels.map(({ id }) => id)).size).toBe(made.panels.length);
  }
});

test("the data source that panels ask is the one that is provisioned, where compose has it", () => {
  const { datasources } = parse(read("deploy/grafana/provisioning/datasources/prometheus.yml")) as {
    readonly datasources: readonly { readonly uid: string; readonly url: string }[];
  };
  const [source] = datasources;
  for (const { uid } of dashboards) {
    const text = read(`deploy/grafana/dashboards/${uid}.json`);
    const asked = new Set(
      [...text.matchAll(/"type": "prometheus",\s*"uid": "([^"]+)"/g)].map(([, id]) => id),
    );
    expect([...asked]).toEqual([source?.uid]);
  }
  expect(source?.url).toBe("http://prometheus:9090");
});
