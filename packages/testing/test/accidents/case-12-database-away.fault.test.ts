import { eventually } from "../../src/eventually.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { type MongoServer, startMongo } from "../../src/mongo-server.ts";
import type { MongoGate } from "../mongo/mongo-gate.ts";
import { SinkTrial } from "./sink-trial.ts";

// Each outage lasts until the service has told of it for so long; one of them until readiness goes, which is at 30 s.
const toldSeconds = process.env.FIRE === "full" ? 60 : 2;
const poolSize = 3;

let ground: FireGround;
let mongo: MongoServer | undefined;
let trial: SinkTrial | undefined;
beforeAll(async () => {
  mongo =
    (await startMongo({ kind: "strict", own: true })) ?? (await startMongo({ kind: "plain", own: true }));
  if (mongo === undefined) return; // it has said why
  ground = await FireGround.open(1);
  // A plain collection tells in which order it was written.
  const env = {
    MONGO_SINK_TIME_SERIES: "off",
    MONGO_MAX_POOL_SIZE: String(poolSize),
    MONGO_WRITE_TIMEOUT_MS: "1000",
  };
  trial = await SinkTrial.open(ground, mongo, { name: "case-12", sinks: 1, env });
}, 120_000);
afterAll(async () => {
  await trial?.close();
  await ground?.close();
  await mongo?.stop();
});

const notPrimary = { ok: 0, code: 10_107, codeName: "NotWritablePrimary", errmsg: "not primary" };

interface Away {
  readonly name: string;
  readonly begin: (gate: MongoGate, server: MongoServer) => void;
  readonly end: (gate: MongoGate, server: MongoServer) => void;
  readonly untilUnready?: boolean;
}

const outages: readonly Away[] = [
  {
    name: "refuses connections",
    begin: (gate) => gate.become("refuse"),
    end: (gate) => gate.become("forward"),
  },
  {
    name: "takes connections and never answers",
    begin: (gate) => gate.become("hold"),
    end: (gate) => gate.become("forward"),
  },
  {
    name: "is not primary any more",
    begin: (gate) => {
      gate.judge = ({ name }) => (name === "insert" ? { answer: notPrimary } : "forward");
    },
    end: (gate) => {
      gate.judge = () => "forward";
    },
  },
  {
    name: "is stopped in the middle of its work",
    begin: (_, server) => server.signal("SIGSTOP"),
    end: (_, server) => server.signal("SIGCONT"),
    untilUnready: true,
  },
];

test("a database that is away in one of four ways: partitions wait, nothing is committed or buried, readiness goes after 30 s with words, the pool does not grow; then all is caught up in order", async () => {
  if (trial === undefined || mongo === undefined) return;
  const { sinks, gates, published } = trial;
  const [gate] = gates;
  await sinks.scale(1);
  await sinks.ready();
  const [sink] = sinks.running;
  if (gate === undefined || sink === undefined) throw new Error("the trial has one sink");
  await trial.publish(600);
  await trial.done();
  const sinkCheck = async () => {
    const { status, checks } = await sink.health("readyz");
    return { status, said: checks.map(({ detail }) => detail).join("\n") };
  };
  for (const { name, begin, end, untilUnready = false } of outages) {
    trial.diary.write("away", { name });
    begin(gate, mongo);
    await trial.publish(300);
    let mostClients = 0;
    await eventually(async () => {
      mostClients = Math.max(mostClients, gate.clients);
      const { status, said } = await sinkCheck();
      expect(said).toMatch(/writing to the store has failed for/);
      expect(await sink.metric("stream_weather_seconds", 'cause="sink"')).toBeGreaterThan(toldSeconds);
      if (untilUnready) expect(status).toBe(503);
    }, 90_000);
    if (!untilUnready && toldSeconds < 30) expect((await sinkCheck()).status).toBe(200);
    expect((await sink.health("livez")).status).toBe(200);
    expect(await sink.metric("stream_paused_partitions", 'cause="sink"')).toBeGreaterThan(0);
    expect(await trial.lag()).toBe(300);
    // Of the writing and the reading client: their pools, and two connections each to watch the server.
    expect(mostClients).toBeLessThanOrEqual(2 * (poolSize + 2));
    end(gate, mongo);
    await trial.done(45_000);
  }
  expect(await sink.metric("stream_rebalances_total")).toBe(1);
  expect(sinks.falls).toEqual([]);
  expect(await trial.buried()).toEqual([]);
  await trial.hasAllOnce();
  expect(published).toHaveLength(600 + outages.length * 300);
  // In the order of the partitions, and of the records in each.
  const newest = new Map<number, number>();
  for (const { record } of await trial.documents()) {
    expect(record.offset).toBeGreaterThan(newest.get(record.partition) ?? -1);
    newest.set(record.partition, record.offset);
  }
  expect(newest.size).toBe(6);
}, 420_000);
