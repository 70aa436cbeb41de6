import { stackInUse } from "../../src/stack-in-use.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";
import { newerWriter } from "./newer-writer.ts";
import { RegistryDoor } from "./registry-door.ts";

const shapes: readonly Shape[] = ["fold", "sink"];
let door: RegistryDoor;
let trial: CaseTrial;
beforeAll(async () => {
  door = await RegistryDoor.before(stackInUse().schemaRegistryUrl);
  const env = { SCHEMA_REGISTRY_URL: door.url };
  trial = await CaseTrial.open({ name: "case-06", shapes, servers: stackInUse(), env });
});
afterAll(async () => {
  await trial?.close();
  await door?.close();
});

/** Bytes under a schema id. */
function under(schemaId: number): Buffer {
  const bytes = trial.input.encode({ key: "stranger", number: 1_000_000 });
  bytes.writeInt32BE(schemaId, 1);
  return bytes;
}

test("404 for an id: its records are buried, and the registry is asked once for all of them", async () => {
  const { input } = trial;
  await trial.startAll();
  for (let i = 0; i < 5; i++) {
    await input.publish(10);
    await input.publishPoison("unknown", { key: "stranger", value: under(987_654_321) });
  }
  await trial.done();
  for (const shape of shapes)
    expect([...(await trial.causes(shape)).values()]).toEqual(Array(5).fill("decode unknown_schema"));
  const asked = door.requests.filter(({ path }) => path.includes("987654321"));
  expect(asked).toHaveLength(shapes.length);
  expect(await trial.verdict(20_000)).toEqual([]);
}, 60_000);

test("401 while running: every service that meets a new schema ends with 77 and buries nothing; with its rights back it goes on", async () => {
  const { input } = trial;
  const newer = await newerWriter(input);
  await trial.startAll();
  await door.become(401);
  await input.publish(3, { value: newer });
  const processes = trial.running.map(({ process }) => process);
  expect(await Promise.all(processes.map(({ exited }) => exited))).toEqual([77, 77]);
  for (const process of processes)
    expect((await process.says("failed")).err).toMatchObject({
      message: expect.stringContaining("the registry says 401"),
    });
  expect(trial.exits.unasked).toEqual([77, 77]);
  trial.exits.unasked.length = 0;

  await door.become("open");
  await trial.startAll();
  for (const shape of shapes) expect(await trial.buried(shape)).toHaveLength(5);
  expect(await trial.verdict(20_000)).toEqual([]);
}, 60_000);

test.each([
  [401, 77],
  [409, 78],
])(
  "%d at the start of a service that publishes: exit %d with the registry's words",
  async (status, code) => {
    await door.become(status);
    const process = trial.start("fold");
    expect(await process.exited).toBe(code);
    expect(process.output).toContain(`the registry says ${status}`);
  },
  30_000,
);
