/** Comfortable for standing passengers, speeding up and braking alike; buses are planned with about 1 m/s². */
export const acceleration = 1;

/** Seconds from standstill to standstill when nobody is in the way. */
export function fastestDrive(meters: number, limit: number): number {
  const ramps = (limit * limit) / acceleration;
  return meters >= ramps ? meters / limit + limit / acceleration : 2 * Math.sqrt(meters / acceleration);
}

/**
 * The speed to hold so that a drive from standstill to standstill takes just so long: speed up, hold, brake.
 * Solves meters = v·seconds − v²/a for the smaller v.
 */
export function cruiseSpeed(meters: number, seconds: number): number {
  const spread = Math.max(0, (acceleration * seconds) ** 2 - 4 * acceleration * meters);
  return (acceleration * seconds - Math.sqrt(spread)) / 2;
}

export interface Progress {
  readonly meters: number;
  readonly speed: number;
}

/** How far and how fast after `elapsed` of the drive's `seconds`. */
export function progress(meters: number, seconds: number, elapsed: number): Progress {
  const cruise = cruiseSpeed(meters, seconds);
  const ramp = cruise / acceleration;
  if (elapsed <= 0) return { meters: 0, speed: 0 };
  if (elapsed >= seconds) return { meters, speed: 0 };
  if (elapsed < ramp) return { meters: (acceleration * elapsed ** 2) / 2, speed: acceleration * elapsed };
  const left = seconds - elapsed;
  if (left < ramp) return { meters: meters - (acceleration * left ** 2) / 2, speed: acceleration * left };
  return { meters: cruise * (elapsed - ramp / 2), speed: cruise };
}
