import { createHash } from "node:crypto";
import { type Flight, flight } from "@tributary/contracts";
import fc from "fast-check";
import { flightOf } from "../../src/flight-row.ts";
import { flightGenerator } from "../../src/generator/flight-generator.ts";
import { yearPlan } from "../../src/generator/year-plan.ts";

const rows = 60_000;
const generator = flightGenerator({ rows, seed: 1 });
const textFrom = (row: number, of = generator) => Buffer.concat([...of.blocks(row)]).toString("utf8");
const lines = textFrom(0).trimEnd().split("\n");
const flights = lines.map((line, at) => flightOf(line.split(","), { replay: "r", lineNumber: at + 2 }));

const sum = (counts: ArrayLike<number>) => Array.from(counts).reduce((total, count) => total + count, 0);
const count = (holds: (of: Flight) => boolean) => flights.filter(holds).length;
/** Of 5,819,079 flights, for as many as are made here. */
const scaled = (published: number) => Math.round((published * rows) / 5_819_079);

test("there are as many rows as asked for, and each is a flight without fault", () => {
  expect(lines).toHaveLength(rows);
  expect(flights.map((of) => flight.fault(of)).filter((fault) => fault !== undefined)).toEqual([]);
  expect(count(({ outliers }) => outliers !== null)).toBeLessThan(20);
});

test("they are in the order of the file: by day and scheduled departure", () => {
  const times = flights.map((of) => flight.eventTime(of));
  expect(times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0))).toBe(true);
});

test("the same rows and seed make the same bytes, another seed others", () => {
  const of = (rows: number, seed: number) => flightGenerator({ rows, seed });
  const text = textFrom(0, of(2_000, 1));
  expect(textFrom(0, of(2_000, 1)) === text).toBe(true);
  expect(textFrom(0, of(2_000, 2)) === text).toBe(false);
  const fingerprints = [of(2_000, 1), of(2_000, 2), of(2_001, 1)].map(({ fingerprint }) => fingerprint);
  expect(new Set(fingerprints).size).toBe(3);
  expect(fingerprints.join()).toMatch(/^[0-9a-f]{16},[0-9a-f]{16},[0-9a-f]{16}$/);
  expect(of(2_000, 1).fingerprint).toBe(fingerprints[0]);
});

test("what a seed makes stays the same; who changes it raises the generator's version, and this digest", () => {
  const digest = createHash("sha256")
    .update(textFrom(0, flightGenerator({ rows: 2_000, seed: 1 })))
    .digest("hex");
  expect(digest.slice(0, 16)).toBe("cd893b473ba39a5d");
});

test("it goes on from any row as if it had made those before", () => {
  fc.assert(
    fc.property(fc.nat(rows), (row) => {
      const [block] = generator.blocks(row);
      const made = block === undefined ? [] : block.toString("utf8").trimEnd().split("\n");
      expect(made).toEqual(lines.slice(row, row + made.length));
      expect(made.length > 0).toBe(row < rows);
    }),
    { numRuns: 50 },
  );
  expect(textFrom(rows - 100)).toBe(`${lines.slice(-100).join("\n")}\n`);
});

test("cancelled, diverted, late and blank are as often as planned", () => {
  expect(count(({ cancelled }) => cancelled)).toBe(scaled(89_884));
  expect(count(({ diverted }) => diverted)).toBe(scaled(15_187));
  expect(count(({ arrivalDelayMinutes: delay }) => delay !== null && delay >= 15)).toBe(scaled(1_063_439));
  expect(count(({ arrivalDelayMinutes: delay }) => delay === 15)).toBe(scaled(39_941));
  expect(count(({ arrivalDelayMinutes: delay }) => delay === null)).toBe(scaled(89_884) + scaled(15_187));
  expect(count(({ tailNumber }) => tailNumber === null)).toBe(scaled(14_721));
  expect(count(({ departureLocalMinutes }) => departureLocalMinutes === null)).toBe(
    scaled(89_884) - scaled(89_884 - 86_153),
  );
  const byReason = (reason: string) => count(({ cancellationReason }) => cancellationReason === reason);
  expect(Math.abs(byReason("B") - scaled(48_851))).toBeLessThanOrEqual(1);
  expect(Math.abs(byReason("A") - scaled(25_262))).toBeLessThanOrEqual(1);
});

test("each airline and day has the flights and fates of the plan, at the full size as well", () => {
  const full = flightGenerator({ rows: 5_819_079, seed: 5 });
  const plan = yearPlan(5_819_079, 5);
  const ofDay = (table: Int32Array, day: number) => table.filter((_, at) => at % 365 === day);
  for (const day of [0, 58, 211, 364]) {
    const before = sum(plan.flights.filter((_, at) => at % 365 < day));
    const expected = sum(ofDay(plan.flights, day));
    const made: Flight[] = [];
    for (const block of full.blocks(before)) {
      for (const line of block.toString("utf8").trimEnd().split("\n"))
        made.push(flightOf(line.split(","), { replay: "r", lineNumber: 1 }));
      if (made.length > expected) break;
    }
    const date = 16_436 + day;
    const today = made.filter(({ scheduledDate }) => scheduledDate === date);
    expect(made.slice(0, expected)).toEqual(today);
    expect(today).toHaveLength(expected);
    expect(today.filter(({ cancelled }) => cancelled)).toHaveLength(
      sum(plan.cancelled.map((of) => sum(ofDay(of, day)))),
    );
    expect(today.filter(({ arrivalDelayMinutes: late }) => late !== null && late >= 15)).toHaveLength(
      sum(ofDay(plan.lateByExactly15, day)) + sum(ofDay(plan.later, day)),
    );
    const southwest = plan.flights[day];
    expect(today.filter(({ airline }) => airline === "WN")).toHaveLength(southwest ?? -1);
  }
});

