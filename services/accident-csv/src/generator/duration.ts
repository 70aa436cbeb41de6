import type { SeededRandom } from "@tributary/csv-replay/generating";

/** Minutes that accidents often last to the minute, as Source2 reports them. */
const usual = [29, 30, 44, 45, 60, 74, 75, 104, 115, 134, 180, 360];
const longest = 525_705;
const share = { usual: 0.55, days: 0.0006, longest: 0.000015 };
/** By severity 1 to 4, as means in the whole file lie to each other. */
const means = [46, 100, 62, 170];

/** Seconds until the impact on traffic is over: minutes to hours, seldom days, hardly ever a year. */
export function durationSeconds(severity: number, random: SeededRandom): number {
  const chance = random.share();
  if (chance < share.longest) return longest * 60;
  if (chance < share.days) return random.below(40 * 86_400) + 86_400;
  const [few, more] = [random.below(usual.length), random.below(usual.length)];
  if (chance < share.usual) return (usual[Math.min(few, more)] as number) * 60 + random.below(60);
  const mean = means[severity - 1] as number;
  return 600 + Math.floor(-Math.log(1 - random.share()) * mean * 60);
}
