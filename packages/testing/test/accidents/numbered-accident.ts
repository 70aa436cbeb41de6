import { type Accident, accident } from "@tributary/contracts";

/** Accident A-<number>, an hour after the one before, of which nothing is known that may be unknown. */
export function numberedAccident(number: number, given: Partial<Accident> = {}): Accident {
  const unknown = accident.schema.fields.map(({ name, type }) => [name, type === "boolean" ? false : null]);
  return {
    ...(Object.fromEntries(unknown) as unknown as Accident),
    replay: "20261122T120304Z.5f2a9c1e.1.0",
    lineNumber: number + 2,
    accidentId: `A-${number}`,
    severityLevel: 1 + (number % 4),
    startedAt: Date.UTC(2016, 1, 8) + number * 3_600_000,
    timeZone: "America/New_York",
    startedLocal: "2016-02-08T00:37:08",
    startLatitude: 40 + (number % 100) / 100,
    startLongitude: -83,
    state: "OH",
    source: "Source1",
    ...given,
  };
}
