import { eventually } from "../../src/eventually.ts";
import { type Stack, startStack } from "../../src/stack.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";
import { newerWriter } from "./newer-writer.ts";
import { RegistryDoor } from "./registry-door.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
let stack: Stack;
let door: RegistryDoor;
let trial: CaseTrial;
beforeAll(async () => {
  stack = await startStack();
  const { kafkaBrokers, schemaRegistryUrl } = stack;
  door = await RegistryDoor.before(schemaRegistryUrl);
  const servers = { kafkaBrokers: kafkaBrokers.split(","), schemaRegistryUrl };
  const env = { SCHEMA_REGISTRY_URL: door.url };
  trial = await CaseTrial.open({ name: "case-05", shapes, servers, env });
}, 120_000);
afterAll(async () => {
  await trial?.close();
  await door?.close();
  await stack?.stop();
});

test("a registry that takes requests and never answers: told after its time-out, unready after 30 s, no rebalance, nothing buried; all of it over when it answers", async () => {
  const { input } = trial;
  const newer = await newerWriter(input);
  await trial.startAll();
  await input.publish(20);
  await trial.done();
  await door.become("hanging");
  await input.publish(5, { partition: 0, value: newer });
  await input.publish(10, { partition: 1 });
  for (const shape of shapes) await eventually(async () => expect(await trial.lag(shape)).toBe(5));
  // The one outage of these cases that is as long as it takes to see readiness go.
  await eventually(async () => {
    for (const { process } of trial.running) expect((await process.health("readyz")).status).toBe(503);
  }, 45_000);
  for (const shape of shapes) {
    const process = trial.process(shape);
    const { checks } = await process.health("readyz");
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain("schemas");
    expect((await process.health("livez")).status).toBe(200);
    expect(await process.metric("stream_rebalances_total")).toBe(1);
    expect(await trial.lag(shape)).toBe(5);
    expect(await trial.buried(shape)).toEqual([]);
  }
  await door.become("open");
  // A look-up may hang for 5 s and pause for 10 s more.
  expect(await trial.verdict(20_000)).toEqual([]);
}, 90_000);
