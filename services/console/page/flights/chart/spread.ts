/**
 * Places for labels that want to stand at `wanted` (pixels, any order) but need `gap` between two: moved as little as
 * keeps them apart and between `min` and `max`, in the order they wanted. Where they do not fit, the gaps shrink.
 */
export function spread(wanted: readonly number[], gap: number, min: number, max: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const space = order.length > 1 ? Math.min(gap, (max - min) / (order.length - 1)) : gap;
  const places = new Array<number>(wanted.length).fill(min);
  let lowest = min;
  for (const index of order) {
    const place = Math.max(lowest, wanted[index] ?? min);
    places[index] = place;
    lowest = place + space;
  }
  let highest = max;
  for (const index of order.reverse()) {
    const place = Math.min(highest, places[index] ?? max);
    places[index] = place;
    highest = place - space;
  }
  return places;
}
