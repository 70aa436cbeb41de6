/** So many tints from least to most. */
export const LEVELS = 8;

/** The tint of a value between two ends, 0 to 7; in the middle where the ends are one. */
export function levelOf(value: number, least: number, most: number): number {
  if (!(most > least)) return LEVELS / 2;
  const share = (value - least) / (most - least);
  return Math.max(0, Math.min(LEVELS - 1, Math.floor(share * LEVELS)));
}

/** The ends that all but the two in a hundred furthest out lie between (nearest rank): one blizzard must not pale a year. */
export function endsOf(values: readonly number[]): readonly [least: number, most: number] | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
  return [rank(0.02), rank(0.98)];
}
