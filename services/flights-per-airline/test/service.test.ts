import { airlineDayCount, type Flight } from "@tributary/contracts";
import { eventually, given, raw } from "@tributary/testing";
import { flightsPerAirline } from "../src/service.ts";
import { aFlight, dayOf, replays } from "./a-flight.ts";
import { counting } from "./counter.ts";

const [older, , newer] = replays;

const on = (date: string, facts: Partial<Flight>) =>
  aFlight({ replay: newer, scheduledDate: dayOf(date), ...facts });

/** The newer replay: six flights of AA and one of WN on three days; the older one: one of B6. */
const flown: readonly Flight[] = [
  aFlight({ replay: older, airline: "B6" }),
  on("2015-02-28", { arrivalDelayMinutes: 15, departureDelayMinutes: 20 }), // a Saturday
  on("2015-02-28", { arrivalDelayMinutes: -15, departureDelayMinutes: -5 }),
  on("2015-02-28", { arrivalDelayMinutes: 14 }),
  on("2015-03-01", { arrivalDelayMinutes: null, departureDelayMinutes: null, cancelled: true }),
  on("2015-03-01", { arrivalDelayMinutes: null, diverted: true }),
  on("2015-03-02", { arrivalDelayMinutes: 100, departureDelayMinutes: 90 }),
  on("2015-02-28", { airline: "WN", arrivalDelayMinutes: null, cancelled: true }),
];

test("flights are counted by airline, day and replay; the table and the state hold each count", async () => {
  const { published, state, deadLetters } = await given(flightsPerAirline, flown);
  const newest = new Map(published.get(airlineDayCount).map((count) => [airlineDayCount.key(count), count]));
  expect([...newest.values()].map(({ flightCount }) => flightCount).sort()).toEqual([1, 1, 1, 2, 3]);
  const key = `AA|2015-02-28|${newer}`;
  expect(newest.get(key)).toEqual({
    replay: newer,
    airline: "AA",
    scheduledDate: dayOf("2015-02-28"),
    flightCount: 3,
    cancelledCount: 0,
    divertedCount: 0,
    departedLateCount: 1,
    arrivedLateCount: 1,
    departedCount: 3,
    arrivedCount: 3,
    departureDelayTotalMinutes: 15,
    arrivalDelayTotalMinutes: 14,
  });
  expect(state.get("AA|2015-02-28")).toEqual([newest.get(key)]);
  expect(deadLetters).toEqual([]);
});

test("a fifth replay takes back the oldest count: table, API and streams forget it", async () => {
  const five = replays.slice(0, 5).map((replay) => aFlight({ replay }));
  const { published, state } = await counting(five.slice(0, 4), async ({ get, stream, count }) => {
    const followed = await stream(`?replay=${older}`);
    await eventually(() => expect(followed.shown.size).toBe(1));
    const told = async () => (await get("/replays")).body.replays.map(({ replay }) => replay);
    expect(await told()).toEqual(replays.slice(0, 4).reverse());
    await count(...five.slice(4));
    await eventually(() => expect(followed.shown.size).toBe(0));
    expect(await told()).toEqual(replays.slice(1, 5).reverse());
    expect((await get(`/counts?replay=${older}`)).body.counts).toEqual([]);
  });
  expect(published.retracted(airlineDayCount)).toEqual([`AA|2015-02-28|${older}`]);
  expect(state.get("AA|2015-02-28")).toHaveLength(4);
});

test("what is no flight is buried, and the flights beside it are counted", async () => {
  const impossible = aFlight({ arrivalDelayMinutes: 20_000 });
  const values = [aFlight(), raw("AA|2015-02-28", Buffer.from("rubbish")), impossible, aFlight()];
  const { published, deadLetters } = await given(flightsPerAirline, values);
  expect(published.get(airlineDayCount).at(-1)?.flightCount).toBe(2);
  expect(deadLetters.map(({ letter }) => letter.error)).toEqual(["wrong_magic", "out_of_range"]);
});

test("a flight that is impossible only in what is not read here is counted", async () => {
  const { published, deadLetters } = await given(flightsPerAirline, [aFlight({ distanceMiles: 99_999 })]);
  expect(published.get(airlineDayCount)).toHaveLength(1);
  expect(deadLetters).toEqual([]);
});

