import { eventually } from "../../src/eventually.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
let ground: FireGround;
let trial: CaseTrial;
beforeAll(async () => {
  ground = await FireGround.open(1);
  const { cluster, schemaRegistryUrl } = ground;
  const servers = { kafkaBrokers: cluster.brokers, schemaRegistryUrl };
  trial = await CaseTrial.open({ name: "case-01", shapes, servers });
}, 120_000);
afterAll(async () => {
  await trial?.close();
  await ground?.close();
});

/** What each check of the shape's process says that is not plainly well. */
async function told(shape: Shape): Promise<string> {
  const { checks } = await trial.process(shape).health("readyz");
  return checks.map(({ name, detail }) => `${name}: ${detail}`).join("\n");
}

test("a broker that is not there at the start, and is killed hard later: services live, say so, exit never, and have all of it soon after it is back", async () => {
  const { input } = trial;
  const { cluster } = ground;
  await input.publish(100);
  await cluster.kill(1);
  for (const shape of shapes) trial.start(shape);
  for (const shape of shapes) {
    await eventually(async () => expect(await told(shape)).toMatch(/^connected: waiting for /m));
    const process = trial.process(shape);
    expect((await process.health("readyz")).status).toBe(503);
    expect((await process.health("livez")).status).toBe(200);
  }
  cluster.run(1);
  await cluster.answers(1);
  await Promise.all(trial.running.map(({ process }) => process.ready(30_000)));
  await trial.done();

  // Killed with work in hand. The outage lasts until each service has told of it; that readiness goes after 30 s of
  // weather is the same rule for every cause, which case 5 waits out.
  const published = input.publish(20_000);
  await eventually(() => expect(trial.store.stored.size).toBeGreaterThan(100));
  await cluster.kill(1);
  for (const shape of shapes) {
    await eventually(async () => expect(await told(shape)).toMatch(/ has failed for \d+ s/), 30_000);
    expect((await trial.process(shape).health("livez")).status).toBe(200);
  }
  const more = input.publish(500);
  cluster.run(1);
  await cluster.answers(1);
  await Promise.all([published, more]);
  expect(await trial.verdict(60_000)).toEqual([]);
}, 180_000);
