// Generated from the .avsc file beside it by `npm run generate`; changes made here are lost.
import type { AvroRecordSchema } from "../topic.ts";

/** One traffic accident in the United States, as reported to the collection 'US-Accidents' (Moosavi et al.). */
export interface Accident {
  /** Which reading of which file this is of: '<start of the run>.<fingerprint>.<run>.<loop>', such as '20261122T120304Z.5f2a9c1e.1.0'. With lineNumber it names the record; replays sort by it in the order of their beginning. */
  readonly replay: string;
  /** Line of the file the row begins on, the header being 1. */
  readonly lineNumber: number;
  /** The file's id of the accident, such as 'A-728'; of a shifted loop or replay with '+<seconds>s' behind, for it is another accident (ID). */
  readonly accidentId: string;
  /** Which API reported it: 'Source1' to 'Source3', in older files 'MapQuest', 'Bing' or 'MapQuest-Bing' (Source). */
  readonly source: string | null;
  /** Code of the Traffic Message Channel, which describes the event, such as '201' (TMC). */
  readonly trafficMessageCode: string | null;
  /** Impact on traffic, not injury: 1 short delay to 4 long delay (Severity). */
  readonly severityLevel: number;
  /** Start, by the clocks of timeZone (Start_Time). */
  readonly startedAt: number;
  /** End: when the impact on traffic was over (End_Time). */
  readonly endedAt: number | null;
  /** IANA name of the zone that the file's times are read in, such as 'America/New_York' (Timezone, where it is 'US/Eastern'). */
  readonly timeZone: string;
  /** Start as the clocks showed it, ISO 8601 without a zone and with the fraction of the file, such as '2016-02-08T00:37:08.123456789'. */
  readonly startedLocal: string;
  /** What had to be assumed about times, words separated by commas: 'zoneAssumed' (the file names no zone; that of most of the state is taken), 'startSkipped', 'endSkipped', 'weatherSkipped' (a time that the clocks left out in spring: an hour later is taken), 'startDoubled', 'endDoubled', 'weatherDoubled' (one that they showed twice in autumn: the first is taken, for an end that would precede the start the second). */
  readonly timeNotes: string | null;
  /** Degrees north, WGS84 (Start_Lat). */
  readonly startLatitude: number;
  /** Degrees east, WGS84 (Start_Lng). */
  readonly startLongitude: number;
  /** Degrees north, WGS84 (End_Lat). */
  readonly endLatitude: number | null;
  /** Degrees east, WGS84 (End_Lng). */
  readonly endLongitude: number | null;
  /** Length of road affected, statute miles (Distance(mi)). */
  readonly affectedMiles: number | null;
  /** The same in metres. */
  readonly affectedMeters: number | null;
  /** In the words of the source (Description). */
  readonly description: string | null;
  /** Street number (Number). */
  readonly houseNumber: string | null;
  /** Without the blanks around it (Street). */
  readonly street: string | null;
  /** 'L' or 'R' of the street; readers take any other word for not known (Side). */
  readonly side: string | null;
  /** (City) */
  readonly city: string | null;
  /** (County) */
  readonly county: string | null;
  /** Two capitals, such as 'OH' (State). */
  readonly state: string;
  /** As given: '12345' or '12345-6789' (Zipcode). */
  readonly postalCode: string | null;
  /** 'US' (Country). */
  readonly country: string | null;
  /** ICAO code of the airport whose weather station is nearest (Airport_Code). */
  readonly airportCode: string | null;
  /** Instant of the weather report, read in timeZone (Weather_Timestamp). */
  readonly weatherObservedAt: number | null;
  /** Degrees Fahrenheit (Temperature(F)). */
  readonly temperatureFahrenheit: number | null;
  /** The same in degrees Celsius. */
  readonly temperatureCelsius: number | null;
  /** Felt temperature, degrees Fahrenheit (Wind_Chill(F)). */
  readonly windChillFahrenheit: number | null;
  /** The same in degrees Celsius. */
  readonly windChillCelsius: number | null;
  /** Relative humidity (Humidity(%)). */
  readonly humidityPercent: number | null;
  /** Air pressure, inches of mercury (Pressure(in)). */
  readonly pressureInchesOfMercury: number | null;
  /** The same in pascals. */
  readonly pressurePascals: number | null;
  /** Statute miles (Visibility(mi)). */
  readonly visibilityMiles: number | null;
  /** The same in metres. */
  readonly visibilityMeters: number | null;
  /** One of the 16 points 'N', 'NNE' … 'NNW', or 'calm' or 'variable'; null for any other word (Wind_Direction). */
  readonly windDirection: string | null;
  /** The file's word, where windDirection does not have its meaning. */
  readonly windDirectionGiven: string | null;
  /** Statute miles an hour (Wind_Speed(mph)). */
  readonly windSpeedMilesPerHour: number | null;
  /** The same in metres a second. */
  readonly windSpeedMetersPerSecond: number | null;
  /** Inches (Precipitation(in)). */
  readonly precipitationInches: number | null;
  /** The same in millimetres. */
  readonly precipitationMillimeters: number | null;
  /** In the words of the weather report, such as 'Light Rain / Windy' (Weather_Condition). */
  readonly weatherCondition: string | null;
  /** Whether an amenity is nearby (Amenity). */
  readonly amenity: boolean;
  /** Whether a speed bump or hump is nearby (Bump). */
  readonly bump: boolean;
  /** Whether a crossing is nearby (Crossing). */
  readonly crossing: boolean;
  /** Whether a give-way sign is nearby (Give_Way). */
  readonly giveWay: boolean;
  /** Whether a junction is nearby (Junction). */
  readonly junction: boolean;
  /** Whether a dead end is nearby (No_Exit). */
  readonly noExit: boolean;
  /** Whether a railway is nearby (Railway). */
  readonly railway: boolean;
  /** Whether a roundabout is nearby (Roundabout). */
  readonly roundabout: boolean;
  /** Whether a public transport station is nearby (Station). */
  readonly station: boolean;
  /** Whether a stop sign is nearby (Stop). */
  readonly stop: boolean;
  /** Whether a means of traffic calming is nearby (Traffic_Calming). */
  readonly trafficCalming: boolean;
  /** Whether a traffic signal is nearby (Traffic_Signal). */
  readonly trafficSignal: boolean;
  /** Whether a turning loop is nearby (Turning_Loop). */
  readonly turningLoop: boolean;
  /** 'day' or 'night' by sunrise and sunset; readers take any other word for not known (Sunrise_Sunset). */
  readonly sunriseSunset: string | null;
  /** 'day' or 'night' by civil twilight; readers take any other word for not known (Civil_Twilight). */
  readonly civilTwilight: string | null;
  /** 'day' or 'night' by nautical twilight; readers take any other word for not known (Nautical_Twilight). */
  readonly nauticalTwilight: string | null;
  /** 'day' or 'night' by astronomical twilight; readers take any other word for not known (Astronomical_Twilight). */
  readonly astronomicalTwilight: string | null;
  /** Names of the fields whose values are possible but far from usual, separated by commas; the values are as given. */
  readonly outliers: string | null;
}

