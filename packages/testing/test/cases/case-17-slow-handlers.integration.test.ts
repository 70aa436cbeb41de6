import { stackInUse } from "../../src/stack-in-use.ts";
import type { Shape } from "./case-topics.ts";
import { CaseTrial } from "./case-trial.ts";

const shapes: readonly Shape[] = ["fold", "map", "sink"];
let trial: CaseTrial;
beforeAll(async () => {
  // The session is the shortest that a broker allows: what outlasts 6 s outlasts the default of 10 s at 10 s.
  trial = await CaseTrial.open({ name: "case-17", shapes, servers: stackInUse() });
});
afterAll(() => trial?.close());

test("steps and writes that together, or alone, outlast the session keep the membership; a step that never ends is buried, and no record comes again", async () => {
  const { input } = trial;
  await trial.startAll({ WRITE_TIMEOUT_MS: "20000" });
  // Seven steps of a second, one that never ends, and one write of eight seconds.
  await input.publish(5, { partition: 0 });
  for (let i = 0; i < 7; i++) await input.publishUnder(`slow-${i}`, 0);
  await input.publishUnder("idle", 1);
  await input.publishStumble("endless", "endless", 2);
  await input.publish(5, { partition: 2 });
  await trial.done(30_000);

  expect([...(await trial.causes("fold")).values()]).toEqual(["process step_hung"]);
  expect([...(await trial.causes("map")).values()]).toEqual(["process step_hung"]);
  for (const shape of shapes) {
    expect(await trial.process(shape).metric("stream_rebalances_total")).toBe(1);
    expect(await trial.process(shape).metric("stream_tenure_restarts_total")).toBe(0);
  }
  expect(await trial.entries("map")).toHaveLength(input.events.size);
  expect([...trial.store.stored.values()].every(({ times }) => times === 1)).toBe(true);
  expect(await trial.verdict(20_000)).toEqual([]);
}, 80_000);
