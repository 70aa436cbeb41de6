import realtime from "gtfs-realtime-bindings";
import { checked, type FeedRecord, vehicleIdOf } from "./feed-record.ts";

type GtfsVehicle = realtime.transit_realtime.IVehiclePosition;
type Seconds = NonNullable<GtfsVehicle["timestamp"]>;

const { OccupancyStatus } = realtime.transit_realtime.VehiclePosition;
/** The contract's words are GTFS-Realtime's; what is not among them is not known. */
const occupancies: Readonly<Record<number, string>> = {
  [OccupancyStatus.EMPTY]: "empty",
  [OccupancyStatus.MANY_SEATS_AVAILABLE]: "manySeatsAvailable",
  [OccupancyStatus.FEW_SEATS_AVAILABLE]: "fewSeatsAvailable",
  [OccupancyStatus.STANDING_ROOM_ONLY]: "standingRoomOnly",
  [OccupancyStatus.CRUSHED_STANDING_ROOM_ONLY]: "crushedStandingRoomOnly",
  [OccupancyStatus.FULL]: "full",
  [OccupancyStatus.NOT_ACCEPTING_PASSENGERS]: "notAcceptingPassengers",
};

/**
 * A GTFS-Realtime VehiclePosition as ours. The feed has neither line name nor destination: its route id stands
 * for the line. `direction_id` 0 is outbound and 1 inbound, as GTFS' own example has it.
 * @param feedTime the header's timestamp, for vehicles without their own
 */
export function gtfsVehicleRecord(
  reported: GtfsVehicle,
  feedTime: Seconds | null | undefined,
  operator: string,
): FeedRecord {
  const { vehicle, trip, position, timestamp, stopId } = reported;
  const id = vehicle?.id || vehicle?.label;
  if (!id) return { skipped: "no_vehicle" };
  if (!position) return { skipped: "no_position" };
  const observedAt = 1000 * (Number(timestamp ?? 0) || Number(feedTime ?? 0));
  if (observedAt === 0) return { skipped: "no_time" };
  const bearing = sent(position, "bearing");
  const directionId = trip ? sent(trip, "directionId") : null;
  return checked({
    vehicleId: vehicleIdOf(operator, id),
    line: trip?.routeId || null,
    direction: directionId === null ? null : directionId === 0 ? "outbound" : "inbound",
    destination: null,
    latitude: position.latitude,
    longitude: position.longitude,
    bearingDegrees: bearing === 360 ? 0 : bearing,
    speedMetersPerSecond: sent(position, "speed"),
    observedAt,
    nextStopId: stopId || null,
    delaySeconds: null,
    occupancy: occupancies[sent(reported, "occupancyStatus") ?? -1] ?? null,
    sequence: null,
  });
}

/** A decoded message answers 0 for a field that was not sent; only those sent are its own. */
function sent<M extends object, F extends keyof M>(message: M, field: F): NonNullable<M[F]> | null {
  return Object.hasOwn(message, field) ? (message[field] ?? null) : null;
}
