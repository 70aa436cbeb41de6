const hour = 3600;
/** [hour of the day, multiple of the midday delay on weekdays, on weekends]; invented, shaped on London's day. */
const shape: readonly (readonly [number, number, number])[] = [
  [0, 0.5, 0.6],
  [3, 0.25, 0.3],
  [5.5, 0.3, 0.3],
  [7, 0.9, 0.4],
  [8.25, 1.4, 0.5],
  [10, 1, 0.75],
  [13, 1, 1],
  [15.5, 1.15, 1.05],
  [17.5, 1.45, 1],
  [19.5, 1, 0.85],
  [22, 0.65, 0.7],
  [24, 0.5, 0.6],
];

/** How much traffic and passengers delay a bus, as a multiple of a weekday's midday. */
export function traffic(secondsOfDay: number, weekend: boolean): number {
  const now = (((secondsOfDay / hour) % 24) + 24) % 24;
  const next = Math.max(
    1,
    shape.findIndex(([at]) => at > now),
  );
  const [from, to] = [shape[next - 1], shape[next]] as [(typeof shape)[0], (typeof shape)[0]];
  const column = weekend ? 2 : 1;
  return from[column] + ((to[column] - from[column]) * (now - from[0])) / (to[0] - from[0]);
}
