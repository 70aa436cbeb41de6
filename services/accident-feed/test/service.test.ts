import { type Accident, accidentCount } from "@tributary/contracts";
import { eventually, given, raw } from "@tributary/testing";
import { accidentFeed } from "../src/service.ts";
import { anAccident, replays } from "./an-accident.ts";
import { feeding } from "./feeding.ts";

const [older, , newer, newest] = replays;
const hourMs = 3_600_000;
const monday = anAccident().startedAt;

/** An accident of the newer replay, so many hours after the first, by the clocks of Ohio. */
function at(accidentId: string, hours: number, facts: Partial<Accident> = {}): Accident {
  const startedAt = monday + hours * hourMs;
  const startedLocal = new Date(startedAt - 5 * hourMs).toISOString().slice(0, 19);
  return anAccident({ replay: newer, accidentId, startedAt, startedLocal, ...facts });
}

/** The newer replay: four in Ohio, one in Nevada; the older one: one in Ohio. */
const reported: readonly Accident[] = [
  anAccident({ accidentId: "A-9", replay: older }),
  at("A-1", 0),
  at("A-2", 0),
  at("A-3", 0, { severityLevel: 3 }),
  at("A-4", 24),
  at("A-5", 24, { state: "NV", city: null, startLatitude: 36.1, startLongitude: -115.1, severityLevel: 4 }),
];

test("accidents are counted by state, severity, hour of the week, partition and replay", async () => {
  const { published, state, deadLetters } = await given(accidentFeed, reported);
  const counts = [
    ...new Map(published.get(accidentCount).map((count) => [accidentCount.key(count), count])).values(),
  ];
  const sum = (replay: string, where: string) =>
    counts
      .filter((c) => c.replay === replay && `${c.state}|${c.severityLevel}|${c.hourOfWeek}` === where)
      .reduce((total, { accidentCount }) => total + accidentCount, 0);
  expect(["OH|2|5", "OH|3|5", "OH|2|29", "NV|4|29"].map((where) => sum(newer, where))).toEqual([2, 1, 1, 1]);
  expect(sum(older, "OH|2|5")).toBe(1);
  expect(counts.reduce((total, { accidentCount }) => total + accidentCount, 0)).toBe(6);
  expect(new Set(state.keys())).toEqual(new Set(["OH|2|5", "OH|3|5", "OH|2|29", "NV|4|29"]));
  expect(deadLetters).toEqual([]);
});

test("replays are told newest first, with what is counted of each", async () => {
  await feeding(reported, async ({ get }) => {
    expect((await get("/replays")).body).toEqual({
      clock: expect.any(Number),
      replays: [
        {
          replay: newer,
          startedAt: Date.UTC(2026, 10, 22, 8),
          fingerprint: "5f2a9c1e",
          run: 2,
          loop: 10,
          accidentCount: 5,
        },
        expect.objectContaining({ replay: older, accidentCount: 1 }),
      ],
    });
  });
});

test("totals are by state and severity, and by hour of the week: of all states or of one", async () => {
  await feeding(reported, async ({ get }) => {
    const { body } = await get("/totals");
    expect(body).toMatchObject({ replay: newer, accidents: 5 });
    expect(body.states).toEqual([
      { state: "NV", severities: [0, 0, 0, 1] },
      { state: "OH", severities: [0, 3, 1, 0] },
    ]);
    const told = (hours: Awaited<ReturnType<typeof get>>["body"]["hours"]) =>
      hours.map((row) => row.flatMap((accidents, hour) => (accidents === 0 ? [] : [[hour, accidents]])));
    expect(body.hours.map((row) => row.length)).toEqual([168, 168, 168, 168]);
    const ohio = [[], [[5, 2], [29, 1]], [[5, 1]], []]; // biome-ignore format: as the answer reads
    expect(told(body.hours)).toEqual([...ohio.slice(0, 3), [[29, 1]]]);
    const ofOhio = (await get("/totals?state=OH")).body;
    expect(told(ofOhio.hours)).toEqual(ohio);
    expect(ofOhio).toMatchObject({ accidents: 5, states: [{ state: "NV" }, { state: "OH" }] });
    expect((await get(`/totals?replay=${older}`)).body).toMatchObject({
      replay: older,
      accidents: 1,
      states: [{ state: "OH", severities: [0, 1, 0, 0] }],
    });
    expect((await get("/totals?replay=of-nothing")).body).toMatchObject({ accidents: 0, states: [] });
  });
});

