import { chance } from "../simulation/chance.ts";

/** A receiver's error wanders: one hour of fixes is off in one direction for a while, then in another. */
const wanderMs = 20_000;

/**
 * How far off a fix is, in metres, along one axis. Between fixed points of time, drawn from a normal
 * distribution (Box–Muller), it goes smoothly from one to the next; the stated deviation is that of the points.
 * @param axis 0 east, 1 north
 */
export function gpsNoise(key: number, axis: number, time: number, deviationMeters: number): number {
  if (deviationMeters === 0) return 0;
  const cell = Math.floor(time / wanderMs);
  const share = time / wanderMs - cell;
  const ease = share * share * (3 - 2 * share);
  const from = normal(key, axis, cell);
  return deviationMeters * (from + (normal(key, axis, cell + 1) - from) * ease);
}

function normal(key: number, axis: number, cell: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance(key, axis, cell, 11)));
  return radius * Math.cos(2 * Math.PI * chance(key, axis, cell, 12));
}
