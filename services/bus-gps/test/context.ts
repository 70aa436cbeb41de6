import { load } from "@tributary/config";
import type { ProducerContext } from "@tributary/runtime";
import { config } from "../src/config.ts";

/** What the runtime hands to a source, with everything said and counted kept for reading. */
export function context(signal: AbortSignal, env: Record<string, string> = {}, now: () => number = Date.now) {
  const logged: string[] = [];
  const counted = new Map<string, number>();
  const say = (...parts: unknown[]) => void logged.push(JSON.stringify(parts));
  const add =
    (name: string) =>
    (labels: Record<string, string> = {}) => {
      const series = `${name} ${Object.values(labels).join(" ")}`.trim();
      counted.set(series, (counted.get(series) ?? 0) + 1);
    };
  const metric = (name: string) => ({
    inc: add(name),
    set: (value: number) => void counted.set(name, value),
  });
  const given: unknown = {
    config: load(config, env),
    log: { info: say, warn: say, error: say },
    metrics: { counter: metric, gauge: metric, histogram: metric },
    signal,
    now,
  };
  return { ...(given as ProducerContext<typeof config>), logged, counted };
}
