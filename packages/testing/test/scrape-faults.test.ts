import { scrapeFaults } from "../src/scrape-faults.ts";

const duration = "http_server_request_duration_seconds";
const scrape = (...lines: readonly string[]) => lines.join("\n");
/** What every service shows, whatever it is made of. */
const ofAll = [
  ["service_ready", "gauge"],
  ["service_live", "gauge"],
  ["schema_registry_request_duration_seconds", "histogram"],
].flatMap(([name, type]) => [
  `# HELP ${name} What it means.`,
  `# TYPE ${name} ${type}`,
  `${name}{service="a"} 1`,
]);
const well = [
  ...ofAll,
  `# HELP ${duration} Time to answer a request.`,
  `# TYPE ${duration} histogram`,
  `${duration}_bucket{le="0.1",service="a",http_route="/\\"x\\"",http_request_method="GET"} 1`,
  `${duration}_count{service="a",http_route="/",http_request_method="GET"} 1`,
  "# HELP process_cpu_seconds_total CPU",
  "# TYPE process_cpu_seconds_total counter",
  'process_cpu_seconds_total{service="a"} 1',
];

test("a scrape that agrees with the list has no faults", () => {
  expect(scrapeFaults(scrape(...well), ["API"])).toEqual([]);
});

test("what the list expects of a shape must be there, and nothing of another shape", () => {
  expect(scrapeFaults(scrape(...ofAll), ["API"])).toEqual([`${duration} is missing`]);
  const tripped = ["# HELP stream_tripped Whether it has tripped.", "# TYPE stream_tripped gauge"];
  expect(scrapeFaults(scrape(...well, ...tripped), ["API"])).toEqual([
    "stream_tripped is not listed for API",
  ]);
});

test("type and labels must be those of the list, and each series says its service", () => {
  const text = scrape(
    ...ofAll,
    `# HELP ${duration} Time to answer a request.`,
    `# TYPE ${duration} gauge`,
    `${duration}{vehicle_id="9"} 1`,
  );
  expect(scrapeFaults(text, ["API"])).toEqual([
    `${duration} is a gauge, listed as a histogram`,
    `${duration} has a label vehicle_id that is not listed`,
    `${duration} does not say its service`,
  ]);
});

test("a service's own metric needs a help and a name of its domain", () => {
  const own = ["# HELP transit_polls_total x", "# TYPE transit_polls_total counter", "# TYPE Polls counter"];
  expect(scrapeFaults(scrape(...well, ...own), ["API"])).toEqual([
    "transit_polls_total has no help",
    "Polls is no name of a domain",
    "Polls has no help",
  ]);
});
