import { decimal, type FieldCheck, instant, nullable, text, whole } from "../field-check.ts";
import { type FieldChecks, firstFault } from "../first-fault.ts";
import type { NarrowableTopic } from "../narrowed.ts";
import { type Accident, accidentSchema } from "./accident.generated.ts";

const days = 86_400_000;
// The limits are what can be read at all; what is far from usual only shows in `outliers`.
const latitude = decimal({ from: -90, to: 90 }, "degrees");
const longitude = decimal({ from: -180, to: 180 }, "degrees");
const measured = nullable(decimal({ from: -1e6, to: 1e7 }, "of its unit"));
const amount = nullable(decimal({ from: 0, to: 1e7 }, "of its unit"));
const moment = instant("1970-01-01", "2100-01-01");
const anyFlag: FieldCheck<boolean> = () => undefined;
const word = nullable(text(32));
const name = nullable(text(256));

const checks: FieldChecks<Accident> = {
  replay: text(64),
  lineNumber: whole({ from: 1, to: 2 ** 52 }, "lines"),
  accidentId: text(64),
  source: word,
  trafficMessageCode: word,
  severityLevel: whole({ from: 1, to: 4 }, "levels"),
  startedAt: moment,
  endedAt: nullable(moment),
  timeZone: text(64),
  startedLocal: text(32),
  timeNotes: name,
  startLatitude: latitude,
  startLongitude: longitude,
  endLatitude: nullable(latitude),
  endLongitude: nullable(longitude),
  affectedMiles: amount,
  affectedMeters: amount,
  description: nullable(text(4_096)),
  houseNumber: word,
  street: name,
  side: word,
  city: name,
  county: name,
  state: stateCode,
  postalCode: word,
  country: word,
  airportCode: word,
  weatherObservedAt: nullable(moment),
  temperatureFahrenheit: measured,
  temperatureCelsius: measured,
  windChillFahrenheit: measured,
  windChillCelsius: measured,
  humidityPercent: amount,
  pressureInchesOfMercury: amount,
  pressurePascals: amount,
  visibilityMiles: amount,
  visibilityMeters: amount,
  windDirection: word,
  windDirectionGiven: name,
  windSpeedMilesPerHour: amount,
  windSpeedMetersPerSecond: amount,
  precipitationInches: amount,
  precipitationMillimeters: amount,
  weatherCondition: name,
  amenity: anyFlag,
  bump: anyFlag,
  crossing: anyFlag,
  giveWay: anyFlag,
  junction: anyFlag,
  noExit: anyFlag,
  railway: anyFlag,
  roundabout: anyFlag,
  station: anyFlag,
  stop: anyFlag,
  trafficCalming: anyFlag,
  trafficSignal: anyFlag,
  turningLoop: anyFlag,
  sunriseSunset: word,
  civilTwilight: word,
  nauticalTwilight: word,
  astronomicalTwilight: word,
  outliers: nullable(text(512)),
};

/**
 * Traffic accidents of the United States, as a file is replayed: the position of a record in its file is `replay` and
 * `lineNumber`. Event time is the start of the accident.
 */
export const accident: NarrowableTopic<Accident, "accidentId" | "startedAt"> = {
  name: "road.accident.v1",
  schema: accidentSchema,
  key: ({ accidentId }) => accidentId,
  eventTime: ({ startedAt }) => startedAt,
  partitions: 6,
  cleanup: { policy: "delete", retentionMs: 7 * days },
  checks,
  fault: firstFault(checks),
};

/** A part of keys and of addresses. */
export function stateCode(state: string): string | undefined {
  return /^[A-Z]{2}$/.test(state) ? undefined : "two capitals";
}
