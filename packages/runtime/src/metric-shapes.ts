import type { Spec, Values } from "@tributary/config";
import type { Service } from "./definition.ts";
import type { MetricShape } from "./listed-metric.ts";

/** Which of the listed metrics are a service's own. */
export function metricShapes(service: Service, config: Values<Spec>): readonly MetricShape[] {
  if (service.kind === "gateway") return ["API"];
  if (service.kind === "producer" || service.kind === "replay")
    return [service.kind, ...(service.routes === undefined ? [] : ["API" as const])];
  const { process } = service;
  const kind = typeof process === "function" ? process(config).kind : process?.kind;
  const hasViews = Object.keys(service.views(config)).length > 0;
  return [
    ...(kind === undefined ? [] : [kind]),
    ...(hasViews ? ["view" as const] : []),
    ...(service.routes === undefined ? [] : ["API" as const]),
  ];
}
