import type { DomainMetrics } from "@tributary/runtime";

type Labels = Readonly<Record<string, string>>;

/** Metrics that a test reads back: `mongo_sink_documents_total accidents written`. */
export class NotedMetrics {
  readonly #values = new Map<string, number>();

  readonly metrics = {
    counter: (name: string) => this.#series(name),
    gauge: (name: string) => this.#series(name),
  } as unknown as DomainMetrics;

  /** 0 for a series that was never touched. */
  value(name: string, ...labels: readonly string[]): number {
    return this.#values.get([name, ...labels].join(" ")) ?? 0;
  }

  #series(name: string) {
    const add = (labels: readonly string[], by: number) => {
      const key = [name, ...labels].join(" ");
      this.#values.set(key, (this.#values.get(key) ?? 0) + by);
    };
    const set = (labels: readonly string[], to: number) =>
      void this.#values.set([name, ...labels].join(" "), to);
    const child = (labels: readonly string[]) => ({
      inc: (by = 1) => add(labels, by),
      dec: () => add(labels, -1),
      set: (to: number) => set(labels, to),
    });
    return {
      labels: (...labels: readonly string[]) => child(labels),
      set: (labels: Labels, to: number) => set(Object.values(labels), to),
      inc: (first: Labels | number, by = 1) =>
        typeof first === "number" ? add([], first) : add(Object.values(first), by),
    };
  }
}
