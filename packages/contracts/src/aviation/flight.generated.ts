// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** One scheduled US domestic flight and what became of it, as the airline reported it to the US Department of Transportation. */
export interface Flight {
  /** Which reading of which file this is of: '<start of the run>.<fingerprint>.<run>.<loop>', such as '20261122T120304Z.5f2a9c1e.1.0'. With lineNumber it names the record; replays sort by it in the order of their beginning. */
  readonly replay: string;
  /** Line of the file the row begins on, the header being 1. */
  readonly lineNumber: number;
  /** Local day of the scheduled departure (YEAR, MONTH, DAY). */
  readonly scheduledDate: number;
  /** 1 Monday to 7 Sunday, as the file says it (DAY_OF_WEEK). */
  readonly isoWeekday: number;
  /** IATA code of the airline (AIRLINE). */
  readonly airline: string;
  /** Flight number without leading zeros (FLIGHT_NUMBER). */
  readonly flightNumber: string;
  /** Registration of the aircraft (TAIL_NUMBER); unknown for some cancelled flights. */
  readonly tailNumber: string | null;
  /** As given: an IATA code, or in October 2015 a five-digit id of the US DOT (ORIGIN_AIRPORT). */
  readonly originAirport: string;
  /** As given, see originAirport (DESTINATION_AIRPORT). */
  readonly destinationAirport: string;
  /** Scheduled departure, minutes of the local day (SCHEDULED_DEPARTURE, HHMM). */
  readonly scheduledDepartureLocalMinutes: number;
  /** Departure from the gate, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (DEPARTURE_TIME). */
  readonly departureLocalMinutes: number | null;
  /** Departure minus its schedule; negative when early (DEPARTURE_DELAY). */
  readonly departureDelayMinutes: number | null;
  /** From the gate to wheels off (TAXI_OUT). */
  readonly taxiOutMinutes: number | null;
  /** Wheels off the ground, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (WHEELS_OFF). */
  readonly wheelsOffLocalMinutes: number | null;
  /** Planned from gate to gate (SCHEDULED_TIME). */
  readonly scheduledTimeMinutes: number | null;
  /** From gate to gate (ELAPSED_TIME). */
  readonly elapsedTimeMinutes: number | null;
  /** From wheels off to wheels on (AIR_TIME). */
  readonly airTimeMinutes: number | null;
  /** Between the airports, statute miles (DISTANCE). */
  readonly distanceMiles: number | null;
  /** Wheels on the ground, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (WHEELS_ON). */
  readonly wheelsOnLocalMinutes: number | null;
  /** From wheels on to the gate (TAXI_IN). */
  readonly taxiInMinutes: number | null;
  /** Scheduled arrival, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (SCHEDULED_ARRIVAL, HHMM). */
  readonly scheduledArrivalLocalMinutes: number;
  /** Arrival at the gate, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (ARRIVAL_TIME). */
  readonly arrivalLocalMinutes: number | null;
  /** Arrival minus its schedule; negative when early; unknown when cancelled or diverted (ARRIVAL_DELAY). */
  readonly arrivalDelayMinutes: number | null;
  /** Landed at another airport than planned (DIVERTED). */
  readonly diverted: boolean;
  /** Did not fly (CANCELLED). */
  readonly cancelled: boolean;
  /** 'A' carrier, 'B' weather, 'C' national air system, 'D' security; readers take any other word for not known (CANCELLATION_REASON). */
  readonly cancellationReason: string | null;
  /** Part of an arrival delay of 15 min or more due to the national air system (AIR_SYSTEM_DELAY). */
  readonly airSystemDelayMinutes: number | null;
  /** … due to security (SECURITY_DELAY). */
  readonly securityDelayMinutes: number | null;
  /** … due to the airline (AIRLINE_DELAY). */
  readonly airlineDelayMinutes: number | null;
  /** … due to the aircraft's late arrival (LATE_AIRCRAFT_DELAY). */
  readonly lateAircraftDelayMinutes: number | null;
  /** … due to weather (WEATHER_DELAY). */
  readonly weatherDelayMinutes: number | null;
  /** Names of the fields whose values are possible but far from usual, separated by commas; the values are as given. */
  readonly outliers: string | null;
}

