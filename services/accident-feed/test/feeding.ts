import { type Accident, accident } from "@tributary/contracts";
import { defineProducer, emit, type RunningService } from "@tributary/runtime";
import { type Aftermath, given, LocalRegistry, MemoryCluster } from "@tributary/testing";
import { accidentFeed } from "../src/service.ts";
import { type AccidentRow, type AccidentStream, accidentStream } from "./accident-stream.ts";

/** The service as a test sees it while it runs. */
export interface Feed {
  /** Answer of its API, read as JSON. */
  get(path: string): Promise<{ readonly status: number; readonly body: Answer }>;
  stream(query: string, lastEventId?: string): Promise<AccidentStream>;
  /** More accidents; resolves when all are counted and the views have them. */
  take(...accidents: readonly Accident[]): Promise<void>;
  metrics(): Promise<string>;
}

/** What the API answers, as far as these tests look. */
export interface Answer {
  readonly message: string;
  readonly replay: string | null;
  readonly replays: readonly { readonly replay: string; readonly accidentCount: number }[];
  readonly accidents: readonly AccidentRow[];
  readonly states: readonly { readonly state: string; readonly severities: readonly number[] }[];
  readonly hours: readonly (readonly number[])[];
  readonly paths: Readonly<Record<string, unknown>>;
}

/** Runs the service in memory over these accidents, lets `look` use its API, and stops it. */
export async function feeding(
  accidents: readonly Accident[],
  look: (feed: Feed) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<Aftermath> {
  const [cluster, registry] = [new MemoryCluster(), new LocalRegistry()];
  const beforeStop = async ({ addresses }: RunningService) => {
    const streams: AccidentStream[] = [];
    await look({
      get: async (path) => {
        const response = await fetch(`${addresses.api}${path}`);
        return { status: response.status, body: (await response.json()) as Answer };
      },
      stream: async (query, lastEventId) => {
        const stream = await accidentStream(`${addresses.api}/accidents/stream${query}`, lastEventId);
        streams.push(stream);
        return stream;
      },
      take: async (...more) => {
        await given(publishing(more), [], { cluster, registry });
        await cluster.idle();
      },
      metrics: async () => (await fetch(`${addresses.ops}/metrics`)).text(),
    });
    for (const stream of streams) stream.close();
  };
  return given(accidentFeed, accidents, {
    cluster,
    registry,
    env: { ACCIDENTS_TICK_MS: "50", LOG_LEVEL: "error", ...env },
    beforeStop,
  });
}

/** A producer of these accidents, which ends with the last. */
function publishing(accidents: readonly Accident[]) {
  return defineProducer({
    name: "accidents",
    summary: "Publishes a few accidents",
    config: {},
    outputs: [accident],
    source: async function* () {
      for (const one of accidents) yield emit(accident, one);
    },
  });
}
