import { ZoneClock } from "./zone-clock.ts";

const [eastern, central, mountain, pacific] = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
];

/** The file's names of zones, links of the IANA data (file `backward`), and what they stand for. */
const zoneNames: Readonly<Record<string, string>> = {
  "US/Eastern": eastern,
  "US/Central": central,
  "US/Mountain": mountain,
  "US/Pacific": pacific,
  "US/Alaska": "America/Anchorage",
  "US/Aleutian": "America/Adak",
  "US/Arizona": "America/Phoenix",
  "US/East-Indiana": "America/Indiana/Indianapolis",
  "US/Hawaii": "Pacific/Honolulu",
  "US/Indiana-Starke": "America/Indiana/Knox",
  "US/Michigan": "America/Detroit",
  "US/Samoa": "Pacific/Pago_Pago",
};

/**
 * The states by the zone of most of each: 49 CFR part 71 has the borders, of 14 states that two zones share the larger part counts.
 * The four great zones go by the name of their cities, also where the IANA data have one of the state's own with the same clocks.
 */
const statesByZone: Readonly<Record<string, string>> = {
  [eastern]: "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
  [central]: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
  [mountain]: "CO ID MT NM UT WY",
  [pacific]: "CA NV OR WA",
  "America/Phoenix": "AZ",
  "America/Anchorage": "AK",
  "Pacific/Honolulu": "HI",
  "America/Puerto_Rico": "PR VI",
  "Pacific/Guam": "GU MP",
  "Pacific/Pago_Pago": "AS",
};

const zoneOfState = new Map(
  Object.entries(statesByZone).flatMap(([zone, states]) =>
    states.split(" ").map((state): [string, string] => [state, zone]),
  ),
);
const knownZones = new Set([...Object.values(zoneNames), ...zoneOfState.values()]);
const clocks = new Map<string, ZoneClock>();

/** Whether it is the postal code of a state, of the District of Columbia or of a territory. */
export function isState(code: string): boolean {
  return zoneOfState.has(code);
}

/** By the file's name for a zone, or the IANA data's; undefined for what is no zone of the United States. */
export function clockOfZone(name: string): ZoneClock | undefined {
  const clock = clocks.get(name);
  if (clock !== undefined) return clock;
  const zone = Object.hasOwn(zoneNames, name) ? zoneNames[name] : name;
  if (zone === undefined || !knownZones.has(zone)) return undefined;
  const made = clocks.get(zone) ?? new ZoneClock(zone);
  clocks.set(zone, made);
  clocks.set(name, made);
  return made;
}

/** The clocks of most of a state; undefined for what is none. */
export function clockOfState(state: string): ZoneClock | undefined {
  const zone = zoneOfState.get(state);
  return zone === undefined ? undefined : clockOfZone(zone);
}