test("replays are told newest first, with what is counted of each", async () => {
  await counting(flown, async ({ get }) => {
    expect((await get("/replays")).body).toEqual({
      clock: expect.any(Number),
      replays: [
        {
          replay: newer,
          startedAt: Date.UTC(2026, 10, 22, 8),
          fingerprint: "5f2a9c1e",
          run: 2,
          loop: 0,
          flightCount: 7,
          from: "2015-02-28",
          to: "2015-03-02",
          airlines: ["AA", "WN"],
        },
        expect.objectContaining({ replay: older, flightCount: 1, airlines: ["B6"] }),
      ],
    });
  });
});

test("counts are those of the newest replay, by date and airline, or as chosen", async () => {
  await counting(flown, async ({ get }) => {
    const rows = async (query: string) =>
      (await get(`/counts${query}`)).body.counts.map(({ airline, date, flights }) =>
        [date, airline, flights].join(" "),
      );
    const all = ["2015-02-28 AA 3", "2015-02-28 WN 1", "2015-03-01 AA 2", "2015-03-02 AA 1"];
    expect(await rows("")).toEqual(all);
    expect(await rows(`?replay=${older}`)).toEqual(["2015-02-28 B6 1"]);
    expect(await rows("?from=2015-03-01&to=2015-03-01")).toEqual(["2015-03-01 AA 2"]);
    expect(await rows("?from=2015-03-01")).toEqual(all.slice(2));
    expect(await rows("?to=2015-02-28&airlines=WN,%20AA,WN")).toEqual(all.slice(0, 2));
    expect(await rows("?airlines=ZZ")).toEqual([]);
    expect(await rows("?replay=of-nothing")).toEqual([]);
    const { body } = await get("/counts?from=2015-03-02");
    expect(body).toEqual({
      clock: expect.any(Number),
      replay: newer,
      counts: [
        {
          airline: "AA",
          date: "2015-03-02",
          flights: 1,
          cancelled: 0,
          diverted: 0,
          departedLate: 1,
          arrivedLate: 1,
          departed: 1,
          arrived: 1,
          departureDelayMinutes: 90,
          arrivalDelayMinutes: 100,
        },
      ],
    });
  });
});

test("totals name what a share is of, and a share of nothing is null", async () => {
  await counting(flown, async ({ get }) => {
    const { total, airlines, weekdays } = (await get("/totals")).body;
    // Of 7 scheduled flights 2 were cancelled and 1 diverted; 4 arrived, of them 2 late.
    expect(total).toEqual({
      flights: 7,
      cancelled: 2,
      diverted: 1,
      departedLate: 2,
      arrivedLate: 2,
      departed: 6,
      arrived: 4,
      departureDelayMinutes: 105,
      arrivalDelayMinutes: 114,
      onTimeOfScheduledPercent: expect.closeTo(28.5714, 4),
      onTimeOfCompletedPercent: 50,
      cancelledOfScheduledPercent: expect.closeTo(28.5714, 4),
      divertedOfScheduledPercent: expect.closeTo(14.2857, 4),
      meanDepartureDelayMinutes: 17.5,
      meanArrivalDelayMinutes: 28.5,
    });
    expect(airlines.map(({ airline, flights }) => [airline, flights])).toEqual([
      ["AA", 6],
      ["WN", 1],
    ]);
    expect(airlines[1]).toMatchObject({
      onTimeOfScheduledPercent: 0,
      onTimeOfCompletedPercent: null,
      meanArrivalDelayMinutes: null,
    });
    expect(weekdays.map(({ airline, isoWeekday, flights }) => [airline, isoWeekday, flights])).toEqual([
      ["AA", 1, 1],
      ["AA", 6, 3],
      ["AA", 7, 2],
      ["WN", 6, 1],
    ]);
    const none = (await get("/totals?airlines=ZZ")).body;
    expect(none).toMatchObject({ total: { flights: 0, onTimeOfScheduledPercent: null }, airlines: [] });
  });
});

