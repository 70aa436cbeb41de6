import { eventually } from "../../src/eventually.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { judge } from "../../src/fire/oracle.ts";
import { seededRandom } from "../../src/fire/seeded-random.ts";
import type { Mishap } from "./address-store.ts";
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

test("a sink killed before, midway through and after a write, before its commit: all is stored once, and no more than was in flight is written again", async () => {
  trial = await StoreTrial.open(ground, { name: "case-13-writes", isStatic: true });
  const { store, replicas } = trial;
  const random = seededRandom(13);
  const deaths = { before: 0, midway: 0, after: 0 };
  let mostAgain = 0;
  store.mishap = (replica, writes): Mishap => {
    mostAgain += writes.filter(({ address }) => store.stored.has(address)).length;
    const wanted = (["before", "midway", "after"] as const)[Math.floor(random() * 30)];
    if (wanted === undefined || deaths[wanted] === 4) return "none";
    deaths[wanted]++;
    replicas.kill(Number(replica));
    return wanted;
  };
  await replicas.scale(2);
  await replicas.ready();
  await eventually(async () => {
    await trial?.publish(500);
    expect(deaths).toEqual({ before: 4, midway: 4, after: 4 });
  }, 90_000);
  expect(judge(await trial.evidence(60_000))).toEqual([]);
  // Twelve deaths, of which four left a batch of 50 without a commit and four half of one; but a replica that dies
  // has other partitions too, each with a batch in flight at most.
  expect(mostAgain).toBeGreaterThan(0);
  expect(mostAgain).toBeLessThanOrEqual(12 * 4 * 50);
}, 200_000);

test("a sink killed while it buries: every dead letter is there, and neighbours are stored once", async () => {
  const main = new URL("dying-store-main.ts", import.meta.url);
  trial = await StoreTrial.open(ground, { name: "case-13-burials", isStatic: true, main });
  const { replicas, store } = trial;
  store.refuses = ({ number }) => number % 100 === 50;
  for (let poison = 0; poison < 8; poison++) {
    await trial.publishPoison(`poison-${poison}`);
    await trial.publish(100);
  }
  await replicas.scale(2);
  expect(judge(await trial.evidence(120_000))).toEqual([]);
  expect(replicas.falls.length).toBeGreaterThan(0);
  const causes = (await trial.buried()).map(({ headers }) => String(headers["dlq-stage"]));
  expect(new Set(causes)).toEqual(new Set(["decode", "sink"]));
}, 200_000);
