import type { Values } from "@tributary/config";
import type { MarketIndicator, MarketSignal, MarketStatus } from "@tributary/contracts";
import {
  type Context,
  EventHub,
  type EventHubOptions,
  eventStreamRoute,
  everything,
  type LiveView,
  type LiveViews,
  type ViewEntry,
} from "@tributary/runtime";
import type { App } from "../app.ts";
import { BarHistory } from "../history/bar-history.ts";
import { HistoryUnavailable } from "../history/history-thread.ts";
import type { apiConfig } from "./api-config.ts";
import { BarPages } from "./bar-page.ts";
import { barSelection, barStream, signalSelection, streamSymbol } from "./indicator-query.ts";
import {
  barStreamSchema,
  barsSchema,
  signalStreamSchema,
  signalsSchema,
  statusStreamSchema,
  symbolsSchema,
} from "./indicator-schema.ts";
import { type IndicatorViews, seriesName, signalColumns } from "./indicator-views.ts";
import { signalList } from "./signal-list.ts";
import { symbolList } from "./symbol-list.ts";

export type IndicatorContext = Pick<Context, "log" | "metrics" | "now"> & {
  readonly config: Values<typeof apiConfig>;
  readonly views: LiveViews<IndicatorViews>;
};

/** The service's API over the views of `indicatorViews`. */
export function indicatorRoutes(app: App, context: IndicatorContext): void {
  const { views, now } = context;
  const history = historyOf(views.bars);
  const pages = new BarPages(views.bars, history, now);

  app.get("/symbols", { schema: symbolsSchema }, () => ({
    clock: now(),
    symbols: symbolList(views.bars, views.status, history),
  }));

  app.get("/bars", { schema: barsSchema }, async (request, reply) => {
    const selection = barSelection(request.query);
    try {
      return reply.type("application/json; charset=utf-8").send(await pages.page(selection));
    } catch (error) {
      if (!(error instanceof HistoryUnavailable)) throw error;
      const message = `${error.message}; newer bars can be asked for`;
      return reply.code(503).send({ statusCode: 503, error: "Service Unavailable", message });
    }
  });

  app.get("/signals", { schema: signalsSchema }, (request) => {
    const { eventId } = views.signals.progress;
    const signals = signalList(views.signals, signalSelection(request.query)).map(toldSignal);
    return { clock: now(), eventId, signals };
  });

  eventStreamRoute(app, {
    url: "/bars/stream",
    hub: new EventHub(hubOptions(context, views.bars)),
    schema: barStreamSchema,
    channels: (request) => {
      const { symbol, interval } = barStream(request.query);
      return [`bars:${seriesName(symbol, interval)}`];
    },
  });
  symbolStream(app, "/status/stream", statusStreamSchema, hubOptions(context, views.status));
  symbolStream(app, "/signals/stream", signalStreamSchema, hubOptions(context, views.signals));
}

/** A stream that follows one symbol, or all. */
function symbolStream<T extends MarketStatus | MarketSignal>(
  app: App,
  url: string,
  schema: object,
  options: EventHubOptions<T>,
): void {
  eventStreamRoute(app, {
    url,
    hub: new EventHub(options),
    schema,
    channels: (request) => {
      const symbol = streamSymbol(request.query);
      return [symbol === undefined ? everything : `symbol:${symbol}`];
    },
  });
}

function hubOptions<T>(
  { config, metrics, log, now }: IndicatorContext,
  view: LiveView<T>,
): EventHubOptions<T> {
  const { INDICATOR_TICK_MS: tickMs, INDICATOR_MAX_READERS: mostReaders } = config;
  return { view, metrics, log, now, tickMs, mostReaders };
}

function historyOf({ definition: { archive } }: LiveView<MarketIndicator>): BarHistory {
  if (archive instanceof BarHistory) return archive;
  throw new TypeError("the view of bars has no history");
}

const signalFills = Object.entries(signalColumns);

function toldSignal(entry: ViewEntry<MarketSignal>) {
  return Object.fromEntries(signalFills.map(([name, fill]) => [name, fill(entry)]));
}
