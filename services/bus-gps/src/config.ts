import { integer, list, number, oneOf, string } from "@tributary/config";

/** What bus-gps is told. */
export const config = {
  BUS_INPUT: oneOf("Where positions come from", ["simulation", "geojson", "siri-vm", "gtfs-rt"], {
    default: "simulation",
  }),
  BUS_LINES: list("Lines simulated; `all` is the whole fleet, about 9,000 buses by day", {
    default: ["11", "24", "159"],
    example: "11,24,N29",
  }),
  BUS_SEED: integer("Another seed, another fleet", { default: 1 }),
  BUS_SPEED: number("Simulated seconds per second; positions are still dated by the real clock", {
    default: 1,
    minimum: 0.1,
    maximum: 60,
  }),
  BUS_MODE: oneOf(
    "How often a simulated bus reports: `live` every second, `feed` every 10 to 30 s",
    ["live", "feed"],
    {
      default: "live",
    },
  ),
  BUS_JITTER_METERS: number("Error of a simulated fix along each axis, standard deviation", {
    default: 3,
    minimum: 0,
    maximum: 1000,
    unit: "m",
  }),
  BUS_MISSING_SHARE: share("Share of simulated reports that never arrive"),
  BUS_DUPLICATE_SHARE: share("Share of simulated reports that arrive twice, the second up to 3 s later"),
  BUS_LATE_SHARE: share("Share of simulated reports that arrive late, 1 s after the fix or later"),
  BUS_LATE_MS: integer("How late the latest of them are", {
    default: 20_000,
    minimum: 1000,
    maximum: 600_000,
    unit: "ms",
  }),
  BUS_TRUTH_FILE: string(
    "Every simulated bus, every second, without error, is appended to this file as a line of JSON: what a display is measured against",
    { optional: true, example: "/tmp/truth.ndjson" },
  ),
  BUS_INPUT_URL: string(
    "What the other inputs read: a file or an http(s) URL; for geojson a file or a folder of files, one per line",
    { optional: true, example: "https://data.example.org/siri-vm.xml" },
  ),
  BUS_INPUT_OPERATOR: string(
    "Operator of vehicles whose feed names none (gtfs-rt, geojson): ids are unique only with one",
    {
      default: "FEED",
    },
  ),
  BUS_INPUT_API_KEY: string("Key of the feed, sent as BUS_INPUT_API_KEY_HEADER or as the query's `api_key`", {
    optional: true,
    secret: true,
  }),
  BUS_INPUT_API_KEY_HEADER: string("Header that carries the key", { optional: true, example: "x-api-key" }),
  BUS_POLL_INTERVAL_MS: integer("Pause between two looks at a feed", {
    default: 10_000,
    minimum: 100,
    maximum: 3_600_000,
    unit: "ms",
  }),
  BUS_POLL_TIMEOUT_MS: integer("Longest a feed may take to answer, to its last byte", {
    default: 30_000,
    minimum: 10,
    maximum: 600_000,
    unit: "ms",
  }),
  BUS_POLL_MAX_BYTES: integer("Largest feed read, uncompressed; all of England's SIRI-VM is 31 MB", {
    default: 134_217_728,
    minimum: 1,
    unit: "bytes",
  }),
};

function share(doc: string) {
  return number(doc, { default: 0, minimum: 0, maximum: 1 });
}