test("delay causes stand exactly where a flight was 15 min late or more, and add up to its delay", () => {
  const odd = flights.filter((of) => {
    const causes = [
      of.airSystemDelayMinutes,
      of.securityDelayMinutes,
      of.airlineDelayMinutes,
      of.lateAircraftDelayMinutes,
      of.weatherDelayMinutes,
    ];
    const known = causes.filter((minutes) => minutes !== null);
    if (of.arrivalDelayMinutes === null || of.arrivalDelayMinutes < 15) return known.length > 0;
    return known.length < 5 || sum(known) !== of.arrivalDelayMinutes || known.some((minutes) => minutes < 0);
  });
  expect(odd).toEqual([]);
});

test("the times of a flight agree with each other, around midnight as well", () => {
  const arrived = flights.filter((of) => of.arrivalDelayMinutes !== null);
  const known = (value: number | null) => value ?? Number.NaN;
  const isSame = (one: number, other: number) => (one - other) % 1_440 === 0;
  const odd = arrived.filter((of) => {
    const departure = of.scheduledDepartureLocalMinutes + known(of.departureDelayMinutes);
    const arrival = of.scheduledArrivalLocalMinutes + known(of.arrivalDelayMinutes);
    const [out, air, inwards] = [of.taxiOutMinutes, of.airTimeMinutes, of.taxiInMinutes].map(known);
    return !(
      isSame(known(of.departureLocalMinutes), departure) &&
      isSame(known(of.wheelsOffLocalMinutes), departure + (out ?? 0)) &&
      isSame(known(of.arrivalLocalMinutes), arrival) &&
      isSame(known(of.wheelsOnLocalMinutes), arrival - (inwards ?? 0)) &&
      (out ?? 0) + (air ?? 0) + (inwards ?? 0) === of.elapsedTimeMinutes &&
      Math.min(out ?? 0, air ?? 0, inwards ?? 0) > 0 &&
      known(of.elapsedTimeMinutes) - known(of.scheduledTimeMinutes) ===
        known(of.arrivalDelayMinutes) - known(of.departureDelayMinutes)
    );
  });
  expect(arrived.length).toBeGreaterThan(58_000);
  expect(odd).toEqual([]);
});

test("midnight is 2400 and never 0000", () => {
  const texts = new Set(
    lines.flatMap((line) => line.split(",").filter((_, at) => [9, 10, 13, 18, 20, 21].includes(at))),
  );
  expect(texts.has("2400")).toBe(true);
  expect(texts.has("0000")).toBe(false);
  expect(Math.max(...flights.map((of) => of.scheduledDepartureLocalMinutes))).toBeLessThan(1_440);
});

test("October has five-digit airports, the other months have codes", () => {
  const odd = lines.filter((line) => {
    const form = line.startsWith("2015,10,") ? /^\d{5},\d{5}$/ : /^[A-Z]{3},[A-Z]{3}$/;
    return !form.test(line.split(",").slice(7, 9).join());
  });
  expect(odd).toEqual([]);
});

test("delays are like those of 2015", () => {
  const known = (of: readonly (number | null)[]) =>
    of.filter((delay) => delay !== null).sort((a, b) => a - b);
  const mean = (of: readonly number[]) => sum(of) / of.length;
  const quartiles = (of: readonly number[]) =>
    [1, 2, 3].map((n) => of[Math.floor((of.length * n) / 4)] ?? Number.NaN);
  const departures = known(flights.map((of) => of.departureDelayMinutes));
  const arrivals = known(flights.map((of) => of.arrivalDelayMinutes));
  expect(Math.abs(mean(departures) - 9.37)).toBeLessThan(1);
  expect(Math.abs(mean(arrivals) - 4.41)).toBeLessThan(1);
  quartiles(departures).forEach((delay, at) => {
    expect(Math.abs(delay - ([-5, -2, 7][at] ?? 0))).toBeLessThanOrEqual(1);
  });
  quartiles(arrivals).forEach((delay, at) => {
    expect(Math.abs(delay - ([-13, -5, 8][at] ?? 0))).toBeLessThanOrEqual(1);
  });
  expect(arrivals.at(0)).toBeGreaterThanOrEqual(-87);
  expect(arrivals.at(-1)).toBeLessThanOrEqual(1_971);
});

test("blocks are of a size that suits a reader, and hold whole rows", () => {
  for (const block of flightGenerator({ rows: 5_819_079, seed: 1 }).blocks(5_800_000)) {
    expect(block.length).toBeLessThan(256 * 1024);
    expect(block.at(-1)).toBe(10);
  }
});
