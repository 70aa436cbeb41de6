import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../src/eventually.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { judge } from "../../src/fire/oracle.ts";
import { StoreTrial } from "./store-trial.ts";

let ground: FireGround;
let trial: StoreTrial | undefined;
beforeAll(async () => {
  ground = await FireGround.open(1);
}, 120_000);
afterEach(async () => {
  await trial?.close();
  trial = undefined;
});
afterAll(() => ground?.close());

/** Events flow until the returned function is called and resolves. */
function flow(into: StoreTrial): () => Promise<void> {
  const stop = new AbortController();
  const flowing = (async () => {
    while (!stop.signal.aborted) {
      await into.publish(40);
      await sleep(50, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await flowing;
  };
}

test("a sink that wakes up after its partitions went to another writes late and harms nothing, and joins again", async () => {
  // Each write is considered for 300 ms, so that a stopped process is found with its mind made up and nothing sent.
  trial = await StoreTrial.open(ground, { name: "case-16", env: { WRITE_PAUSE_MS: "300" } });
  const { replicas, store } = trial;
  await replicas.scale(2);
  await replicas.ready();
  const stopFlow = flow(trial);
  await eventually(() => expect(writers()).toEqual(new Set(["0", "1"])), 60_000);
  // A writer that is late finds newer values of the same keys.
  for (let round = 0; round < 4 && store.stale === 0; round++) await replicas.suspend(round % 2, 13_000);
  await stopFlow();
  expect(store.stale).toBeGreaterThan(0);
  expect(judge(await trial.evidence(60_000))).toEqual([]);

  function writers(): Set<string> {
    return new Set([...store.stored.values()].flatMap(({ by }) => [...by]));
  }
}, 200_000);
