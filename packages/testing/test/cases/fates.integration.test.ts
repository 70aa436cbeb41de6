import { stackInUse } from "../../src/stack-in-use.ts";
import { CaseTrial } from "./case-trial.ts";
import { fatesOf } from "./fates.ts";

let trial: CaseTrial;
beforeAll(async () => {
  trial = await CaseTrial.open({ name: "fates", shapes: ["fold", "sink"], servers: stackInUse() });
});
afterAll(() => trial?.close());

test("what is lost, there twice, out of date, or buried wrongly is found, each for itself", async () => {
  const { input, store } = trial;
  await trial.startAll();
  await input.publish(20);
  await input.publishStumble("bug", "bug");
  await trial.done();
  await trial.stopAll();
  const well = { missing: 0, repeated: 0, stale: 0 };
  for (const shape of ["fold", "sink"] as const) expect(await fatesOf(trial, shape)).toEqual(well);

  // An event that everyone has acknowledged and nobody taken in.
  input.events.set(20, { key: "key-0", number: 20 });
  for (const shape of ["fold", "sink"] as const)
    expect(await fatesOf(trial, shape)).toMatchObject({ missing: 1, repeated: 0 });
  expect((await fatesOf(trial, "sink")).stale).toBe(1);
  input.events.delete(20);

  const [one] = store.stored.values();
  if (one === undefined) throw new Error("the store is empty");
  store.stored.set("elsewhere", { ...one, address: "elsewhere" });
  expect(await fatesOf(trial, "sink")).toEqual({ ...well, repeated: 1 });

  const [entry] = await input.read(input.topics.folded.name);
  const entries = await input.broker.openPublisher({ topic: input.topics.folded.name, whenFull: "wait" });
  await entries.publish({ key: entry?.key ?? null, value: entry?.value ?? null });
  expect(await fatesOf(trial, "fold")).toEqual({ ...well, repeated: 1 });

  const [letter] = await trial.buried("fold");
  const letters = await input.broker.openPublisher({ topic: `${trial.group("fold")}.dlq`, whenFull: "wait" });
  const { key = null, value = null, headers = {}, partition = 0 } = letter ?? {};
  await letters.publish({ key, value, headers, partition });
  expect(await fatesOf(trial, "fold")).toEqual({ ...well, repeated: 2 });
  await letters.publish({ key, value, headers: { ...headers, "dlq-offset": "1000" }, partition });
  expect(await fatesOf(trial, "fold")).toEqual({ ...well, repeated: 3 });
}, 60_000);
