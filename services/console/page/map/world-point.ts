/** A place on the Mercator square: x and y from 0 (180° W, 85° N) to 1. Screen pixels are this times 256 · 2^zoom. */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

export function worldPoint(longitude: number, latitude: number): WorldPoint {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function position({ x, y }: WorldPoint): { longitude: number; latitude: number } {
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return { longitude: (x - 0.5) * 360, latitude };
}
