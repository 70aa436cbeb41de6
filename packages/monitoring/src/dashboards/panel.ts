/** Grafana's names of units. */
export type Unit = "short" | "reqps" | "s" | "bytes" | "percentunit" | "Bps";

export interface Query {
  readonly expr: string;
  /** `{{label}}` stands for a label's value. */
  readonly legend: string;
}

/** One plot, or a word of explanation where it has no queries. */
export interface Panel {
  readonly title: string;
  /** What it means to the person who looks; the text itself where there are no queries. */
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Dashboard {
  /** Part of its address and the name of its file. */
  readonly uid: string;
  readonly title: string;
  readonly rows: readonly Row[];
}

/** A plot of one query, or of several as `[expression, legend]`. */
export function panel(
  title: string,
  unit: Unit,
  description: string,
  ...queries: readonly (readonly [expr: string, legend: string])[]
): Panel {
  return { title, unit, description, queries: queries.map(([expr, legend]) => ({ expr, legend })) };
}

/** The services chosen above the dashboard. */
export const chosen = 'service=~"$service"';
export const byTopic = "{{service}} {{messaging_destination_name}}";

/** A counter's increase a second, summed by labels. */
export function rate(metric: string, by: string, where = chosen): string {
  return `sum by (${by}) (rate(${metric}{${where}}[$__rate_interval]))`;
}

/** A quantile of a histogram, by labels. */
export function quantile(q: number, metric: string, by: string): string {
  return `histogram_quantile(${q}, ${rate(`${metric}_bucket`, `${by}, le`)})`;
}

/** What nobody has counted yet is none of it: a line at zero, and no empty plot. */
export function orZero(expr: string): string {
  return `${expr} or 0 * sum by (service) (up{${chosen}})`;
}
