import { parseArgs } from "node:util";
import { loadNetwork } from "@tributary/bus-network";
import { startConsole } from "./support/console-server.ts";
import { startFakeAccidents } from "./support/fake-accidents.ts";
import { fakeCluster } from "./support/fake-cluster.ts";
import { startFakeFeed } from "./support/fake-feed.ts";
import { startFakeFlights } from "./support/fake-flights.ts";
import { startFakeStocks } from "./support/fake-stocks.ts";

/** `node e2e/fake-system.ts --vehicles 9000 --lines all`: the page with made-up buses, stocks, flights and accidents, to work on the page alone. */
const { values } = parseArgs({
  options: {
    vehicles: { type: "string", default: "60" },
    lines: { type: "string", default: "11,24,159" },
    port: { type: "string", default: "4000" },
    every: { type: "string", default: "10000" },
    days: { type: "string", default: "6" },
    accidents: { type: "string", default: "48" },
  },
});
const lines = values.lines === "all" ? loadNetwork().lines : values.lines.split(",");
const feed = await startFakeFeed({ lines, vehicles: Number(values.vehicles), everyMs: Number(values.every) });
const flights = await startFakeFlights();
flights.play(Number(values.days));
const accidents = await startFakeAccidents();
accidents.bring(4_000);
accidents.play(Number(values.accidents));
const stocks = await startFakeStocks();
stocks.play(1);
const server = await startConsole({
  operations: fakeCluster(Date.now()),
  apis: [
    `map-feed=${feed.url}`,
    `technical-indicators=${stocks.url}`,
    `flights-per-airline=${flights.url}`,
    `flight-csv=${flights.url}`,
    ...["accident-feed", "accident-csv", "mongo-sink"].map((name) => `${name}=${accidents.url}`),
  ],
  ops: [`map-feed=${feed.url}`],
  port: Number(values.port),
});
console.log(server.url);
