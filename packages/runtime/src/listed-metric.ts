import { Counter, Gauge, Histogram } from "prom-client";
import type { DomainMetrics } from "./metrics.ts";

/** What a service is made of, as far as its metrics go; one service may be several. */
export type MetricShape = "producer" | "replay" | "view" | "event stream" | "API" | "map" | "fold" | "sink";

/** A metric as the list knows it: what a scrape shows, and what the person on call is told about it. */
export interface ListedMetric {
  readonly type: "counter" | "gauge" | "histogram";
  readonly name: string;
  /** What it means, and what to do when it rises. */
  readonly help: string;
  /** Beside `service`, which every series carries. */
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
  readonly shapes: readonly MetricShape[];
}

type Made<M extends ListedMetric> = M["type"] extends "counter"
  ? Counter<M["labels"][number]>
  : M["type"] extends "gauge"
    ? Gauge<M["labels"][number]>
    : Histogram<M["labels"][number]>;

/**
 * Makes the metrics of a list. Those of other shapes exist too, but no scrape shows them: a producer with a
 * `stream_tripped` of 0 would say what is not so.
 */
export function makeListed<const L extends Readonly<Record<string, ListedMetric>>>(
  list: L,
  metrics: DomainMetrics,
  shapes: readonly MetricShape[],
): { readonly [K in keyof L]: Made<L[K]> } {
  const made = Object.entries(list).map(([key, listed]) => {
    const isShown = listed.shapes.some((shape) => shapes.includes(shape));
    return [key, make(listed, isShown ? metrics : unseen)];
  });
  return Object.fromEntries(made);
}

function make({ type, name, help, labels, buckets }: ListedMetric, metrics: DomainMetrics) {
  if (type === "counter") return metrics.counter(name, help, labels);
  if (type === "gauge") return metrics.gauge(name, help, labels);
  return metrics.histogram(name, help, { labelNames: labels, ...(buckets && { buckets }) });
}

const unseen: DomainMetrics = {
  counter: (name, help, labelNames = []) => new Counter({ name, help, labelNames, registers: [] }),
  gauge: (name, help, labelNames = []) => new Gauge({ name, help, labelNames, registers: [] }),
  histogram: (name, help, { labelNames = [] } = {}) =>
    new Histogram({ name, help, labelNames, registers: [] }),
};
