import { duration } from "../../shell/words.ts";
import { eventTimeText } from "../accident-words.ts";
import { stateName } from "../state-names.ts";
import { type AccidentDocument, instantIn } from "./accident-document.ts";
import type { Fact, FactGroup } from "./fact.ts";
import { affectedLength, type Measured, weatherMeasures } from "./measures.ts";
import { localTimeText, noteText } from "./time-words.ts";

const features: Readonly<Record<string, string>> = {
  amenity: "amenity",
  bump: "speed bump",
  crossing: "crossing",
  giveWay: "give-way sign",
  junction: "junction",
  noExit: "dead end",
  railway: "railway",
  roundabout: "roundabout",
  station: "public transport station",
  stop: "stop sign",
  trafficCalming: "traffic calming",
  trafficSignal: "traffic signal",
  turningLoop: "turning loop",
};
const lights: Readonly<Record<string, string>> = {
  sunriseSunset: "By the sun",
  civilTwilight: "By civil twilight",
  nauticalTwilight: "By nautical twilight",
  astronomicalTwilight: "By astronomical twilight",
};

/** The record in groups, as people read it: what is not known is left out, what is far from usual is marked. */
export function recordGroups(document: AccidentDocument): readonly FactGroup[] {
  const outliers = new Set(textIn(document, "outliers")?.split(",") ?? []);
  const fact = (name: string, value: string | undefined, fields: readonly string[], twin?: string): Fact[] =>
    value === undefined
      ? []
      : [
          {
            name,
            value,
            ...(twin !== undefined && { twin }),
            isOutlier: fields.some((field) => outliers.has(field)),
          },
        ];
  const measured = (all: readonly Measured[]) =>
    all.flatMap(({ name, value, fields, twin }) => fact(name, value, fields, twin));
  return [
    { title: "Time", facts: timeFacts(document, fact), otherwise: "No time is known." },
    {
      title: "Place",
      facts: [...placeFacts(document, fact), ...measured(affectedLength(document))],
      otherwise: "No place is known.",
    },
    {
      title: "Weather",
      facts: [
        ...fact("Condition", textIn(document, "weatherCondition"), ["weatherCondition"]),
        ...measured(weatherMeasures(document)),
        ...fact("Wind from", windFrom(document), ["windDirection", "windDirectionGiven"]),
        ...fact("Observed", instantText(document, "weatherObservedAt"), ["weatherObservedAt"]),
        ...fact("At the airport", textIn(document, "airportCode"), ["airportCode"]),
      ],
      otherwise: "No weather was reported.",
    },
    {
      title: "Road and light",
      facts: [
        ...fact("Nearby", nearby(document), ["turningLoop"]),
        ...Object.entries(lights).flatMap(([field, name]) => fact(name, textIn(document, field), [field])),
      ],
      otherwise: "Nothing is known of it.",
    },
    { title: "Origin", facts: originFacts(document, fact), otherwise: "Its origin is not known." },
  ];
}

type MakeFact = (
  name: string,
  value: string | undefined,
  fields: readonly string[],
  twin?: string,
) => readonly Fact[];

function timeFacts(document: AccidentDocument, fact: MakeFact): readonly Fact[] {
  const startedAt = instantIn(document.startedAt);
  const endedAt = instantIn(document.endedAt);
  const local = textIn(document, "startedLocal");
  const lasted =
    startedAt === undefined || endedAt === undefined || endedAt < startedAt
      ? undefined
      : `after ${duration(endedAt - startedAt)}`;
  const notes = textIn(document, "timeNotes")?.split(",") ?? [];
  return [
    ...fact(
      "Began",
      local && localTimeText(local),
      ["startedLocal"],
      `by the clocks of ${textIn(document, "timeZone")}`,
    ),
    ...fact("In UTC", instantText(document, "startedAt"), ["startedAt"]),
    ...fact("Ended", instantText(document, "endedAt"), ["endedAt"], lasted),
    ...notes.flatMap((note) => fact("Assumed", noteText(note), [])),
  ];
}

function placeFacts(document: AccidentDocument, fact: MakeFact): readonly Fact[] {
  const number = textIn(document, "houseNumber");
  const street = textIn(document, "street");
  const word = textIn(document, "side");
  const side = word && ({ L: "left side", R: "right side" }[word] ?? `side given as ${word}`);
  const { state } = document.meta;
  const country = textIn(document, "country");
  const city = [textIn(document, "city"), state, textIn(document, "postalCode")].filter(Boolean).join(", ");
  return [
    ...fact("Street", street && [number, street].filter(Boolean).join(" "), ["street", "side"], side),
    ...fact("City", city, ["city", "postalCode"]),
    ...fact("County", textIn(document, "county"), ["county"], stateName(state)),
    ...fact("Country", country === "US" ? undefined : country, ["country"]),
    ...fact("Began at", coordinates(document.location.coordinates), ["startLatitude", "startLongitude"]),
    ...fact("Ended at", coordinates([document.endLongitude, document.endLatitude]), [
      "endLatitude",
      "endLongitude",
    ]),
  ];
}

function originFacts(document: AccidentDocument, fact: MakeFact): readonly Fact[] {
  const { partition, offset } = document.record;
  const appendedAt = instantIn(document.record.appendedAt);
  const line = document.lineNumber;
  return [
    ...fact("Reported by", document.meta.source, ["source"]),
    ...fact("Traffic message", textIn(document, "trafficMessageCode"), ["trafficMessageCode"]),
    ...fact("Line of the file", typeof line === "number" ? String(line) : undefined, []),
    ...fact("Replay", textIn(document, "replay"), []),
    ...fact(
      "In the log",
      `partition ${partition}, offset ${offset}`,
      [],
      appendedAt === undefined ? undefined : `written ${eventTimeText(appendedAt)}`,
    ),
  ];
}

/** The point of the compass; the file's own word, where that has another meaning. */
function windFrom(document: AccidentDocument): string | undefined {
  const given = textIn(document, "windDirectionGiven");
  const known = textIn(document, "windDirection");
  if (given === undefined) return known;
  return known === undefined ? `given as ${given}` : `${known}, given as ${given}`;
}

function nearby(document: AccidentDocument): string {
  const there = Object.entries(features).flatMap(([field, name]) => (document[field] === true ? [name] : []));
  return there.length === 0 ? "none of 13 features" : there.join(", ");
}

/** `39.12345°, -84.12345°`: north, east. */
function coordinates([longitude, latitude]: readonly [unknown, unknown]): string | undefined {
  if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
  return `${latitude.toFixed(5)}°, ${longitude.toFixed(5)}°`;
}

function instantText(document: AccidentDocument, field: string): string | undefined {
  const instant = instantIn(document[field]);
  return instant === undefined ? undefined : eventTimeText(instant);
}

function textIn(document: AccidentDocument, field: string): string | undefined {
  const value = document[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}
