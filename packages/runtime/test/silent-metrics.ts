import { Counter, Gauge, Histogram } from "prom-client";
import type { DomainMetrics } from "../src/metrics.ts";

/** Metrics nobody scrapes: for tests that make services by the thousand. */
export const silentMetrics: DomainMetrics = {
  counter: (name, help, labelNames = []) => new Counter({ name, help, labelNames, registers: [] }),
  gauge: (name, help, labelNames = []) => new Gauge({ name, help, labelNames, registers: [] }),
  histogram: (name, help, options = {}) =>
    new Histogram({ name, help, labelNames: options.labelNames ?? [], registers: [] }),
};
