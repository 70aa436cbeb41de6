import { marketBar, marketStatus } from "@tributary/contracts";
import { defineProducer, type ProducerContext } from "@tributary/runtime";
import { config } from "./config.ts";
import { feedMetrics } from "./feed-metrics.ts";
import { FollowedSymbols } from "./followed-symbols.ts";
import { systemClock } from "./network/clock.ts";
import { providersFor } from "./providers.ts";
import { symbolRoutes } from "./symbol-routes.ts";

type Told = ProducerContext<typeof config>;

/** Source and routes of one run are given the same context. */
const followedBy = new WeakMap<Told, FollowedSymbols>();

export const stockTicks = defineProducer({
  name: "stock-ticks",
  summary: "Publishes bars of stocks and coins, history first, then live",
  config,
  outputs: [marketBar, marketStatus],
  whenFull: "wait",
  keepsMarks: true,
  source: (context) => {
    const followed = followedSymbols(context);
    return items(followed, context);
  },
  routes: (app, context) => symbolRoutes(app, followedSymbols(context), context.now),
});

function followedSymbols(context: Told): FollowedSymbols {
  const known = followedBy.get(context);
  if (known !== undefined) return known;
  const { log, metrics, signal, now } = context;
  const clock = { ...systemClock, now };
  const { providers, symbols: configured } = providersFor(context.config, clock);
  const staleAfterMs = context.config.STOCK_STALE_AFTER_MS;
  const tools = { log, metrics: feedMetrics(metrics), clock, staleAfterMs };
  const followed = new FollowedSymbols({ providers, configured, tools, signal });
  followedBy.set(context, followed);
  return followed;
}

/** Marks can be read once the source is. */
async function* items(followed: FollowedSymbols, context: Told) {
  yield* followed.items(context.marks);
}