export const accidentSchema: AvroRecordSchema = {
  "type": "record",
  "name": "Accident",
  "namespace": "tributary.road",
  "doc": "One traffic accident in the United States, as reported to the collection 'US-Accidents' (Moosavi et al.).",
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
      "name": "accidentId",
      "type": "string",
      "doc": "The file's id of the accident, such as 'A-728'; of a shifted loop or replay with '+<seconds>s' behind, for it is another accident (ID)."
    },
    {
      "name": "source",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Which API reported it: 'Source1' to 'Source3', in older files 'MapQuest', 'Bing' or 'MapQuest-Bing' (Source)."
    },
    {
      "name": "trafficMessageCode",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Code of the Traffic Message Channel, which describes the event, such as '201' (TMC)."
    },
    {
      "name": "severityLevel",
      "type": "int",
      "doc": "Impact on traffic, not injury: 1 short delay to 4 long delay (Severity)."
    },
    {
      "name": "startedAt",
      "type": {
        "type": "long",
        "logicalType": "timestamp-millis"
      },
      "doc": "Start, by the clocks of timeZone (Start_Time)."
    },
    {
      "name": "endedAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "End: when the impact on traffic was over (End_Time)."
    },
    {
      "name": "timeZone",
      "type": "string",
      "doc": "IANA name of the zone that the file's times are read in, such as 'America/New_York' (Timezone, where it is 'US/Eastern')."
    },
    {
      "name": "startedLocal",
      "type": "string",
      "doc": "Start as the clocks showed it, ISO 8601 without a zone and with the fraction of the file, such as '2016-02-08T00:37:08.123456789'."
    },
    {
      "name": "timeNotes",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "What had to be assumed about times, words separated by commas: 'zoneAssumed' (the file names no zone; that of most of the state is taken), 'startSkipped', 'endSkipped', 'weatherSkipped' (a time that the clocks left out in spring: an hour later is taken), 'startDoubled', 'endDoubled', 'weatherDoubled' (one that they showed twice in autumn: the first is taken, for an end that would precede the start the second)."
    },
    {
      "name": "startLatitude",
      "type": "double",
      "doc": "Degrees north, WGS84 (Start_Lat)."
    },
    {
      "name": "startLongitude",
      "type": "double",
      "doc": "Degrees east, WGS84 (Start_Lng)."
    },
    {
      "name": "endLatitude",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Degrees north, WGS84 (End_Lat)."
    },
    {
      "name": "endLongitude",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Degrees east, WGS84 (End_Lng)."
    },
    {
      "name": "affectedMiles",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Length of road affected, statute miles (Distance(mi))."
    },
    {
      "name": "affectedMeters",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same in metres."
    },
    {
      "name": "description",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "In the words of the source (Description)."
    },
    {
      "name": "houseNumber",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Street number (Number)."
    },
    {
      "name": "street",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "Without the blanks around it (Street)."
    },
    {
      "name": "side",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'L' or 'R' of the street; readers take any other word for not known (Side)."
    },
    {
      "name": "city",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "(City)"
    },
    {
      "name": "county",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "(County)"
    },
    {
      "name": "state",
      "type": "string",
      "doc": "Two capitals, such as 'OH' (State)."
    },
    {
      "name": "postalCode",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "As given: '12345' or '12345-6789' (Zipcode)."
    },
    {
      "name": "country",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'US' (Country)."
    },
    {
      "name": "airportCode",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "ICAO code of the airport whose weather station is nearest (Airport_Code)."
    },
    {
      "name": "weatherObservedAt",
      "type": [
        "null",
        {
          "type": "long",
          "logicalType": "timestamp-millis"
        }
      ],
      "default": null,
      "doc": "Instant of the weather report, read in timeZone (Weather_Timestamp)."
    },
    {
      "name": "temperatureFahrenheit",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Degrees Fahrenheit (Temperature(F))."
    },
    {
      "name": "temperatureCelsius",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same in degrees Celsius."
    },
    {
      "name": "windChillFahrenheit",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Felt temperature, degrees Fahrenheit (Wind_Chill(F))."
    },
    {
      "name": "windChillCelsius",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same in degrees Celsius."
    },
    {
      "name": "humidityPercent",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Relative humidity (Humidity(%))."
    },
    {
      "name": "pressureInchesOfMercury",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Air pressure, inches of mercury (Pressure(in))."
    },
    {
      "name": "pressurePascals",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same in pascals."
    },
    {
      "name": "visibilityMiles",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Statute miles (Visibility(mi))."
    },
    {
      "name": "visibilityMeters",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same in metres."
    },
    {
      "name": "windDirection",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "One of the 16 points 'N', 'NNE' … 'NNW', or 'calm' or 'variable'; null for any other word (Wind_Direction)."
    },
    {
      "name": "windDirectionGiven",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "The file's word, where windDirection does not have its meaning."
    },
    {
      "name": "windSpeedMilesPerHour",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Statute miles an hour (Wind_Speed(mph))."
    },
    {
      "name": "windSpeedMetersPerSecond",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same in metres a second."
    },
    {
      "name": "precipitationInches",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "Inches (Precipitation(in))."
    },
    {
      "name": "precipitationMillimeters",
      "type": [
        "null",
        "double"
      ],
      "default": null,
      "doc": "The same in millimetres."
    },
    {
      "name": "weatherCondition",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "In the words of the weather report, such as 'Light Rain / Windy' (Weather_Condition)."
    },
    {
      "name": "amenity",
      "type": "boolean",
      "doc": "Whether an amenity is nearby (Amenity)."
    },
    {
      "name": "bump",
      "type": "boolean",
      "doc": "Whether a speed bump or hump is nearby (Bump)."
    },
    {
      "name": "crossing",
      "type": "boolean",
      "doc": "Whether a crossing is nearby (Crossing)."
    },
    {
      "name": "giveWay",
      "type": "boolean",
      "doc": "Whether a give-way sign is nearby (Give_Way)."
    },
    {
      "name": "junction",
      "type": "boolean",
      "doc": "Whether a junction is nearby (Junction)."
    },
    {
      "name": "noExit",
      "type": "boolean",
      "doc": "Whether a dead end is nearby (No_Exit)."
    },
    {
      "name": "railway",
      "type": "boolean",
      "doc": "Whether a railway is nearby (Railway)."
    },
    {
      "name": "roundabout",
      "type": "boolean",
      "doc": "Whether a roundabout is nearby (Roundabout)."
    },
    {
      "name": "station",
      "type": "boolean",
      "doc": "Whether a public transport station is nearby (Station)."
    },
    {
      "name": "stop",
      "type": "boolean",
      "doc": "Whether a stop sign is nearby (Stop)."
    },
    {
      "name": "trafficCalming",
      "type": "boolean",
      "doc": "Whether a means of traffic calming is nearby (Traffic_Calming)."
    },
    {
      "name": "trafficSignal",
      "type": "boolean",
      "doc": "Whether a traffic signal is nearby (Traffic_Signal)."
    },
    {
      "name": "turningLoop",
      "type": "boolean",
      "doc": "Whether a turning loop is nearby (Turning_Loop)."
    },
    {
      "name": "sunriseSunset",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'day' or 'night' by sunrise and sunset; readers take any other word for not known (Sunrise_Sunset)."
    },
    {
      "name": "civilTwilight",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'day' or 'night' by civil twilight; readers take any other word for not known (Civil_Twilight)."
    },
    {
      "name": "nauticalTwilight",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'day' or 'night' by nautical twilight; readers take any other word for not known (Nautical_Twilight)."
    },
    {
      "name": "astronomicalTwilight",
      "type": [
        "null",
        "string"
      ],
      "default": null,
      "doc": "'day' or 'night' by astronomical twilight; readers take any other word for not known (Astronomical_Twilight)."
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
