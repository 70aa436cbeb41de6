/** An accident of the stand-in, with all that mongo-sink would have of it. */
export interface FakeAccident {
  readonly accidentId: string;
  readonly replay: string;
  readonly state: string;
  readonly city: string;
  readonly severityLevel: number;
  readonly startedAt: number;
  readonly latitude: number;
  readonly longitude: number;
  /** 0 Monday 00:00 to 167, by local clocks. */
  readonly hourOfWeek: number;
  readonly timeZone: string;
  readonly startedLocal: string;
}

interface City {
  readonly name: string;
  readonly state: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly zone: string;
  readonly weight: number;
}

const CITIES: readonly City[] = [
  ["Los Angeles", "CA", 34.05, -118.24, "America/Los_Angeles", 20],
  ["Sacramento", "CA", 38.58, -121.49, "America/Los_Angeles", 8],
  ["San Francisco", "CA", 37.77, -122.42, "America/Los_Angeles", 6],
  ["Miami", "FL", 25.76, -80.19, "America/New_York", 15],
  ["Orlando", "FL", 28.54, -81.38, "America/New_York", 8],
  ["Houston", "TX", 29.76, -95.37, "America/Chicago", 13],
  ["Dallas", "TX", 32.78, -96.8, "America/Chicago", 11],
  ["Austin", "TX", 30.27, -97.74, "America/Chicago", 5],
  ["Charlotte", "NC", 35.23, -80.84, "America/New_York", 10],
  ["Columbia", "SC", 34, -81.03, "America/New_York", 8],
  ["New York", "NY", 40.71, -74.01, "America/New_York", 9],
  ["Richmond", "VA", 37.54, -77.44, "America/New_York", 7],
  ["Philadelphia", "PA", 39.95, -75.17, "America/New_York", 6],
  ["Minneapolis", "MN", 44.98, -93.27, "America/Chicago", 5],
  ["Portland", "OR", 45.52, -122.68, "America/Los_Angeles", 5],
  ["Atlanta", "GA", 33.75, -84.39, "America/New_York", 5],
  ["Nashville", "TN", 36.16, -86.78, "America/Chicago", 5],
  ["Phoenix", "AZ", 33.45, -112.07, "America/Phoenix", 4],
  ["Chicago", "IL", 41.88, -87.63, "America/Chicago", 4],
  ["Dayton", "OH", 39.76, -84.19, "America/New_York", 3],
  ["Columbus", "OH", 39.96, -83, "America/New_York", 3],
  ["Salt Lake City", "UT", 40.76, -111.89, "America/Denver", 3],
  ["Denver", "CO", 39.74, -104.99, "America/Denver", 3],
  ["Seattle", "WA", 47.61, -122.33, "America/Los_Angeles", 3],
  ["Baton Rouge", "LA", 30.45, -91.19, "America/Chicago", 4],
  ["St. Louis", "MO", 38.63, -90.2, "America/Chicago", 2],
  ["Billings", "MT", 45.78, -108.5, "America/Denver", 1],
  ["Fargo", "ND", 46.88, -96.79, "America/Chicago", 1],
  ["Boise", "ID", 43.62, -116.2, "America/Boise", 1],
].map(([name, state, latitude, longitude, zone, weight]) => ({
  name,
  state,
  latitude,
  longitude,
  zone,
  weight,
})) as readonly City[];
const WEIGHTS = CITIES.reduce((sum, { weight }) => sum + weight, 0);

/** One of the accidents of a replay as a pure function of its number: for the page's tests only. */
export function fakeAccident(replay: string, number: number, startedAt: number): FakeAccident {
  const city = cityAt(noise(`c${number}`) * WEIGHTS);
  const [r, angle] = [noise(`r${number}`) ** 2 * 1.6, noise(`a${number}`) * 2 * Math.PI];
  const severe = noise(`s${number}`);
  const local = clockIn(city.zone, startedAt);
  return {
    accidentId: `A-${number}`,
    replay,
    state: city.state,
    city: city.name,
    severityLevel: severe < 0.01 ? 1 : severe < 0.8 ? 2 : severe < 0.97 ? 3 : 4,
    startedAt,
    latitude: city.latitude + Math.abs(r * Math.sin(angle)) * 0.6,
    longitude: city.longitude + r * Math.cos(angle) * (city.state === "FL" || city.state === "CA" ? 0.3 : 1),
    hourOfWeek: ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours(),
    timeZone: city.zone,
    startedLocal: local.toISOString().slice(0, 19),
  };
}

/** What `GET /documents/accidents/<id>` answers: nulls are absent. */
export function fakeDocument(accident: FakeAccident, offset: number): Record<string, unknown> {
  const { accidentId, state, startedAt, latitude, longitude, hourOfWeek: _, city, ...rest } = accident;
  const cold = 31 + (offset % 40);
  return {
    _id: accidentId,
    ...rest,
    accidentId,
    lineNumber: offset + 2,
    trafficMessageCode: "201",
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(startedAt + 6 * 3_600_000).toISOString(),
    timeNotes: "startDoubled",
    affectedMiles: 0.01,
    affectedMeters: 16.09344,
    description: `Right lane blocked due to accident on I-70 at Exit 41 near ${city}. Expect delays.`,
    houseNumber: "2584",
    street: "I-70 E",
    side: "R",
    city,
    county: "Montgomery",
    postalCode: "45424-1234",
    country: "US",
    airportCode: "KFFO",
    weatherObservedAt: new Date(startedAt - 600_000).toISOString(),
    temperatureFahrenheit: cold,
    temperatureCelsius: ((cold - 32) * 5) / 9,
    humidityPercent: 91,
    pressureInchesOfMercury: 29.68,
    pressurePascals: 100_508,
    visibilityMiles: 10,
    visibilityMeters: 16_093.44,
    windDirection: "calm",
    windSpeedMilesPerHour: 822.8,
    windSpeedMetersPerSecond: 367.8,
    precipitationInches: 0.02,
    precipitationMillimeters: 0.508,
    weatherCondition: "Light Rain",
    ...Object.fromEntries(
      [
        "amenity",
        "bump",
        "crossing",
        "giveWay",
        "junction",
        "noExit",
        "railway",
        "roundabout",
        "station",
        "stop",
        "trafficCalming",
        "trafficSignal",
        "turningLoop",
      ].map((feature) => [feature, feature === "junction" || feature === "trafficSignal"]),
    ),
    sunriseSunset: "night",
    civilTwilight: "night",
    nauticalTwilight: "day",
    astronomicalTwilight: "day",
    outliers: "windSpeedMilesPerHour",
    meta: { state, source: "Source2" },
    location: { type: "Point", coordinates: [longitude, latitude] },
    record: { partition: offset % 6, offset, appendedAt: "2026-11-22T12:03:05.120Z" },
  };
}

function cityAt(place: number): City {
  let left = place;
  for (const city of CITIES) {
    left -= city.weight;
    if (left < 0) return city;
  }
  return CITIES[0] as City;
}

/** The clocks of a zone at an instant, as if they showed UTC. */
function clockIn(zone: string, instant: number): Date {
  const hours = { "America/New_York": 5, "America/Chicago": 6, "America/Los_Angeles": 8 }[zone] ?? 7;
  return new Date(instant - hours * 3_600_000);
}

/** FNV-1a, 32 bit, with its bits mixed, as a number from 0 to 1. */
function noise(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  return ((value ^ (value >>> 12)) >>> 0) / 2 ** 32;
}
