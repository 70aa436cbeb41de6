import { eventually } from "../../src/eventually.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";
import { newerWriter } from "./newer-writer.ts";
import { RegistryDoor } from "./registry-door.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
let door: RegistryDoor;
let trial: CaseTrial;
beforeAll(async () => {
  door = await RegistryDoor.before(stackInUse().schemaRegistryUrl);
  const env = { SCHEMA_REGISTRY_URL: door.url };
  trial = await CaseTrial.open({ name: "case-04", shapes, servers: stackInUse(), env });
});
afterAll(async () => {
  await trial?.close();
  await door?.close();
});

test("a registry that refuses connections: known schemas flow on; a new one holds its partition, buries nothing, and goes on when the registry is back", async () => {
  const { input } = trial;
  const newer = await newerWriter(input);
  await trial.startAll();
  await input.publish(20);
  await trial.done();

  await door.become("away");
  await input.publish(20);
  await trial.done(10_000); // known schemas need no registry
  await input.publish(5, { partition: 0, value: newer });
  await input.publish(10, { partition: 1 });
  for (const shape of shapes) {
    await eventually(async () => expect(await trial.lag(shape)).toBe(5));
    const process = trial.process(shape);
    await eventually(async () => {
      const { checks } = await process.health("readyz");
      expect(checks.map(({ detail }) => detail)).toContainEqual(
        expect.stringMatching(/^looking up a schema has failed for/),
      );
      // Fewer than 30 s of weather: told, and no reason yet to be unready.
      expect(checks.every(({ ok }) => ok)).toBe(true);
    });
    expect(await process.metric("stream_paused_partitions")).toBe(1);
    expect(await trial.buried(shape)).toEqual([]);
  }

  await door.become("open");
  // What is promised for an outage of any length: at most one pause of 10 s, and here the outage was a short one.
  expect(await trial.verdict(10_000)).toEqual([]);
  expect(new Set(door.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
}, 60_000);

test("services that start while the registry is away wait for it, and lose nothing", async () => {
  await door.become("away");
  for (const shape of shapes) trial.start(shape);
  await trial.input.publish(20);
  for (const shape of ["fold", "map"] as const)
    await eventually(async () => {
      const { checks } = await trial.process(shape).health("readyz");
      expect(checks.find(({ name }) => name === "connected")?.detail).toMatch(
        /^waiting for the schema registry/,
      );
    });
  await door.become("open");
  expect(await trial.verdict(20_000)).toEqual([]);
}, 60_000);
