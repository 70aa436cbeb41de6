/** 2026-01-01T00:00Z: where simulated and real time meet. Fixed for ever, so that no restart moves a bus. */
export const anchor = 1_767_225_600_000;

/** The fleet's time at a real instant, both in epoch milliseconds. @param speed simulated seconds per second */
export function simulatedTime(time: number, speed: number): number {
  return anchor + (time - anchor) * speed;
}
