import { mongoPlace } from "./mongo-place.ts";
import type { Parts } from "./parts.ts";
import type { System } from "./system.ts";

const listed = new Intl.ListFormat("en", { style: "long", type: "conjunction" });

/** What runs where, for the end of the start. */
export function urlTable(system: System, logs: string): string {
  const { parts, replicas } = system;
  const page = replicas.find(({ service }) => service === "console");
  const rows: (readonly [string, string, string])[] = [
    ...replicas.map(({ name, url, opsUrl }) => [name, url ?? "-", `${opsUrl}/readyz`] as const),
    ["Kafka", parts.kafkaBrokers, parts.kafka ? "" : "not ours: named by KAFKA_BROKERS"],
    [
      "Schema registry",
      parts.schemaRegistryUrl,
      parts.registry ? "" : "not ours: named by SCHEMA_REGISTRY_URL",
    ],
    ...mongoRow(parts),
    ...prometheusRow(system),
    ["Logs", logs, ""],
  ];
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  const table = rows.map((row) =>
    `  ${row[0].padEnd(width(0))}  ${row[1].padEnd(width(1))}  ${row[2]}`.trimEnd(),
  );
  return [
    ...(page ? [`Open ${pagesOf(page.url, system)}`, ""] : []),
    ...table,
    "",
    "Try next:",
    `  ${curl(system)}`,
    ...replayLines(system),
    "or, after Ctrl+C, which stops everything:",
    "  BUS_LINES=all npm start            the whole fleet, about 9,000 buses",
    "  STOCK_PROVIDER=binance npm start   coins as they are traded now, from the internet",
    "  npm start -- --scale map-feed=2    two replicas of a service",
    "  npm start -- --help                all options",
  ].join("\n");
}

function mongoRow({ mongo, mongodbUri }: Parts): (readonly [string, string, string])[] {
  if (mongodbUri === undefined) return [];
  return [["MongoDB", mongoPlace(mongodbUri), mongo ? "" : "not ours: named by MONGODB_URI"]];
}

function prometheusRow({ prometheus }: System): (readonly [string, string, string])[] {
  if (prometheus === undefined) return [];
  const url = `http://127.0.0.1:${prometheus.port}`;
  return [["Prometheus", url, "metrics and alerts; what to do: deploy/RUNBOOK.md"]];
}

function replayLines(system: System): string[] {
  return [
    ...(runs(system, "flight-csv")
      ? ["  npm run replay -- flights FILE --speed max    a file of your own (--help tells more)"]
      : []),
    ...(runs(system, "accident-csv")
      ? [
          "  npm run replay -- accidents FILE --speed 1000    a file of accidents, of any of the three layouts",
        ]
      : []),
  ];
}

const runs = ({ replicas }: System, name: string) => replicas.some(({ service }) => service === name);

function pagesOf(url: string | undefined, system: System): string {
  const pages = [
    ...(runs(system, "map-feed") ? [`${url}/buses`] : []),
    ...(runs(system, "technical-indicators") ? [`${url}/stocks`] : []),
    ...(runs(system, "flights-per-airline") ? [`${url}/flights`] : []),
    ...(runs(system, "accident-feed") ? [`${url}/accidents`] : []),
  ];
  return pages.length > 0 ? listed.format(pages) : `${url}`;
}

function curl(system: System): string {
  const mapFeed = system.replicas.find(({ service }) => service === "map-feed");
  if (mapFeed !== undefined) return `curl '${mapFeed.url}/vehicles?line=24'`;
  return `curl ${system.replicas[0]?.opsUrl}/metrics`;
}
