import type { PositionSource } from "../position-source.ts";
import { feedDocument } from "./feed-document.ts";
import { gtfsRealtimeReader } from "./gtfs-realtime-reader.ts";
import { polledFeed } from "./polled-feed.ts";

/** Positions of a GTFS-Realtime document. */
export const gtfsRealtimeSource: PositionSource = (context) => {
  const { config, now } = context;
  const source = feedDocument(config, now);
  const read = gtfsRealtimeReader(config.BUS_INPUT_OPERATOR);
  return polledFeed({ source, read, intervalMs: config.BUS_POLL_INTERVAL_MS, random: Math.random }, context);
};
