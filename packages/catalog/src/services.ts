import { accidentCsv } from "@tributary/accident-csv";
import { accidentFeed } from "@tributary/accident-feed";
import { busGps } from "@tributary/bus-gps";
import { consoleGateway } from "@tributary/console";
import { flightCsv } from "@tributary/flight-csv";
import { flightsPerAirline } from "@tributary/flights-per-airline";
import { mapFeed } from "@tributary/map-feed";
import { mongoSink } from "@tributary/mongo-sink";
import type { Service } from "@tributary/runtime";
import { stockTicks } from "@tributary/stock-ticks";
import { technicalIndicators } from "@tributary/technical-indicators";

/** Every service there is, in the order data passes through them. A new one is added here. */
export const services: readonly Service[] = [
  busGps,
  mapFeed,
  flightCsv,
  flightsPerAirline,
  accidentCsv,
  mongoSink,
  accidentFeed,
  stockTicks,
  technicalIndicators,
  consoleGateway,
];