test("a third replay takes back the oldest count, and its accidents take the place of those shown", async () => {
  const again = (replay: string, startedAt: number) => anAccident({ accidentId: "A-9", replay, startedAt });
  const two = [again(older, monday), again(newer, monday), at("A-1", 1)];
  const { published, state } = await feeding(two, async ({ get, stream, take }) => {
    const followed = await stream("");
    await eventually(() => expect([...followed.shown.keys()].sort()).toEqual(["A-1", "A-9"]));
    await take(again(newest, monday - 9_000 * hourMs));
    await eventually(() =>
      expect([...followed.shown.values()].map(({ replay }) => replay)).toEqual([newest]),
    );
    await take(again(newer, monday));
    expect((await get("/accidents")).body.accidents).toMatchObject([{ accidentId: "A-9", replay: newest }]);
    expect((await get("/replays")).body.replays).toMatchObject([
      { replay: newest, accidentCount: 1 },
      { replay: newer, accidentCount: 3 },
    ]);
    expect((await get(`/totals?replay=${older}`)).body.accidents).toBe(0);
  });
  const part = published.get(accidentCount).find(({ replay }) => replay === older)?.part;
  expect(published.retracted(accidentCount)).toEqual([`OH|2|5|${part}|${older}`]);
  expect(state.get("OH|2|5")).toEqual([
    { replay: newer, accidentCount: 2 },
    { replay: newest, accidentCount: 1 },
  ]);
});

test("what is no accident is buried, and the accidents beside it are counted", async () => {
  const values = [
    anAccident(),
    raw("A-1", Buffer.from("rubbish")),
    anAccident({ accidentId: "A-2", startedLocal: "08/02/2016 00:37" }),
    anAccident({ accidentId: "A-3", severityLevel: 9 }),
    anAccident({ accidentId: "A-4", severityLevel: 1 }),
  ];
  const { published, deadLetters } = await given(accidentFeed, values);
  expect(
    published
      .get(accidentCount)
      .map(({ severityLevel }) => severityLevel)
      .sort(),
  ).toEqual([1, 2]);
  expect(deadLetters.map(({ letter }) => letter.stage).sort()).toEqual(["decode", "process", "validate"]);
  expect(deadLetters.find(({ letter }) => letter.stage === "process")?.letter.message).toContain(
    "startedLocal must be such as",
  );
});

test("accidents are those of the newest replay, newest first, and chosen by severity, state and box", async () => {
  await feeding(reported, async ({ get }) => {
    const { body } = await get("/accidents?state=NV");
    expect(body).toEqual({
      clock: expect.any(Number),
      windowHours: 168,
      accidents: [
        {
          accidentId: "A-5",
          replay: newer,
          state: "NV",
          city: null,
          severityLevel: 4,
          startedAt: monday + 24 * hourMs,
          latitude: 36.1,
          longitude: -115.1,
        },
      ],
    });
    const ids = async (query: string) =>
      (await get(`/accidents${query}`)).body.accidents.map(({ accidentId }) => accidentId);
    const all = await ids("");
    expect(all.slice(0, 2).sort()).toEqual(["A-4", "A-5"]);
    expect(all.slice(2).sort()).toEqual(["A-1", "A-2", "A-3"]);
    expect((await ids("?severity=2")).sort()).toEqual(["A-1", "A-2", "A-4"]);
    expect((await ids("?severity=3,4,3")).sort()).toEqual(["A-3", "A-5"]);
    expect(await ids("?severity=3&state=OH,%20NV")).toEqual(["A-3"]);
    expect(await ids("?severity=3&state=NV")).toEqual([]);
    expect(await ids("?bbox=-116,36,-115,37")).toEqual(["A-5"]);
    expect(await ids("?state=TX")).toEqual([]);
  });
});

