import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** A service's own metrics, `<domain>_<noun>_<unit>[_total]`; an id is never a label. */
export interface DomainMetrics {
  counter<L extends string = string>(name: string, help: string, labelNames?: readonly L[]): Counter<L>;
  gauge<L extends string = string>(name: string, help: string, labelNames?: readonly L[]): Gauge<L>;
  histogram<L extends string = string>(
    name: string,
    help: string,
    options?: { readonly labelNames?: readonly L[]; readonly buckets?: readonly number[] },
  ): Histogram<L>;
}

/** OpenTelemetry's advice for durations in seconds. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Gauges that are named as counters, which `promtool check metrics` complains of; what they count is told by type beside them. */
const misnamed = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/** What Node and the process tell of themselves in every scrape. */
export function defaultMetrics(): readonly { readonly name: string; readonly type: string }[] {
  const { registry } = new Metrics("any");
  return registry.getMetricsAsArray().map(({ name, type }) => ({ name, type: String(type) }));
}

/** All metrics of one service in one registry; every series carries `service`. */
export class Metrics implements DomainMetrics {
  readonly registry = new Registry();
  readonly #beforeScrape: (() => void)[] = [];

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    // A look every 10 ms, the default, costs an idle service 1 % of a core; its event loop lag reads up to 0.1 s now.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
    for (const name of misnamed) this.registry.removeSingleMetric(name);
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    const create = () => new Counter({ name, help, labelNames, registers: [this.registry] });
    return this.#existing<Counter<L>>(name) ?? create();
  }

  gauge<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    const create = () => new Gauge({ name, help, labelNames, registers: [this.registry] });
    return this.#existing<Gauge<L>>(name) ?? create();
  }

  histogram<L extends string>(
    name: string,
    help: string,
    options: { readonly labelNames?: readonly L[]; readonly buckets?: readonly number[] } = {},
  ): Histogram<L> {
    const { labelNames = [], buckets = durationBuckets } = options;
    const create = () =>
      new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [this.registry] });
    return this.#existing<Histogram<L>>(name) ?? create();
  }

  /** Asked for twice, a metric is the same one: two streams of a service count in one name. */
  #existing<M>(name: string): M | undefined {
    return this.registry.getSingleMetric(name) as M | undefined;
  }

  /** Runs `refresh` before every scrape, for gauges that are a function of now. */
  beforeScrape(refresh: () => void): void {
    this.#beforeScrape.push(refresh);
  }

  /** Prometheus text format. */
  text(): Promise<string> {
    for (const refresh of this.#beforeScrape) refresh();
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
