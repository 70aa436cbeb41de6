import { setTimeout as sleep } from "node:timers/promises";
import type { Fuel } from "../../src/fire/fire.ts";
import { FireGround } from "../../src/fire/fire-ground.ts";
import { foldUnderFire } from "./fold-under-fire.ts";

let ground: FireGround;
beforeAll(async () => {
  ground = await FireGround.open(1);
}, 120_000);
afterAll(() => ground?.close());

test("a fold scaled from 1 to 5, to 6 on 4 partitions, and to 2, and killed while the group rebalances, counts every event once", async () => {
  const readyWith: number[] = [];
  const course = async ({ replicas, diary }: Fuel) => {
    const scale = async (count: number) => {
      diary.write("scale", { count });
      await replicas.scale(count);
    };
    const allReady = async () => {
      await replicas.ready();
      readyWith.push(replicas.running.length);
    };
    await sleep(3_000);
    await scale(5);
    await allReady();
    // The newcomer makes the group rebalance, and two that take part die in it.
    await scale(6);
    await sleep(700);
    replicas.kill(0);
    await sleep(700);
    replicas.kill(3);
    // Two of six have nothing to do, and are ready all the same.
    await allReady();
    await scale(2);
    await allReady();
  };
  const report = await foldUnderFire(ground, {
    name: "case-18",
    seed: 18,
    brokers: 1,
    replicas: 1,
    records: 60_000,
    rate: 2_000,
    course,
    recoveryMs: 60_000,
  });
  expect(report).toMatchObject({ broken: [], kills: 2, recount: { events: 60_000, lost: 0, doubled: 0 } });
  expect(readyWith).toEqual([5, 6, 2]);
}, 240_000);