test("the window goes along with the newest accident, and what comes too late is counted but not shown", async () => {
  const early = [at("A-1", 0), at("A-2", 20)];
  await feeding(
    early,
    async ({ get, stream, take, metrics }) => {
      const followed = await stream("");
      await eventually(() => expect(followed.shown.size).toBe(2));
      await take(at("A-3", 44), at("A-4", 19));
      await eventually(() => expect([...followed.shown.keys()].sort()).toEqual(["A-2", "A-3"]));
      expect((await get("/replays")).body.replays[0]?.accidentCount).toBe(4);
      expect(await metrics()).toMatch(/stream_skipped_records_total\{.*reason="beyond_horizon".*\} 1\n/);
      await take(at("A-5", 30));
      await eventually(() => expect([...followed.shown.keys()].sort()).toEqual(["A-3", "A-5"]));
    },
    { ACCIDENTS_WINDOW_HOURS: "24", ACCIDENTS_WINDOW_MOST: "2" },
  );
});

test("a stream follows severities or states, and another picks up where it left off", async () => {
  await feeding(reported, async ({ stream, take }) => {
    const [severe, ohio] = [await stream("?severity=3,4"), await stream("?state=OH&severity=2")];
    await eventually(() => expect([...severe.shown.keys()].sort()).toEqual(["A-3", "A-5"]));
    await eventually(() => expect([...ohio.shown.keys()].sort()).toEqual(["A-1", "A-2", "A-4"]));
    const lastEventId = await eventually(() => {
      expect(severe.lastEventId).not.toBe("");
      return severe.lastEventId;
    });
    await take(at("A-6", 25, { severityLevel: 4 }), at("A-7", 25));
    await eventually(() => expect(severe.shown.get("A-6")?.severityLevel).toBe(4));
    await eventually(() => expect(ohio.shown.has("A-7")).toBe(true));
    expect(severe.events.flatMap(({ rows }) => rows).every(({ severityLevel }) => severityLevel > 2)).toBe(
      true,
    );
    const after = await stream("?severity=3,4", lastEventId);
    await eventually(() => expect([...after.shown.keys()]).toContain("A-6"));
    expect(after.events.map(({ event }) => event)).not.toContain("reset");
  });
});

test("the counter and the view that read one topic tell their lags apart", async () => {
  await feeding(reported, async ({ metrics }) => {
    const lags = (await metrics())
      .split("\n")
      .filter((line) => line.startsWith("stream_consumer_lag_records{"));
    const of = (reader: string) =>
      lags.filter((line) => line.includes(`="road.accident.v1",`) && line.includes(`reader="${reader}"`));
    expect([of("view"), of("group")].map((lines) => lines.length > 0)).toEqual([true, true]);
    expect(new Set(lags.map((line) => line.split("{")[1]?.split("}")[0])).size).toBe(lags.length);
  });
});

test("before anything is reported the answers are empty, not wrong", async () => {
  await feeding([], async ({ get, stream, take }) => {
    expect((await get("/replays")).body.replays).toEqual([]);
    expect((await get("/accidents")).body.accidents).toEqual([]);
    const { body } = await get("/totals");
    expect(body).toMatchObject({ replay: null, accidents: 0, states: [] });
    expect(body.hours.flat().every((accidents) => accidents === 0)).toBe(true);
    const early = await stream("");
    await take(anAccident());
    await eventually(() => expect([...early.shown.keys()]).toEqual(["A-1"]));
  });
});

test.each([
  ["/accidents?severity=5", 'severity must be levels from 1 to 4, such as 3,4; got "5"'],
  ["/accidents?severity=03", "severity must be levels"],
  ["/accidents?state=ca", 'state must be states, such as CA,NV; got "ca"'],
  ["/accidents?bbox=1,2,3", "bbox must be"],
  ["/accidents?replay=x", 'unknown parameter "replay"; known are severity, state, bbox'],
  ["/accidents/stream?bbox=1,2,3,4", "known are severity, state, lastEventId"],
  ["/totals?state=CA,NV", 'state must be one state, such as CA; got "CA,NV"'],
  ["/totals?replay=", "replay is empty"],
  ["/totals?severity=1", "known are replay, state"],
])("%s is answered 400 with words that help", async (path, words) => {
  await feeding([], async ({ get }) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ statusCode: 400, message: expect.stringContaining(words) });
  });
});

test("the API describes itself", async () => {
  await feeding([], async ({ get }) => {
    const { paths } = (await get("/openapi.json")).body;
    expect(Object.keys(paths).sort()).toEqual(["/accidents", "/accidents/stream", "/replays", "/totals"]);
  });
});
