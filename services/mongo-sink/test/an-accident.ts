import type { Accident } from "@tributary/contracts";

/** Accident A-728 in Ohio on 8 February 2016, of which nothing is known that may be unknown; the test says what matters. */
export function anAccident(given: Partial<Accident> = {}): Accident {
  return { ...known, ...unknown, ...flags, ...given };
}

const known = {
  replay: "20261122T120304Z.5f2a9c1e.1.0",
  lineNumber: 2,
  accidentId: "A-728",
  severityLevel: 2,
  startedAt: Date.UTC(2016, 1, 8, 5, 37, 8),
  timeZone: "America/New_York",
  startedLocal: "2016-02-08T00:37:08",
  startLatitude: 40.10891,
  startLongitude: -83.09286,
  state: "OH",
  source: "Source1",
};

const unknown = {
  trafficMessageCode: null,
  endedAt: null,
  timeNotes: null,
  endLatitude: null,
  endLongitude: null,
  affectedMiles: null,
  affectedMeters: null,
  description: null,
  houseNumber: null,
  street: null,
  side: null,
  city: null,
  county: null,
  postalCode: null,
  country: null,
  airportCode: null,
  weatherObservedAt: null,
  temperatureFahrenheit: null,
  temperatureCelsius: null,
  windChillFahrenheit: null,
  windChillCelsius: null,
  humidityPercent: null,
  pressureInchesOfMercury: null,
  pressurePascals: null,
  visibilityMiles: null,
  visibilityMeters: null,
  windDirection: null,
  windDirectionGiven: null,
  windSpeedMilesPerHour: null,
  windSpeedMetersPerSecond: null,
  precipitationInches: null,
  precipitationMillimeters: null,
  weatherCondition: null,
  sunriseSunset: null,
  civilTwilight: null,
  nauticalTwilight: null,
  astronomicalTwilight: null,
  outliers: null,
};

const flags = {
  amenity: false,
  bump: false,
  crossing: false,
  giveWay: false,
  junction: false,
  noExit: false,
  railway: false,
  roundabout: false,
  station: false,
  stop: false,
  trafficCalming: false,
  trafficSignal: false,
  turningLoop: false,
};
