import { type Accident, accident, isOlder, narrowed } from "@tributary/contracts";
import { everything, type ViewDefinition, type ViewEntry, view } from "@tributary/runtime";

const shownFields = [
  "accidentId",
  "replay",
  "state",
  "city",
  "severityLevel",
  "startedAt",
  "startLatitude",
  "startLongitude",
] as const;

/** What is shown of an accident. */
export type ShownAccident = Pick<Accident, (typeof shownFields)[number]>;

const shownAccident = narrowed(accident, shownFields);

export interface AccidentViewOptions {
  readonly lookBackMs: number;
  readonly windowMs: number;
  readonly most: number;
}

/** The newest accidents of the replay that began last, to be followed as a whole, by severity, by state, or by both. */
export function accidentView({
  lookBackMs,
  windowMs,
  most,
}: AccidentViewOptions): ViewDefinition<ShownAccident> {
  return view(shownAccident, {
    lookBackMs,
    horizon: { era: ({ replay }) => replay, isOlder, spanMs: windowMs, most },
    channels: channelLists(),
    columns: accidentColumns,
  });
}

/** One list for each state and level, not for each accident: texts that are always the same are also found faster. */
function channelLists(): (accident: Pick<ShownAccident, "state" | "severityLevel">) => readonly string[] {
  const lists = new Map<string, (readonly string[])[]>();
  return ({ state, severityLevel: level }) => {
    const ofState = lists.get(state) ?? [];
    if (ofState.length === 0) lists.set(state, ofState);
    ofState[level] ??= [
      accidentChannel(level, undefined),
      accidentChannel(undefined, state),
      accidentChannel(level, state),
    ];
    return ofState[level];
  };
}

/** The channel of a severity level, of a state, or of that level in that state; of all accidents when neither is named. */
export function accidentChannel(level: number | undefined, state: string | undefined): string {
  if (state === undefined) return level === undefined ? everything : `severity:${level}`;
  return level === undefined ? `state:${state}` : `state:${state}|${level}`;
}

/** What is told of an accident, in the order of the stream's columns. */
export const accidentColumns = {
  accidentId: ({ value }) => value.accidentId,
  replay: ({ value }) => value.replay,
  state: ({ value }) => value.state,
  city: ({ value }) => value.city,
  severityLevel: ({ value }) => value.severityLevel,
  startedAt: ({ value }) => value.startedAt,
  latitude: ({ value }) => value.startLatitude,
  longitude: ({ value }) => value.startLongitude,
} satisfies Record<string, (entry: ViewEntry<ShownAccident>) => string | number | null>;
