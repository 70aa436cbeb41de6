import { airports, distanceMiles } from "../../src/generator/airports.ts";
import { airlines2015 } from "../../src/generator/published-figures.ts";
import { routesOfAirlines } from "../../src/generator/routes.ts";

const airport = (iata: string) => {
  const found = airports.find((one) => one.iata === iata);
  if (found === undefined) throw new Error(`no ${iata}`);
  return found;
};

test("airports have codes and ids of their own", () => {
  expect(airports.length).toBeGreaterThan(40);
  expect(new Set(airports.map(({ iata }) => iata)).size).toBe(airports.length);
  expect(new Set(airports.map(({ dotId }) => dotId)).size).toBe(airports.length);
  for (const { iata, dotId } of airports) expect([iata, dotId].join()).toMatch(/^[A-Z]{3},1\d{4}$/);
});

// Distances as the Bureau of Transportation Statistics has them.
test.each([
  ["ANC", "SEA", 1_448],
  ["JFK", "LAX", 2_475],
  ["JFK", "HNL", 4_983],
  ["ATL", "ORD", 606],
  ["HNL", "OGG", 100],
])("%s to %s are %i miles, within 1 %", (from, to, miles) => {
  expect(Math.abs(distanceMiles(airport(from), airport(to)) / miles - 1)).toBeLessThan(0.01);
});

test("clocks differ by the hours between the zones, Arizona's by the season", () => {
  const routes = routesOfAirlines.flat();
  const ahead = (from: string, to: string) =>
    routes.find(({ origin, destination }) => origin.iata === from && destination.iata === to)
      ?.clockAheadMinutes;
  expect(ahead("LAX", "JFK")).toEqual([180, 180]);
  expect(ahead("DEN", "PHX")).toEqual([0, -60]);
  expect(ahead("LAX", "HNL")).toEqual([-120, -180]);
});

test("every airline has 4,096 places to draw a route from, and several routes", () => {
  expect(routesOfAirlines.map((routes) => routes.length)).toEqual(airlines2015.map(() => 4_096));
  for (const routes of routesOfAirlines) expect(new Set(routes).size).toBeGreaterThan(20);
});
