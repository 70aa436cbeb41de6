import type { Replica } from "./replica.ts";
import type { Say } from "./say.ts";
import { waitFor } from "./wait-for.ts";

interface Sign {
  /** Both must run for it to show. */
  readonly producer: string;
  readonly consumer: string;
  readonly path: string;
  readonly shows: (body: unknown) => boolean;
  readonly words: string;
}

/** How data is seen to flow from a source to a view. */
const signs: readonly Sign[] = [
  {
    producer: "bus-gps",
    consumer: "map-feed",
    path: "/vehicles",
    shows: (body) => (body as { vehicles?: unknown[] }).vehicles?.length !== 0,
    words: "The first buses are on the map",
  },
  {
    producer: "flight-csv",
    consumer: "flights-per-airline",
    path: "/replays",
    shows: (body) =>
      (body as { replays?: { flightCount?: number }[] }).replays?.some(
        ({ flightCount = 0 }) => flightCount > 0,
      ) === true,
    words: "The first flights are counted",
  },
  {
    producer: "accident-csv",
    consumer: "accident-feed",
    path: "/totals",
    shows: (body) => ((body as { accidents?: number }).accidents ?? 0) > 0,
    words: "The first accidents are on the map",
  },
  {
    producer: "accident-csv",
    consumer: "mongo-sink",
    path: "/collections",
    shows: (body) =>
      (body as { collections?: { documents?: number }[] }).collections?.some(
        ({ documents = 0 }) => documents > 0,
      ) === true,
    words: "The first accidents are in MongoDB",
  },
  {
    producer: "stock-ticks",
    consumer: "technical-indicators",
    path: "/symbols",
    shows: (body) =>
      (body as { symbols?: { intervals?: unknown[] }[] }).symbols?.some(
        ({ intervals = [] }) => intervals.length > 0,
      ) === true,
    words: "The first bars have their indicators",
  },
];

/** Waits until what runs shows data; says so when it does, and also when it does not within a minute. */
export async function awaitFirstSigns(
  replicas: readonly Replica[],
  say: Say,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const sign of signs) {
    const consumer = replicas.find(({ service }) => service === sign.consumer);
    if (consumer === undefined || !replicas.some(({ service }) => service === sign.producer)) continue;
    const shown = await waitFor(() => shows(`${consumer.url}${sign.path}`, sign), {
      timeoutMs: 60_000,
      signal,
    }).catch((error) => {
      if (signal?.aborted) throw error;
      return false;
    });
    say(
      shown
        ? sign.words
        : `No data from ${sign.producer} at ${consumer.url}${sign.path} after a minute; its log: ${consumer.logFile}`,
    );
  }
}

async function shows(url: string, sign: Sign): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return answer.ok && sign.shows(await answer.json());
  } catch {
    return false;
  }
}
