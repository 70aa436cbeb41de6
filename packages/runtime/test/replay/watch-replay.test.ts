import type { TopicPartition } from "@tributary/kafka";
import { Health } from "../../src/health.ts";
import { Metrics } from "../../src/metrics.ts";
import { createProcessMetrics } from "../../src/process/process-metrics.ts";
import { ReplayWeather } from "../../src/replay/replay-weather.ts";
import { watchReplay } from "../../src/replay/watch-replay.ts";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function setUp() {
  let time = 0;
  const clock = () => time;
  const log = { info: () => undefined, warn: () => undefined };
  const status = {
    lastAttemptAt: 0 as number | undefined,
    lastSuccessAt: undefined,
    failingSince: undefined,
    lastError: undefined,
  };
  const member = { status, assignment: undefined as readonly TopicPartition[] | undefined, rebalances: 0 };
  const owner = { state: "standing by" as "standing by" | "taking over" | "reading", unacknowledged: 0 };
  const life = { silentSince: undefined as number | undefined };
  const weather = new ReplayWeather({ log, clock });
  const health = new Health();
  health.started();
  const registry = new Metrics("deck");
  const metrics = createProcessMetrics(registry, ["replay"]);
  open.push(watchReplay({ topic: "t", health, registry, metrics, member, owner, weather, life, log, clock }));
  const said = (checks: readonly { ok: boolean; name: string; detail: string }[]) =>
    checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
  return {
    member,
    owner,
    life,
    weather,
    registry,
    pass: (ms: number) => {
      time += ms;
      status.lastAttemptAt = time;
    },
    check: (name: string) => health.ready().find((each) => each.name === name),
    unready: () => said(health.ready()),
    dead: () => said(health.live()),
  };
}

const mine = [{ topic: "deck.progress", partition: 0 }];

test("who waits for the recording is ready and says so; who takes it over is not, until it reads", () => {
  const { member, owner, unready, check } = setUp();
  expect(unready()).toEqual(["group: waiting for the first assignment"]);
  member.assignment = [];
  expect(unready()).toEqual([]);
  expect(check("owner")?.detail).toMatch(/^standing by/);
  member.assignment = mine;
  owner.state = "taking over";
  expect(unready()).toEqual([expect.stringMatching(/^owner: fencing the predecessor/)]);
  owner.state = "reading";
  expect(unready()).toEqual([]);
});

test("weather is told at once, and makes it unready after 30 s, never dead", async () => {
  const { member, owner, weather, pass, unready, dead, check, registry } = setUp();
  member.assignment = mine;
  owner.state = "taking over";
  weather.failed(new Error("no leader"));
  pass(29_000);
  expect(unready()).toEqual([]);
  expect(check("publishing")?.detail).toBe("publishing has failed for 29 s: no leader");
  expect(await registry.text()).toMatch(/stream_publish_failing_seconds\{[^}]*\} 29\n/);
  pass(2_000);
  expect(unready()).toEqual(["publishing: publishing has failed for 31 s: no leader"]);
  expect(dead()).toEqual([]);
  weather.succeeded();
  owner.state = "reading";
  expect(unready()).toEqual([]);
});

test("work that gives no sign of life for a minute is dead; reading that pauses for an hour is not", () => {
  const { member, owner, life, pass, dead } = setUp();
  member.assignment = mine;
  owner.state = "reading";
  pass(3_600_000);
  expect(dead()).toEqual([]);
  life.silentSince = 3_600_000;
  pass(61_000);
  expect(dead()).toEqual(["work in hand: has not come back for 61 s"]);
});
