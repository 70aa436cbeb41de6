import type { WorldLine } from "../../map/world-line.ts";
import type { WorldPoint } from "../../map/world-point.ts";

/** Whether a point lies inside of an area given by its rings, islands and holes: a ray from it crosses them an odd number of times. */
export function isWithin({ x, y }: WorldPoint, rings: readonly WorldLine[]): boolean {
  let isInside = false;
  for (const { points, west, north, east, south } of rings) {
    if (x < west || x > east || y < north || y > south) continue;
    for (let index = 0, before = points.length - 2; index < points.length; before = index, index += 2) {
      const [x0, y0] = [points[before] as number, points[before + 1] as number];
      const [x1, y1] = [points[index] as number, points[index + 1] as number];
      if (y0 > y !== y1 > y && x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1) isInside = !isInside;
    }
  }
  return isInside;
}
