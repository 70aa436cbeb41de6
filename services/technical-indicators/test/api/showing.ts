import {
  type MarketIndicator,
  marketIndicator,
  marketSignal,
  marketStatus,
  type Topic,
} from "@tributary/contracts";
import { defineConsumer, defineProducer, emit, type RunningService } from "@tributary/runtime";
import { EventStream, given, LocalRegistry, MemoryCluster } from "@tributary/testing";
import { apiConfig } from "../../src/api/api-config.ts";
import { indicatorRoutes } from "../../src/api/indicator-routes.ts";
import { type IndicatorViews, indicatorViews } from "../../src/api/indicator-views.ts";

// biome-ignore lint/suspicious/noExplicitAny: values of different topics stand in one list.
type Fact = readonly [topic: Topic<any>, value: object];

export const bars = (all: readonly MarketIndicator[]): readonly Fact[] =>
  all.map((bar) => [marketIndicator, bar]);

/** What the API answers, as far as these tests look. */
export interface Answer {
  readonly message: string;
  readonly clock: number;
  readonly eventId: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly symbols: readonly { readonly symbol: string; readonly [fact: string]: unknown }[];
  readonly signals: readonly {
    readonly openTime: number;
    readonly kind: string;
    readonly interval: string;
  }[];
  readonly paths: Readonly<Record<string, unknown>>;
}

export type Row = Readonly<Record<string, unknown>>;
export type RowStream = EventStream<Row, Row>;

/** The API as a test sees it while it runs. */
export interface Shown {
  readonly views: IndicatorViews;
  /** Base URL. */
  readonly url: string;
  get(path: string): Promise<{ readonly status: number; readonly body: Answer }>;
  /** `key` names the columns that tell rows apart; default `openTime`. */
  stream(
    path: string,
    options?: { readonly lastEventId?: string; readonly key?: readonly string[] },
  ): Promise<RowStream>;
  /** More facts; resolves when the views have them. */
  take(...facts: readonly Fact[]): Promise<void>;
  metrics(): Promise<string>;
}

export interface World {
  readonly cluster: MemoryCluster;
  readonly registry: LocalRegistry;
}

export const newWorld = (): World => ({ cluster: new MemoryCluster(), registry: new LocalRegistry() });

/** Runs the service's views and API in memory, without the process that computes what they show. */
export async function showing(
  facts: readonly Fact[],
  look: (shown: Shown) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
  world: World = newWorld(),
) {
  let views: IndicatorViews | undefined;
  const shown = defineConsumer({
    name: "shown-indicators",
    summary: "Shows indicators that others have computed",
    config: apiConfig,
    inputs: [marketIndicator, marketSignal, marketStatus],
    outputs: [],
    views: indicatorViews,
    routes: (app, context) => {
      views = {
        bars: context.views.bars.definition,
        signals: context.views.signals.definition,
        status: context.views.status.definition,
      };
      indicatorRoutes(app, context);
    },
  });
  const beforeStop = async ({ addresses }: RunningService) => {
    const streams: RowStream[] = [];
    await look({
      views: views as IndicatorViews,
      url: String(addresses.api),
      get: async (path) => {
        const response = await fetch(`${addresses.api}${path}`);
        return { status: response.status, body: (await response.json()) as Answer };
      },
      stream: async (path, { lastEventId, key = ["openTime"] } = {}) => {
        const keyOf = (row: Row) => key.map((column) => row[column]).join("|");
        const showing = { key: keyOf, show: (row: Row) => row };
        const stream = await EventStream.open(`${addresses.api}${path}`, showing, lastEventId);
        streams.push(stream);
        return stream;
      },
      take: async (...more) => {
        await given(publishing(more), [], world);
        await world.cluster.idle();
      },
      metrics: async () => (await fetch(`${addresses.ops}/metrics`)).text(),
    });
    for (const stream of streams) stream.close();
  };
  const settings = { INDICATOR_HISTORY_FILE: ":memory:", INDICATOR_TICK_MS: "50", LOG_LEVEL: "info" };
  return given(shown, facts, { ...world, env: { ...settings, ...env }, beforeStop });
}

function publishing(facts: readonly Fact[]) {
  return defineProducer({
    name: "facts",
    summary: "Publishes a few facts",
    config: {},
    outputs: [marketIndicator, marketSignal, marketStatus],
    source: async function* () {
      for (const [topic, value] of facts) yield emit(topic, value);
    },
  });
}
