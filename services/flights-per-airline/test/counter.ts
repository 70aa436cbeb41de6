import { type Flight, flight } from "@tributary/contracts";
import { defineProducer, emit, type RunningService } from "@tributary/runtime";
import { type Aftermath, given, LocalRegistry, MemoryCluster } from "@tributary/testing";
import { flightsPerAirline } from "../src/service.ts";
import { type CountStream, countStream } from "./count-stream.ts";

/** The service as a test sees it while it runs. */
export interface Counter {
  /** Answer of its API, read as JSON. */
  get(path: string): Promise<{ readonly status: number; readonly body: Answer }>;
  fetch(path: string): Promise<Response>;
  stream(query: string, lastEventId?: string): Promise<CountStream>;
  /** More flights; resolves when all are counted and the view has them. */
  count(...flights: readonly Flight[]): Promise<void>;
}

/** What the API answers, as far as these tests look. */
export interface Answer {
  readonly message: string;
  readonly replay: string | null;
  readonly replays: readonly { readonly replay: string }[];
  readonly counts: readonly { readonly airline: string; readonly date: string; readonly flights: number }[];
  readonly total: Readonly<Record<string, number | null>>;
  readonly airlines: readonly Readonly<Record<string, unknown>>[];
  readonly weekdays: readonly Readonly<Record<string, unknown>>[];
  readonly paths: Readonly<Record<string, unknown>>;
}

/** Runs the service in memory over these flights, lets `look` use its API, and stops it. */
export async function counting(
  flights: readonly Flight[],
  look: (counter: Counter) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<Aftermath> {
  const [cluster, registry] = [new MemoryCluster(), new LocalRegistry()];
  const beforeStop = async ({ addresses }: RunningService) => {
    const streams: CountStream[] = [];
    const ask = (path: string) => fetch(`${addresses.api}${path}`);
    await look({
      fetch: ask,
      get: async (path) => {
        const response = await ask(path);
        return { status: response.status, body: (await response.json()) as Answer };
      },
      stream: async (query, lastEventId) => {
        const stream = await countStream(`${addresses.api}/stream${query}`, lastEventId);
        streams.push(stream);
        return stream;
      },
      count: async (...more) => {
        await given(publishing(more), [], { cluster, registry });
        await cluster.idle();
      },
    });
    for (const stream of streams) stream.close();
  };
  return given(flightsPerAirline, flights, {
    cluster,
    registry,
    env: { FLIGHTS_TICK_MS: "50", LOG_LEVEL: "error", ...env },
    beforeStop,
  });
}

/** A producer of these flights, which ends with the last. */
function publishing(flights: readonly Flight[]) {
  return defineProducer({
    name: "flights",
    summary: "Publishes a few flights",
    config: {},
    outputs: [flight],
    source: async function* () {
      for (const one of flights) yield emit(flight, one);
    },
  });
}
