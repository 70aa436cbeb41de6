import { shares } from "@tributary/csv-replay/generating";
import { type Airport, airports, distanceMiles } from "./airports.ts";
import { airlines2015 } from "./published-figures.ts";

export interface Route {
  readonly origin: Airport;
  readonly destination: Airport;
  readonly distanceMiles: number;
  /** From gate to gate, as planned. */
  readonly scheduledMinutes: number;
  /** What the clocks at the destination are ahead: in winter, in summer. */
  readonly clockAheadMinutes: readonly [number, number];
}

interface Network {
  /** Where nearly all of an airline's flights begin or end. */
  readonly hubs: string;
  /** Distance in miles at which a destination has lost most of its pull. */
  readonly reach: number;
}

/** Rough: who flew from where in 2015, and how far. */
const networks: Readonly<Record<(typeof airlines2015)[number], Network>> = {
  WN: { hubs: "MDW BWI LAS DEN PHX DAL HOU MCO OAK LAX STL BNA TPA SAN ATL", reach: 760 },
  DL: { hubs: "ATL MSP DTW SLC JFK LGA SEA LAX", reach: 960 },
  AA: { hubs: "DFW ORD MIA LAX JFK PHX CLT PHL", reach: 1_300 },
  OO: { hubs: "SLC DEN ORD LAX SFO MSP IAH PHX", reach: 450 },
  EV: { hubs: "ATL ORD IAH EWR DFW DTW CLE", reach: 380 },
  UA: { hubs: "ORD DEN IAH EWR SFO LAX IAD", reach: 1_400 },
  MQ: { hubs: "DFW ORD MIA LGA", reach: 380 },
  B6: { hubs: "JFK BOS FLL MCO SJU DCA", reach: 1_300 },
  US: { hubs: "CLT PHL PHX DCA", reach: 900 },
  AS: { hubs: "SEA PDX ANC LAX SAN", reach: 1_200 },
  NK: { hubs: "FLL LAS DFW ORD DTW ATL", reach: 1_200 },
  F9: { hubs: "DEN ORD ATL MCO LAS PHL", reach: 1_100 },
  HA: { hubs: "HNL OGG", reach: 700 },
  VX: { hubs: "SFO LAX DAL", reach: 1_600 },
};

/** Their number per airline: a power of two, so that a random number picks one by its low bits. */
export const routeSlots = 4_096;

/** Statute miles: nobody flies between the airports of one city, and no flight of 2015 was longer than from New York to Honolulu. */
const [shortest, longest] = [90, 4_983];

/** For each airline its routes, each as often as its share of the flights. */
export const routesOfAirlines: readonly (readonly Route[])[] = airlines2015.map((airline) => {
  const { hubs, reach } = networks[airline];
  const isHub = new Set(hubs.split(" "));
  const pairs = airports.flatMap((origin) =>
    airports
      .filter(
        (destination) => destination !== origin && (isHub.has(origin.iata) || isHub.has(destination.iata)),
      )
      .map((destination) => ({ origin, destination, miles: Math.round(distanceMiles(origin, destination)) })),
  );
  const weights = pairs.map(({ origin, destination, miles }) =>
    miles < shortest || miles > longest
      ? 0
      : Math.sqrt(origin.weight * destination.weight) * Math.exp(-miles / reach),
  );
  const slots = shares(routeSlots, weights);
  return pairs.flatMap(({ origin, destination, miles }, at) =>
    Array<Route>(slots[at] as number).fill(routeOf(origin, destination, miles)),
  );
});

/** 7.7 miles a minute and 32 min on the ground, climbing and landing; westward, against the wind, a tenth more in the air. */
function routeOf(origin: Airport, destination: Airport, miles: number): Route {
  const wind = Math.max(Math.min((origin.longitude - destination.longitude) / 40, 1), -1) * 0.06;
  const clock = (isSummer: boolean) =>
    minutesOfClock(destination, isSummer) - minutesOfClock(origin, isSummer);
  return {
    origin,
    destination,
    distanceMiles: miles,
    scheduledMinutes: Math.round(32 + (miles / 7.7) * (1 + wind)),
    clockAheadMinutes: [clock(false), clock(true)],
  };
}

function minutesOfClock({ utcOffsetHours, hasSummerTime }: Airport, isSummer: boolean): number {
  return (utcOffsetHours + (isSummer && hasSummerTime ? 1 : 0)) * 60;
}
