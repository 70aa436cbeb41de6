import type { System } from "./system.ts";

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
    ...(runs(system, "flight-csv")
      ? ["  npm run replay -- flights FILE --speed max    a file of your own (--help tells more)"]
      : []),
    "or, after Ctrl+C, which stops everything:",
    "  BUS_LINES=all npm start            the whole fleet, about 9,000 buses",
    "  npm start -- --scale map-feed=2    two replicas of a service",
    "  npm start -- --help                all options",
  ].join("\n");
}

const runs = ({ replicas }: System, name: string) => replicas.some(({ service }) => service === name);

function pagesOf(url: string | undefined, system: System): string {
  const pages = [
    ...(runs(system, "map-feed") ? [`${url}/buses`] : []),
    ...(runs(system, "flights-per-airline") ? [`${url}/flights`] : []),
  ];
  return pages.length > 0 ? pages.join(" and ") : `${url}`;
}

function curl(system: System): string {
  const mapFeed = system.replicas.find(({ service }) => service === "map-feed");
  if (mapFeed !== undefined) return `curl '${mapFeed.url}/vehicles?line=24'`;
  return `curl ${system.replicas[0]?.opsUrl}/metrics`;
}
