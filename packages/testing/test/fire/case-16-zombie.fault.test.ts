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
      await into.publish(20);
      await sleep(50, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await flowing;
  };
}

test("a zombie whose driver cannot be interrupted writes late and harms nothing, for the store knows newer values; it joins again", async () => {
  // Each write is considered for 300 ms, so that a stopped process is found with its mind made up and nothing sent.
  const env = { WRITE_PAUSE_MS: "300", HEEDS_SIGNAL: "false" };
  trial = await StoreTrial.open(ground, { name: "case-16", env });
  const { replicas, store } = trial;
  await replicas.scale(2);
  await replicas.ready();
  const stopFlow = flow(trial);
  await eventually(() => expect(writtenBy("0")).toBeGreaterThan(200), 60_000);
  // Once in a dozen times a process is found between two writes, and has nothing to write late.
  for (let times = 0; times < 3 && store.stale === 0; times++) await replicas.makeZombie(0, 13_000);
  await stopFlow();
  expect(store.stale).toBeGreaterThan(0);
  expect(judge(await trial.evidence(60_000))).toEqual([]);

  function writtenBy(replica: string): number {
    return [...store.stored.values()].filter(({ by }) => by.has(replica)).length;
  }
}, 200_000);
