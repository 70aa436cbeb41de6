// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** How many accidents of one state and severity began in one hour of the week, in one partition of a replay. */
export interface AccidentCount {
  /** Which reading of which file is counted; see tributary.road.Accident. */
  readonly replay: string;
  /** Two capitals, such as 'OH'. */
  readonly state: string;
  /** 1 to 4. */
  readonly severityLevel: number;
  /** Hour of the local week in which the accidents began: 0 is Monday 00:00 to 00:59, 167 Sunday 23:00 to 23:59. */
  readonly hourOfWeek: number;
  /** Partition of road.accident.v1 that is counted; the sum over all parts is the count. */
  readonly part: number;
  /** Accidents so far. */
  readonly accidentCount: number;
}

export const accidentCountSchema: AvroRecordSchema = {
  "type": "record",
  "name": "AccidentCount",
  "namespace": "tributary.road",
  "doc": "How many accidents of one state and severity began in one hour of the week, in one partition of a replay.",
  "fields": [
    {
      "name": "replay",
      "type": "string",
      "doc": "Which reading of which file is counted; see tributary.road.Accident."
    },
    {
      "name": "state",
      "type": "string",
      "doc": "Two capitals, such as 'OH'."
    },
    {
      "name": "severityLevel",
      "type": "int",
      "doc": "1 to 4."
    },
    {
      "name": "hourOfWeek",
      "type": "int",
      "doc": "Hour of the local week in which the accidents began: 0 is Monday 00:00 to 00:59, 167 Sunday 23:00 to 23:59."
    },
    {
      "name": "part",
      "type": "int",
      "doc": "Partition of road.accident.v1 that is counted; the sum over all parts is the count."
    },
    {
      "name": "accidentCount",
      "type": "long",
      "doc": "Accidents so far."
    }
  ]
};
