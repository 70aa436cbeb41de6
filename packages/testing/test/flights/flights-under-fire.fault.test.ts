import { FireGround } from "../../src/fire/fire-ground.ts";
import { type FlightsFire, flightsUnderFire } from "./flights-under-fire.ts";

// `FIRE=full npm run test:fault -- flights-under-fire` is a whole year at full speed; FIRE_SEED draws other moments.
// Without FIRE it is the short one of every `npm test`, at a rate by which the blows fall into the run.
const { FIRE, FIRE_SEED } = process.env;
const seed = Number(FIRE_SEED ?? 4);
const flightsOf2015 = 5_819_079;

const fire: FlightsFire =
  FIRE === "full"
    ? {
        name: `flights-year-${seed}`,
        seed,
        rows: flightsOf2015,
        blows: {
          times: { producer: 5, "counter-0": 3, "counter-1": 3, "counter-2": 3, broker: 1 },
          latestAfterMs: 3_000,
        },
        brokerDownMs: 3_000,
        producerEnv: { FLIGHT_SPEED: "max", FLIGHT_WHEN_DONE: "stay" },
        sessionTimeoutMs: 6_000,
        recoveryMs: 300_000,
      }
    : {
        name: `flights-${seed}`,
        seed,
        rows: 150_000,
        blows: {
          times: { producer: 2, "counter-0": 1, "counter-1": 1, "counter-2": 1, broker: 1 },
          latestAfterMs: 500,
        },
        brokerDownMs: 1_000,
        producerEnv: { FLIGHT_RATE: "15000", FLIGHT_WHEN_DONE: "stay" },
        sessionTimeoutMs: 3_000,
        recoveryMs: 60_000,
      };

let ground: FireGround;
beforeAll(async () => {
  // A member that was killed holds up its group for a session, so that shorter ones make a shorter test.
  ground = await FireGround.open(1, { "group.min.session.timeout.ms": fire.sessionTimeoutMs });
}, 120_000);
afterAll(() => ground?.close());

test("however often producer, counters and broker are killed, every row of a file is in the topic once and counted once, and bad rows are buried once", async () => {
  const report = await flightsUnderFire(ground, fire);
  process.stderr.write(`${JSON.stringify(report)}\n`);
  const { status, file, recount, differing, airlineDays, blows, falls } = report;
  const badRows = file.badLines.length;
  expect(badRows).toBe(4);
  expect(status.state).toBe("finished");
  expect(status.rows).toMatchObject({ read: file.rows + badRows, sent: file.rows, buried: badRows });
  expect(recount).toMatchObject({
    rows: file.rows,
    repeated: 0,
    beyond: 0,
    missing: badRows,
    missingLines: file.badLines,
    buried: badRows,
    buriedParts: badRows,
  });
  // A restart goes on in the replay that was begun.
  expect(recount.replays).toHaveLength(1);
  expect(airlineDays).toBeGreaterThan(365);
  expect({ differing, differences: report.differences }).toEqual({ differing: [0, 0, 0], differences: [] });
  // Weather is ridden out, so nobody fell who was not struck; and all were, while rows passed.
  expect(falls).toBe(0);
  expect(Object.keys(blows).sort()).toEqual(["broker", "counter-0", "counter-1", "counter-2", "producer"]);
  const { broker = 0, ...kills } = blows;
  expect(broker).toBe(1);
  const killed = Object.values(kills).reduce((sum, times) => sum + times, 0);
  expect(killed).toBeGreaterThanOrEqual(FIRE === "full" ? 10 : 4);
}, 1_200_000);