test("before anything is counted the answers are empty, not wrong", async () => {
  await counting([], async ({ get, fetch }) => {
    expect((await get("/replays")).body.replays).toEqual([]);
    expect((await get("/counts")).body).toMatchObject({ replay: null, counts: [] });
    expect((await get("/totals")).body).toMatchObject({ replay: null, total: { flights: 0 } });
    expect((await (await fetch("/counts.csv")).text()).split("\r\n")).toHaveLength(2);
  });
});

test("the download is the counts as CSV, under the replay's name", async () => {
  await counting(flown, async ({ fetch }) => {
    const response = await fetch("/counts.csv?airlines=AA");
    expect(response.headers.get("content-type")).toContain("text/csv");
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="flights-per-airline.${newer}.csv"`,
    );
    expect((await response.text()).split("\r\n")).toEqual([
      "replay,airline,date,flights,cancelled,diverted,departedLate,arrivedLate,departed,arrived,departureDelayMinutes,arrivalDelayMinutes",
      `${newer},AA,2015-02-28,3,0,0,1,1,3,3,15,14`,
      `${newer},AA,2015-03-01,2,1,1,0,0,1,0,0,0`,
      `${newer},AA,2015-03-02,1,0,0,1,1,1,1,90,100`,
      "",
    ]);
  });
});

test.each([
  ["/counts?from=2015-02-29", 'from must be a day that exists, such as 2015-02-28; got "2015-02-29"'],
  ["/totals?to=yesterday", 'to must be a day that exists, such as 2015-02-28; got "yesterday"'],
  ["/counts.csv?from=2015-03-02&to=2015-03-01", "from (2015-03-02) lies after to (2015-03-01)"],
  ["/counts?airlines=AA,,WN", "airlines must be codes, such as AA,WN"],
  ["/counts?airline=AA", 'unknown parameter "airline"'],
  ["/counts?replay=", "replay is empty"],
  ["/counts?from=2015-03-01&from=2015-03-02", "from"],
  ["/stream?from=2015-03-01", "known are replay, airlines, lastEventId"],
])("%s is answered 400 with words that help", async (path, words) => {
  await counting([], async ({ get }) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ statusCode: 400, message: expect.stringContaining(words) });
  });
});

test("a stream follows the airlines it asks for in one replay, and another picks up where it left off", async () => {
  await counting(flown, async ({ stream, count }) => {
    const [aa, all] = [await stream("?airlines=AA"), await stream(`?replay=${older}`)];
    await eventually(() => expect(aa.shown.get(`AA|2015-02-28|${newer}`)).toBe(3));
    await eventually(() => expect([...all.shown.keys()]).toEqual([`B6|2015-02-28|${older}`]));
    expect([...aa.shown.keys()].every((key) => key.startsWith("AA|") && key.endsWith(newer))).toBe(true);
    const { lastEventId } = await eventually(() => {
      expect(aa.lastEventId).not.toBe("");
      return { lastEventId: aa.lastEventId };
    });
    await count(on("2015-02-28", {}), on("2015-02-28", { airline: "WN" }), aFlight({ replay: older }));
    await eventually(() => expect(aa.shown.get(`AA|2015-02-28|${newer}`)).toBe(4));
    await eventually(() => expect(all.shown.get(`AA|2015-02-28|${older}`)).toBe(1));
    expect(all.events.flatMap(({ rows }) => rows).every(({ replay }) => replay === older)).toBe(true);

    const after = await stream(`?airlines=AA&replay=${newer}`, lastEventId);
    await eventually(() => expect(after.shown.size).toBeGreaterThan(0));
    expect(after.events.map(({ event }) => event)).not.toContain("reset");
    expect([...after.shown]).toEqual([[`AA|2015-02-28|${newer}`, 4]]);
  });
});

test("a stream opened before anything is counted hears of the first replay", async () => {
  await counting([], async ({ stream, count }) => {
    const early = await stream("");
    await count(aFlight());
    await eventually(() => expect([...early.shown]).toEqual([[`AA|2015-02-28|${older}`, 1]]));
  });
});

test("the API describes itself", async () => {
  await counting([], async ({ get }) => {
    const { paths } = (await get("/openapi.json")).body;
    expect(Object.keys(paths).sort()).toEqual(["/counts", "/counts.csv", "/replays", "/stream", "/totals"]);
  });
});
