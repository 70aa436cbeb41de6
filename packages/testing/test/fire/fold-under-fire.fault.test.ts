import { FireGround } from "../../src/fire/fire-ground.ts";
import type { FirePlan } from "../../src/fire/schedule.ts";
import { type FireReport, type FireRun, foldUnderFire, type UnsafeDesign } from "./fold-under-fire.ts";

// `FIRE=full npm run test:fault` is the version by which the fold is accepted; FIRE_RUNS and FIRE_SEED change how
// often it runs and what is drawn. Without FIRE it is the short one of every `npm test`.
const { FIRE, FIRE_RUNS, FIRE_SEED } = process.env;
const isFull = FIRE === "full";
const times = Number(FIRE_RUNS ?? 1);
const firstSeed = Number(FIRE_SEED ?? 1);
const seeds = Array.from({ length: times }, (_, i) => firstSeed + i);
const longestMs = 400_000;

const plan: FirePlan = {
  durationMs: isFull ? 70_000 : 27_000,
  replicas: 3,
  killEvery: [2_000, 5_000],
  stops: isFull ? 5 : 1,
  stopFor: [8_000, 9_000],
  brokers: 3,
  brokerKills: isFull ? 2 : 1,
  brokerDownFor: [3_000, 6_000],
};
const load = isFull
  ? { records: 400_000, rate: 6_500, recoveryMs: 90_000 }
  : { records: 120_000, rate: 5_000, recoveryMs: 60_000 };

let ground: FireGround;
beforeAll(async () => {
  ground = await FireGround.open(plan.brokers);
}, 120_000);
afterAll(() => ground?.close());

async function fire(run: FireRun): Promise<FireReport> {
  const report = await foldUnderFire(ground, run);
  process.stderr.write(`${JSON.stringify(report)}\n`);
  return report;
}

test.each(seeds)(
  "a fold under fire counts every event once (seed %i)",
  async (seed) => {
    const report = await fire({ name: `plain-${seed}`, seed, plan, ...load });
    expect(report).toMatchObject(soundAndBurnt);
  },
  longestMs,
);

(isFull ? test.each(seeds) : test.skip.each(seeds))(
  "so does a fold of static members (seed %i)",
  async (seed) => {
    const report = await fire({ name: `static-${seed}`, seed, plan, ...load, isStatic: true });
    expect(report).toMatchObject(soundAndBurnt);
  },
  longestMs,
);

const soundAndBurnt = {
  broken: [],
  recount: { events: load.records, lost: 0, doubled: 0, differing: 0, missing: 0, repeated: 0, buried: 0 },
  written: { unknown: 0 },
};
