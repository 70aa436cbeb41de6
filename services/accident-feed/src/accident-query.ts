import { type Box, Query } from "@tributary/runtime";
import { accidentChannel } from "./accident-view.ts";

const levels = { words: "levels from 1 to 4, such as 3,4", most: 4 };
const states = { words: "states, such as CA,NV", most: 60 };

/** Which accidents `GET /accidents` asks for: those of the channels that lie in the box, if there is one. */
export interface AccidentSelection {
  readonly channels: readonly string[];
  readonly box: Box | undefined;
}

/** Throws a `BadRequest`. */
export function accidentSelection(given: unknown): AccidentSelection {
  const query = new Query(given, ["severity", "state", "bbox"]);
  return { channels: channelsOf(query), box: query.box("bbox") };
}

/** Channels that `GET /accidents/stream` asks for. Throws a `BadRequest`. */
export function streamChannels(given: unknown): readonly string[] {
  return channelsOf(new Query(given, ["severity", "state", "lastEventId"]));
}

/** What `GET /totals` asks for. Throws a `BadRequest`. */
export function totalsSelection(given: unknown): { readonly replay?: string; readonly state?: string } {
  const query = new Query(given, ["replay", "state"]);
  const [replay, state] = [query.word("replay", "of GET /replays"), query.text("state")];
  if (state !== undefined && !isState(state)) throw query.refusal("state", "one state, such as CA");
  return { ...(replay !== undefined && { replay }), ...(state !== undefined && { state }) };
}

/** Each accident is in one of them. */
function channelsOf(query: Query): readonly string[] {
  const severities = query.list("severity", levels);
  if (severities?.some((level) => !/^[1-4]$/.test(level))) throw query.refusal("severity", levels.words);
  const named = query.list("state", states);
  if (named?.some((state) => !isState(state))) throw query.refusal("state", states.words);
  return (severities ?? [undefined]).flatMap((level) =>
    (named ?? [undefined]).map((state) =>
      accidentChannel(level === undefined ? undefined : Number(level), state),
    ),
  );
}

const isState = (text: string) => /^[A-Z]{2}$/.test(text);
