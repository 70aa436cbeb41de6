import type { AirlineDayCount } from "@tributary/contracts";
import type { LiveView, ViewEntry } from "@tributary/runtime";
import type { CountSelection } from "./count-query.ts";
import { countChannel } from "./count-view.ts";

/** The counts of a selection by day, then airline; none without a replay. */
export function selectCounts(
  view: LiveView<AirlineDayCount>,
  { replay, from = 0, to = Number.POSITIVE_INFINITY, airlines }: CountSelection,
): readonly ViewEntry<AirlineDayCount>[] {
  if (replay === undefined) return [];
  const channels = airlines?.map((airline) => countChannel(replay, airline)) ?? [countChannel(replay)];
  return channels
    .flatMap((channel) => [...view.in(channel).values()])
    .filter(({ value }) => value.scheduledDate >= from && value.scheduledDate <= to)
    .sort(
      ({ value: a }, { value: b }) => a.scheduledDate - b.scheduledDate || (a.airline < b.airline ? -1 : 1),
    );
}
