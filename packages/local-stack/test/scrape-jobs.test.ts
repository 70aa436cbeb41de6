import { scrapeJobs } from "../src/scrape-jobs.ts";

const mapFeed = { name: "map-feed", kind: "consumer", main: "" } as const;
const busGps = { name: "bus-gps", kind: "producer", main: "" } as const;
const addressed = [
  { planned: { name: "bus-gps", service: busGps, number: 1 }, ports: { http: 1, ops: 4201 } },
  { planned: { name: "map-feed", service: mapFeed, number: 1 }, ports: { http: 2, ops: 4202 } },
  { planned: { name: "map-feed-2", service: mapFeed, number: 2 }, ports: { http: 3, ops: 4203 } },
];

test("each service is one job with all its replicas, and the registry another", () => {
  expect(scrapeJobs(addressed, "127.0.0.1:9001")).toEqual([
    { name: "bus-gps", kind: "producer", at: { targets: ["127.0.0.1:4201"] } },
    { name: "map-feed", kind: "consumer", at: { targets: ["127.0.0.1:4202", "127.0.0.1:4203"] } },
    { name: "schema-registry", at: { targets: ["127.0.0.1:9001"] } },
  ]);
});

test("a registry that somebody else runs is not scraped", () => {
  expect(scrapeJobs(addressed.slice(0, 1), undefined).map(({ name }) => name)).toEqual(["bus-gps"]);
});
