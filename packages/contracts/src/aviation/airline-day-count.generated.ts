// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** How many flights of one airline were scheduled for one day, and how they went, as far as one replay has come. */
export interface AirlineDayCount {
  /** Which replay's flights are counted, see Flight; counts of different replays are never mixed. */
  readonly replay: string;
  /** IATA code of the airline. */
  readonly airline: string;
  /** Local day of the scheduled departures. */
  readonly scheduledDate: number;
  /** Scheduled flights: those flown, diverted and cancelled. */
  readonly flightCount: number;
  /** Flights that did not fly. */
  readonly cancelledCount: number;
  /** Flights that landed elsewhere. */
  readonly divertedCount: number;
  /** Flights that departed 15 min or more after schedule. */
  readonly departedLateCount: number;
  /** Flights that arrived 15 min or more after schedule. */
  readonly arrivedLateCount: number;
  /** Flights whose departure delay is known. */
  readonly departedCount: number;
  /** Flights whose arrival delay is known: neither cancelled nor diverted. */
  readonly arrivedCount: number;
  /** Sum of the known departure delays, early ones negative. */
  readonly departureDelayTotalMinutes: number;
  /** Sum of the known arrival delays, early ones negative. */
  readonly arrivalDelayTotalMinutes: number;
}

export const airlineDayCountSchema: AvroRecordSchema = {
  "type": "record",
  "name": "AirlineDayCount",
  "namespace": "tributary.aviation",
  "doc": "How many flights of one airline were scheduled for one day, and how they went, as far as one replay has come.",
  "fields": [
    {
      "name": "replay",
      "type": "string",
      "doc": "Which replay's flights are counted, see Flight; counts of different replays are never mixed."
    },
    {
      "name": "airline",
      "type": "string",
      "doc": "IATA code of the airline."
    },
    {
      "name": "scheduledDate",
      "type": {
        "type": "int",
        "logicalType": "date"
      },
      "doc": "Local day of the scheduled departures."
    },
    {
      "name": "flightCount",
      "type": "long",
      "doc": "Scheduled flights: those flown, diverted and cancelled."
    },
    {
      "name": "cancelledCount",
      "type": "long",
      "doc": "Flights that did not fly."
    },
    {
      "name": "divertedCount",
      "type": "long",
      "doc": "Flights that landed elsewhere."
    },
    {
      "name": "departedLateCount",
      "type": "long",
      "doc": "Flights that departed 15 min or more after schedule."
    },
    {
      "name": "arrivedLateCount",
      "type": "long",
      "doc": "Flights that arrived 15 min or more after schedule."
    },
    {
      "name": "departedCount",
      "type": "long",
      "doc": "Flights whose departure delay is known."
    },
    {
      "name": "arrivedCount",
      "type": "long",
      "doc": "Flights whose arrival delay is known: neither cancelled nor diverted."
    },
    {
      "name": "departureDelayTotalMinutes",
      "type": "long",
      "doc": "Sum of the known departure delays, early ones negative."
    },
    {
      "name": "arrivalDelayTotalMinutes",
      "type": "long",
      "doc": "Sum of the known arrival delays, early ones negative."
    }
  ]
};
