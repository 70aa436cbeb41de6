import type { Accident } from "../../../page/accidents/feed/accident.ts";
import { worldPoint } from "../../../page/map/world-point.ts";

/** An accident with what the test names; the rest is plain. */
export function anAccident(own: Partial<Accident> & Pick<Accident, "accidentId">): Accident {
  const { latitude = 39.76, longitude = -84.19 } = own;
  return {
    replay: "20261122T120304Z.5f2a9c1e.1.0",
    state: "OH",
    city: "Dayton",
    severityLevel: 2,
    startedAt: 0,
    latitude,
    longitude,
    ...worldPoint(longitude, latitude),
    ...own,
  };
}
