import { eventually } from "../../src/eventually.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { judge } from "../../src/fire/oracle.ts";
import { adminTopic } from "../../src/fire/topic-admin.ts";
import { provisionTrial, StoreTrial } from "./store-trial.ts";

let ground: FireGround;
let trial: StoreTrial | undefined;
beforeAll(async () => {
  ground = await FireGround.open(1, {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "true",
  });
}, 120_000);
afterEach(async () => {
  await trial?.close();
  trial = undefined;
});
afterAll(() => ground?.close());

/** A sink that has stored 200 events, and whose dead letter topic is there. */
async function working(name: string): Promise<StoreTrial> {
  const made = await StoreTrial.open(ground, { name });
  trial = made;
  await made.replicas.scale(1);
  await made.publish(200);
  await eventually(() => expect(made.store.stored.size).toBe(200), 60_000);
  return made;
}

/** Poison comes, and events behind it: the weather is booked, and what is behind the poison waits. */
async function heldUp(made: StoreTrial): Promise<void> {
  await made.publishPoison("poison");
  await made.publish(200);
  await eventually(async () => {
    expect(
      await made.replicas.running[0]?.metric("stream_weather_seconds", 'cause="broker"'),
    ).toBeGreaterThan(3);
  }, 60_000);
  expect(await made.lag()).toBeGreaterThan(0);
  expect(made.store.stored.size).toBeLessThan(400);
}

test("a dead letter topic that is missing holds up its partition until it is made; nothing is skipped", async () => {
  const made = await working("case-24-missing");
  await adminTopic(ground.cluster.brokers, `${made.group}.dlq`, { deed: "delete" });
  await heldUp(made);
  await provisionTrial(ground, "case-24-missing");
  expect(judge(await made.evidence(60_000))).toEqual([]);
  expect(await made.buried()).toHaveLength(1);
}, 200_000);

test("a dead letter that is too large for its topic holds up its partition until there is room; nothing is skipped", async () => {
  const made = await working("case-24-large");
  await adminTopic(ground.cluster.brokers, `${made.group}.dlq`, { deed: "limit", bytes: 200 });
  await heldUp(made);
  await adminTopic(ground.cluster.brokers, `${made.group}.dlq`, { deed: "limit", bytes: 2_097_152 });
  expect(judge(await made.evidence(60_000))).toEqual([]);
  expect((await made.buried()).length).toBeGreaterThanOrEqual(1);
}, 200_000);

test("a dead letter topic that refuses ends the service with exit 77, again and again, until it is allowed; nothing is skipped", async () => {
  const made = await working("case-24-refused");
  await adminTopic(ground.cluster.brokers, `${made.group}.dlq`, { deed: "deny" });
  await made.publishPoison("poison");
  await made.publish(200);
  await eventually(() => expect(made.replicas.falls.length).toBeGreaterThan(1), 60_000);
  expect(await made.lag()).toBeGreaterThan(0);
  await adminTopic(ground.cluster.brokers, `${made.group}.dlq`, { deed: "allow" });
  const evidence = await made.evidence(60_000);
  const noPermission = 77;
  expect(new Set(evidence.exits.unasked)).toEqual(new Set([noPermission]));
  expect(judge({ ...evidence, exits: { ...evidence.exits, unasked: [] } })).toEqual([]);
  expect(await made.buried()).toHaveLength(1);
}, 200_000);
