import type { Dashboard, Panel } from "./panel.ts";

/** Grafana's grid is 24 wide. */
const columns = 3;
const width = 24 / columns;
const height = 8;

const datasource = { type: "prometheus", uid: "tributary-prometheus" };

/** The dashboard as Grafana's provisioning reads it. */
export function grafanaJson({ uid, title, rows }: Dashboard): string {
  let y = 0;
  let id = 0;
  const panels = rows.flatMap((row) => {
    const head = { id: ++id, type: "row", title: row.title, gridPos: { h: 1, w: 24, x: 0, y }, panels: [] };
    y++;
    const plots = row.panels.map((each, index) => ({
      id: ++id,
      gridPos: {
        h: height,
        w: width,
        x: (index % columns) * width,
        y: y + Math.floor(index / columns) * height,
      },
      ...(each.queries.length === 0 ? words(each) : plot(each)),
    }));
    y += Math.ceil(row.panels.length / columns) * height;
    return [head, ...plots];
  });
  const dashboard = {
    uid,
    title,
    tags: ["tributary"],
    schemaVersion: 39,
    editable: false,
    graphTooltip: 1,
    refresh: "10s",
    time: { from: "now-30m", to: "now" },
    templating: { list: [serviceVariable] },
    annotations: { list: [] },
    links: [
      { type: "dashboards", tags: ["tributary"], title: "Tributary", asDropdown: false, includeVars: true },
    ],
    panels,
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

const serviceVariable = {
  name: "service",
  label: "Service",
  type: "query",
  datasource,
  query: { query: "label_values(up, service)", refId: "services" },
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  allValue: ".*",
  current: { text: "All", value: "$__all" },
};

function words({ title, description }: Panel) {
  return { type: "text", title, options: { mode: "markdown", content: description } };
}

function plot({ title, description, unit, queries }: Panel) {
  return {
    type: "timeseries",
    title,
    description,
    datasource,
    fieldConfig: {
      defaults: { unit, min: 0, custom: { fillOpacity: 5, showPoints: "never", spanNulls: false } },
      overrides: [],
    },
    options: {
      legend: { displayMode: "list", placement: "bottom" },
      tooltip: { mode: "multi", sort: "desc" },
    },
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      legendFormat: legend,
    })),
  };
}
