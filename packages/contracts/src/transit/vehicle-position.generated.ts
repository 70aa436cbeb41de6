// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** Where one public transport vehicle was, as it reported itself at one instant. */
export interface VehiclePosition {
  /** Operator and vehicle, 'operator:vehicle'; unique in the topic, and its key. */
  readonly vehicleId: string;
  /** Line number as passengers read it, such as '24' or 'N29'. */
  readonly line: string | null;
  /** 'inbound' or 'outbound'; readers take any other word for not known. */
  readonly direction: string | null;
  /** Destination as shown on the vehicle. */
  readonly destination: string | null;
  /** Degrees north, WGS84. */
  readonly latitude: number;
  /** Degrees east, WGS84. */
  readonly longitude: number;
  /** Heading, degrees clockwise from true north, 0 to below 360. */
  readonly bearingDegrees: number | null;
  /** Speed over ground, m/s. */
  readonly speedMetersPerSecond: number | null;
  /** Instant of the fix, by the vehicle's clock. */
  readonly observedAt: number;
  /** NaPTAN id of the next stop on the way. */
  readonly nextStopId: string | null;
  /** Seconds behind the timetable; negative when early. */
  readonly delaySeconds: number | null;
  /** 'empty', 'manySeatsAvailable', 'fewSeatsAvailable', 'standingRoomOnly', 'crushedStandingRoomOnly', 'full' or 'notAcceptingPassengers' (GTFS-Realtime OccupancyStatus); readers take any other word for not known. */
  readonly occupancy: string | null;
  /** Counts the reports of one vehicle upwards, where the feed has such a count. */
  readonly sequence: number | null;
}

export const vehiclePositionSchema: AvroRecordSchema = {
  "type": "record",
  "name": "VehiclePosition",
  "namespace": "tributary.transit",
  "doc": "Where one public transport vehicle was, as it reported itself at one instant.",
  "fields": [
    {
      "name": "vehicleId",
      "type": "string",
      "doc": "Operator and vehicle, 'operator:vehicle'; unique in the topic, and its key."
    },
    {
      "name": "line",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Line number as passengers read it, such as '24' or 'N29'."
    },
    {
      "name": "direction",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'inbound' or 'outbound'; readers take any other word for not known."
    },
    {
      "name": "destination",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Destination as shown on the vehicle."
    },
    {
      "name": "latitude",
      "type": "double",
      "doc": "Degrees north, WGS84."
    },
    {
      "name": "longitude",
      "type": "double",
      "doc": "Degrees east, WGS84."
    },
    {
      "name": "bearingDegrees",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Heading, degrees clockwise from true north, 0 to below 360."
    },
    {
      "name": "speedMetersPerSecond",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Speed over ground, m/s."
    },
    {
      "name": "observedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Instant of the fix, by the vehicle's clock."
    },
    {
      "name": "nextStopId",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "NaPTAN id of the next stop on the way."
    },
    {
      "name": "delaySeconds",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Seconds behind the timetable; negative when early."
    },
    {
      "name": "occupancy",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'empty', 'manySeatsAvailable', 'fewSeatsAvailable', 'standingRoomOnly', 'crushedStandingRoomOnly', 'full' or 'notAcceptingPassengers' (GTFS-Realtime OccupancyStatus); readers take any other word for not known."
    },
    {
      "name": "sequence",
      "type": [
        "null",
        "long"
      ],
      "default": null,
      "doc": "Counts the reports of one vehicle upwards, where the feed has such a count."
    }
  ]
};
