import { integer, string } from "@tributary/config";

/** Variables of what is shown and kept, for the service's own list. */
export const apiConfig = {
  INDICATOR_HISTORY_FILE: string(
    "SQLite file in which this replica keeps every bar; :memory: keeps them until it ends",
    { default: "technical-indicators/history.sqlite" },
  ),
  INDICATOR_WINDOW_BARS: integer("Newest bars of each symbol and interval that are held in memory", {
    default: 5_000,
    minimum: 1,
    maximum: 100_000,
  }),
  INDICATOR_WINDOW_SIGNALS: integer("Newest signals of each symbol and interval that are held", {
    default: 1_000,
    minimum: 1,
    maximum: 100_000,
  }),
  INDICATOR_TICK_MS: integer("Time between two looks at what changed, for all streams at once", {
    default: 250,
    minimum: 50,
    maximum: 60_000,
    unit: "ms",
  }),
  INDICATOR_MAX_READERS: integer(
    "Most open streams of bars, of status and of signals each; the next one is answered 503",
    {
      default: 1_000,
      minimum: 1,
      maximum: 50_000,
    },
  ),
};
