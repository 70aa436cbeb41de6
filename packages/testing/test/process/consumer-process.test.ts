import { type VehiclePosition, vehiclePosition } from "@tributary/contracts";
import { defineConsumer, emit, exitCodeOf, fold } from "@tributary/runtime";
import { eventually } from "../../src/eventually.ts";
import { faults, processScene } from "./process-scene.ts";
import { reportCounts } from "./readme-example.ts";
import { lateVehicle, vehicleReports } from "./topics.ts";

let scene: ReturnType<typeof processScene>;
beforeEach(() => {
  scene = processScene();
  scene.provision(reportCounts);
});
afterEach(() => scene.close());

const counted = () =>
  Math.max(0, ...scene.read(vehicleReports).map((each) => ("reports" in each ? each.reports : 0)));

const scrape = async (ops: string, name: string) => {
  const text = await (await fetch(`${ops}/metrics`)).text();
  return text.split("\n").filter((line) => line.startsWith(`${name}{`));
};

test("a consumer without views and routes has no API, and is ready once its state is there", async () => {
  const running = await scene.start(reportCounts);
  await eventually(() => expect(faults(running)).toEqual([]));
  expect(running.addresses.api).toBeUndefined();
  expect(running.health.live().every(({ ok }) => ok)).toBe(true);
});

test("it goes on where it was when it starts again; a stop in between loses and doubles nothing", async () => {
  await scene.report({}, {});
  const first = await scene.start(reportCounts);
  await eventually(() => expect(counted()).toBe(2));
  await first.stop();
  await expect(first.done).resolves.toBeUndefined();
  await scene.report({});
  await scene.start(reportCounts);
  await eventually(() => expect(counted()).toBe(3));
});

test("a commit whose answer is lost counts once, and the service goes on", async () => {
  await scene.report({});
  const running = await scene.start(reportCounts);
  await eventually(() => expect(counted()).toBe(1));
  scene.cluster.failNextCommit({ applied: true });
  await scene.report({});
  await eventually(() => expect(counted()).toBe(2));
  await scene.report({});
  await eventually(() => expect(counted()).toBe(3));
  expect(running.isStopping).toBe(false);
});

test("a replica without partitions stays ready", async () => {
  const replicas = await Promise.all(
    Array.from({ length: 7 }, (_, n) => scene.start(reportCounts, { clientId: `replica-${n}` })),
  );
  await eventually(async () => {
    const group = (await scene.cluster.openOperator().groups()).find(
      (each) => each.group === "report-counts",
    );
    const shares = group?.members.map(({ assignment }) => assignment.length).sort();
    expect(shares).toEqual([0, 1, 1, 1, 1, 1, 1]);
    for (const replica of replicas) expect(faults(replica)).toEqual([]);
  });
});

test("a group that trips is alive, not ready, and says why; its lag stays", async () => {
  const poison = Array.from({ length: 30 }, () => ({ key: "tfl:1", value: Buffer.from("garbage") }));
  for (const record of poison) scene.cluster.append(vehiclePosition.name, record);
  const running = await scene.start(reportCounts);
  await eventually(() =>
    expect(faults(running)).toEqual([
      "tripwire: tripped: 20 records in a row were buried; resume with npm run dlq -- resume --group report-counts",
    ]),
  );
  expect(running.health.live().every(({ ok }) => ok)).toBe(true);
  expect(scene.cluster.records("report-counts.dlq")).toHaveLength(20);
  const lag = (await scrape(running.addresses.ops, "stream_consumer_lag_records")).map((line) =>
    Number(line.split(" ")[1]),
  );
  expect(lag.reduce((sum, each) => sum + each, 0)).toBe(10);
});

test("lag is 0 when nothing is left to do, though the input ends in an aborted transaction", async () => {
  await scene.report({});
  const aborted = scene.cluster.beginTransaction();
  aborted.send(vehiclePosition.name, [{ key: "tfl:1", value: Buffer.from("never said") }]);
  aborted.abort();
  const running = await scene.start(reportCounts);
  await eventually(() => expect(counted()).toBe(1));
  await eventually(async () => {
    const lags = await scrape(running.addresses.ops, "stream_consumer_lag_records");
    expect(lags.map((line) => line.split(" ")[1])).toEqual(lags.map(() => "0"));
    expect(lags).not.toEqual([]);
  });
});

test("a missing inner topic is waited for, by name", async () => {
  scene.cluster.deleteTopic("report-counts.state");
  const running = await scene.start(reportCounts);
  await eventually(() =>
    expect(faults(running).join()).toMatch(
      /connected: waiting for topic report-counts.state: .*report-counts.state/,
    ),
  );
  scene.cluster.createTopic({ name: "report-counts.state", partitions: 6, cleanup: { policy: "compact" } });
  await eventually(() => expect(faults(running)).toEqual([]));
});

test("an emit to a topic that is no output ends the service, and says which", async () => {
  const straying = defineConsumer({
    ...reportCounts,
    process: fold<VehiclePosition, { readonly n: number }>({
      state: { version: 1 },
      step: () => [{ n: 1 }, [emit(lateVehicle, { vehicleId: "tfl:1", delaySeconds: 1, observedAt: 0 })]],
    }),
  });
  await scene.report({});
  const running = await scene.start(straying);
  await expect(running.done).rejects.toThrow("report-counts emits to test.late-vehicle.v1");
  expect(scene.cluster.records("report-counts.state")).toEqual([]);
});

test("lost state ends the service with 78", async () => {
  await scene.report({}, {}, {});
  const running = await scene.start(reportCounts);
  await eventually(() => expect(counted()).toBe(3));
  await running.stop();
  scene.cluster.deleteTopic("report-counts.state");
  scene.cluster.createTopic({ name: "report-counts.state", partitions: 6, cleanup: { policy: "compact" } });
  const { partition = 0 } = scene.cluster.records(vehiclePosition.name)[0] ?? {};
  scene.cluster.deleteBefore(vehiclePosition.name, partition, 1);
  const again = await scene.start(reportCounts);
  const failure = await again.done.catch((error: unknown) => error);
  expect(exitCodeOf(failure)).toBe(78);
  expect(String(failure)).toContain(
    "the group has committed offset 3 of transit.vehicle-position.v1, but there is no state",
  );
});

test("a registry that is away holds the records, and buries none; when it is back they are counted", async () => {
  await scene.report({});
  const running = await scene.start(reportCounts);
  await eventually(() => expect(counted()).toBe(1));
  const newer = { ...vehiclePosition.schema, doc: "a writer of another version" };
  const id = scene.registry.register({
    name: vehiclePosition.name,
    schema: {
      ...newer,
      fields: [...newer.fields, { name: "note", type: ["null", "string"], default: null }],
    },
  });
  const [known] = scene.cluster.records(vehiclePosition.name);
  const payload = Buffer.concat([known?.value ?? Buffer.alloc(0), Buffer.from([0])]);
  payload.writeInt32BE(id, 1);
  scene.registry.become("away");
  scene.cluster.append(vehiclePosition.name, { key: "tfl:1", value: payload });
  await eventually(() => {
    const schemas = running.health.ready().find(({ name }) => name === "schemas");
    expect(schemas?.detail).toMatch(/^looking up a schema has failed for/);
  });
  expect([counted(), scene.cluster.records("report-counts.dlq").length]).toEqual([1, 0]);
  scene.registry.become("fair");
  await eventually(() => expect(counted()).toBe(2));
});