export const flightSchema: AvroRecordSchema = {
  "type": "record",
  "name": "Flight",
  "namespace": "tributary.aviation",
  "doc": "One scheduled US domestic flight and what became of it, as the airline reported it to the US Department of Transportation.",
  "fields": [
    {
      "name": "replay",
      "type": "string",
      "doc": "Which reading of which file this is of: '<start of the run>.<fingerprint>.<run>.<loop>', such as '20261122T120304Z.5f2a9c1e.1.0'. With lineNumber it names the record; replays sort by it in the order of their beginning."
    },
    {
      "name": "lineNumber",
      "type": "long",
      "doc": "Line of the file the row begins on, the header being 1."
    },
    {
      "name": "scheduledDate",
      "type": {
        "type": "int",
        "logicalType": "date"
      },
      "doc": "Local day of the scheduled departure (YEAR, MONTH, DAY)."
    },
    {
      "name": "isoWeekday",
      "type": "int",
      "doc": "1 Monday to 7 Sunday, as the file says it (DAY_OF_WEEK)."
    },
    {
      "name": "airline",
      "type": "string",
      "doc": "IATA code of the airline (AIRLINE)."
    },
    {
      "name": "flightNumber",
      "type": "string",
      "doc": "Flight number without leading zeros (FLIGHT_NUMBER)."
    },
    {
      "name": "tailNumber",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Registration of the aircraft (TAIL_NUMBER); unknown for some cancelled flights."
    },
    {
      "name": "originAirport",
      "type": "string",
      "doc": "As given: an IATA code, or in October 2015 a five-digit id of the US DOT (ORIGIN_AIRPORT)."
    },
    {
      "name": "destinationAirport",
      "type": "string",
      "doc": "As given, see originAirport (DESTINATION_AIRPORT)."
    },
    {
      "name": "scheduledDepartureLocalMinutes",
      "type": "int",
      "doc": "Scheduled departure, minutes of the local day (SCHEDULED_DEPARTURE, HHMM)."
    },
    {
      "name": "departureLocalMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Departure from the gate, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (DEPARTURE_TIME)."
    },
    {
      "name": "departureDelayMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Departure minus its schedule; negative when early (DEPARTURE_DELAY)."
    },
    {
      "name": "taxiOutMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "From the gate to wheels off (TAXI_OUT)."
    },
    {
      "name": "wheelsOffLocalMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Wheels off the ground, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (WHEELS_OFF)."
    },
    {
      "name": "scheduledTimeMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Planned from gate to gate (SCHEDULED_TIME)."
    },
    {
      "name": "elapsedTimeMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "From gate to gate (ELAPSED_TIME)."
    },
    {
      "name": "airTimeMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "From wheels off to wheels on (AIR_TIME)."
    },
    {
      "name": "distanceMiles",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Between the airports, statute miles (DISTANCE)."
    },
    {
      "name": "wheelsOnLocalMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Wheels on the ground, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (WHEELS_ON)."
    },
    {
      "name": "taxiInMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "From wheels on to the gate (TAXI_IN)."
    },
    {
      "name": "scheduledArrivalLocalMinutes",
      "type": "int",
      "doc": "Scheduled arrival, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (SCHEDULED_ARRIVAL, HHMM)."
    },
    {
      "name": "arrivalLocalMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Arrival at the gate, minutes of the local day at that airport, 1,440 its end; may be of a later day than scheduledDate (ARRIVAL_TIME)."
    },
    {
      "name": "arrivalDelayMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Arrival minus its schedule; negative when early; unknown when cancelled or diverted (ARRIVAL_DELAY)."
    },
    {
      "name": "diverted",
      "type": "boolean",
      "doc": "Landed at another airport than planned (DIVERTED)."
    },
    {
      "name": "cancelled",
      "type": "boolean",
      "doc": "Did not fly (CANCELLED)."
    },
    {
      "name": "cancellationReason",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'A' carrier, 'B' weather, 'C' national air system, 'D' security; readers take any other word for not known (CANCELLATION_REASON)."
    },
    {
      "name": "airSystemDelayMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "Part of an arrival delay of 15 min or more due to the national air system (AIR_SYSTEM_DELAY)."
    },
    {
      "name": "securityDelayMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "… due to security (SECURITY_DELAY)."
    },
    {
      "name": "airlineDelayMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "… due to the airline (AIRLINE_DELAY)."
    },
    {
      "name": "lateAircraftDelayMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "… due to the aircraft's late arrival (LATE_AIRCRAFT_DELAY)."
    },
    {
      "name": "weatherDelayMinutes",
      "type": [
        "null",
        "int"
      ],
      "default": null,
      "doc": "… due to weather (WEATHER_DELAY)."
    },
    {
      "name": "outliers",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Names of the fields whose values are possible but far from usual, separated by commas; the values are as given."
    }
  ]
};
