import { deadLetterOf } from "@tributary/contracts";
import { eventually } from "../../src/eventually.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "map"];
let trial: CaseTrial | undefined;
afterEach(async () => {
  await trial?.close();
  trial = undefined;
});

test("a TypeError for one key alone: its records are buried at once, all other keys go on, and nobody starts again", async () => {
  trial = await CaseTrial.open({ name: "case-11", shapes, servers: stackInUse() });
  const { input } = trial;
  await trial.startAll();
  for (let round = 0; round < 4; round++) {
    await input.publish(30);
    await input.publishStumble("bug", "bug");
  }
  await trial.done();
  for (const shape of shapes) {
    const letters = (await trial.buried(shape)).map(({ headers }) => deadLetterOf(headers));
    expect(letters).toHaveLength(4);
    for (const letter of letters)
      expect(letter).toMatchObject({ stage: "process", error: "TypeError", attempts: 1 });
    expect(letters[0]?.message).toMatch(/Cannot read properties of undefined/);
    expect(await trial.process(shape).metric("stream_tenure_restarts_total")).toBe(0);
  }
  expect(await trial.verdict(20_000)).toEqual([]);
}, 60_000);

test("a bug for every key trips the group before its topic is drained: alive, unready with the reason, over a restart too, until it is resumed", async () => {
  trial = await CaseTrial.open({ name: "case-11-trips", shapes: ["map"], servers: stackInUse() });
  const { input } = trial;
  const group = trial.group("map");
  for (let i = 0; i < 25; i++) await input.publishStumble("bug", `bug-${i}`, 0);
  await input.publish(10, { partition: 0 });
  const tripped = `tripped: 20 records in a row were buried; resume with npm run dlq -- resume --group ${group}`;
  const standsStill = async () => {
    const process = trial?.process("map");
    await eventually(async () => {
      const { status, checks } = (await process?.health("readyz")) ?? { status: 0, checks: [] };
      expect([status, checks.filter(({ ok }) => !ok).map(({ detail }) => detail)]).toEqual([503, [tripped]]);
    });
    expect((await process?.health("livez"))?.status).toBe(200);
    expect(await trial?.buried("map")).toHaveLength(20);
    expect(await trial?.lag("map")).toBe(15);
  };
  trial.start("map");
  await standsStill();
  expect(await trial.stop(trial.process("map"))).toBe(0);
  trial.start("map");
  await standsStill();

  const control = await input.broker.openPublisher({ topic: `${group}.control`, whenFull: "wait" });
  await control.publish({ key: "trip", value: null });
  await trial.process("map").ready();
  expect(await trial.verdict(20_000)).toEqual([]);
}, 60_000);
