/** What a service says of itself at `/metrics`, as far as the benchmark looks. */
export interface ServerFigures {
  readonly at: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
  readonly eventLoopMaxSeconds: number;
  readonly encoded: number;
  readonly cut: number;
  /** Upper bound in seconds → writes at or below it. */
  readonly delays: ReadonlyMap<number, number>;
}

export async function serverFigures(opsUrl: string): Promise<ServerFigures> {
  const lines = (await (await fetch(`${opsUrl}/metrics`)).text()).split("\n");
  const series = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const sum = (name: string) => series(name).reduce((total, line) => total + lastNumber(line), 0);
  const buckets = series("event_stream_append_to_write_seconds_bucket").map((line) => {
    const bound = /le="([^"]+)"/.exec(line)?.[1] ?? "";
    return [bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound), lastNumber(line)] as const;
  });
  return {
    at: performance.now(),
    cpuSeconds: sum("process_cpu_seconds_total"),
    residentBytes: sum("process_resident_memory_bytes"),
    heapUsedBytes: sum("nodejs_heap_size_used_bytes"),
    externalBytes: sum("nodejs_external_memory_bytes"),
    eventLoopMaxSeconds: sum("nodejs_eventloop_lag_max_seconds"),
    encoded: sum("event_stream_frames_encoded_total"),
    cut: sum("event_stream_readers_cut_total"),
    delays: new Map(buckets),
  };
}

/** The bound in seconds below which a share `p` of the writes between two looks fell, interpolated in its bucket. */
export function delayBetween(before: ServerFigures, after: ServerFigures, p: number): number {
  const counts = [...after.delays].map(
    ([bound, count]) => [bound, count - (before.delays.get(bound) ?? 0)] as const,
  );
  const wanted = p * (counts.at(-1)?.[1] ?? 0);
  let [lower, below] = [0, 0];
  for (const [bound, count] of counts) {
    if (count >= wanted) return lower + ((bound - lower) * (wanted - below)) / Math.max(1, count - below);
    [lower, below] = [bound, count];
  }
  return Number.NaN;
}

const lastNumber = (line: string) => Number(line.slice(line.lastIndexOf(" ") + 1));
