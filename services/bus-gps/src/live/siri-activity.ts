import { checked, type FeedRecord, vehicleIdOf } from "./feed-record.ts";
import { isoDurationSeconds } from "./iso-duration.ts";

/** SIRI's words; those of SIRI 2.0 have only three levels. TfL gives direction by number, as its stop lists do. */
const directions: Readonly<Record<string, string>> = {
  inbound: "inbound",
  outbound: "outbound",
  "1": "outbound",
  "2": "inbound",
};
const occupancies: Readonly<Record<string, string>> = {
  empty: "empty",
  manySeatsAvailable: "manySeatsAvailable",
  seatsAvailable: "manySeatsAvailable",
  fewSeatsAvailable: "fewSeatsAvailable",
  standingAvailable: "standingRoomOnly",
  standingRoomOnly: "standingRoomOnly",
  crushedStandingRoomOnly: "crushedStandingRoomOnly",
  full: "full",
  notAcceptingPassengers: "notAcceptingPassengers",
};
/** A time without its zone could be any of 24. */
const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/;

/**
 * A VehicleActivity as a position.
 * @param values its elements as "parent/element"
 * @param now epoch milliseconds
 */
export function siriActivityRecord(values: ReadonlyMap<string, string>, now: number): FeedRecord {
  const journey = (name: string) => values.get(`MonitoredVehicleJourney/${name}`);
  const [vehicle, operator] = [journey("VehicleRef"), journey("OperatorRef")];
  if (vehicle === undefined) return { skipped: "no_vehicle" };
  if (operator === undefined) return { skipped: "no_operator" };
  const longitude = values.get("VehicleLocation/Longitude");
  const latitude = values.get("VehicleLocation/Latitude");
  if (longitude === undefined || latitude === undefined) return { skipped: "no_position" };
  const observedAt = instant(values.get("VehicleActivity/RecordedAtTime"));
  if (observedAt === undefined) return { skipped: "no_time" };
  if ((instant(values.get("VehicleActivity/ValidUntilTime")) ?? now) < now) return { skipped: "expired" };
  const delay = isoDurationSeconds(journey("Delay") ?? "");
  const bearing = decimal(journey("Bearing"));
  return checked({
    vehicleId: vehicleIdOf(operator, vehicle),
    line: journey("PublishedLineName") ?? journey("LineRef") ?? null,
    direction: directions[journey("DirectionRef")?.toLowerCase() ?? ""] ?? null,
    destination: journey("DestinationName") ?? null,
    latitude: Number(latitude),
    longitude: Number(longitude),
    bearingDegrees: bearing === 360 ? 0 : bearing,
    speedMetersPerSecond: decimal(journey("Velocity")),
    observedAt,
    nextStopId: values.get("MonitoredCall/StopPointRef") ?? null,
    delaySeconds: delay === null ? null : Math.round(delay),
    occupancy: occupancies[journey("Occupancy") ?? ""] ?? null,
    sequence: null,
  });
}

function decimal(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function instant(text: string | undefined): number | undefined {
  if (text === undefined || !zoned.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isFinite(time) ? time : undefined;
}
