import type { PositionSource } from "../position-source.ts";
import { feedDocument } from "./feed-document.ts";
import { polledFeed } from "./polled-feed.ts";
import { siriVmReader } from "./siri-vm-reader.ts";

/** Positions of a SIRI-VM document. */
export const siriVmSource: PositionSource = (context) => {
  const { config, now } = context;
  const source = feedDocument(config, now);
  const read = siriVmReader(now);
  return polledFeed({ source, read, intervalMs: config.BUS_POLL_INTERVAL_MS, random: Math.random }, context);
};
