import type { AirlineDayCount } from "@tributary/contracts";
import {
  EventHub,
  type EventHubOptions,
  eventStreamRoute,
  everything,
  type ViewEntry,
} from "@tributary/runtime";
import { countsSchema, csvSchema, replaysSchema, streamSchema, totalsSchema } from "./api-schema.ts";
import type { App } from "./app.ts";
import { type CountSelection, countSelection, streamSelection } from "./count-query.ts";
import { countChannel, countColumns } from "./count-view.ts";
import { countsCsv, csvFileName } from "./counts-csv.ts";
import { ReplayList } from "./replay-list.ts";
import { selectCounts } from "./select-counts.ts";
import { isoWeekday, totalOf } from "./totals.ts";

/** The service's API: replays, counts, totals, a download and a stream. */
export function countRoutes(app: App, options: EventHubOptions<AirlineDayCount>): void {
  const { view, now } = options;
  const list = new ReplayList(view);
  const asked = (query: unknown): CountSelection => {
    const selection = countSelection(query);
    return { ...selection, replay: selection.replay ?? list.newest };
  };

  app.get("/replays", { schema: replaysSchema }, () => ({ clock: now(), replays: list.replays }));

  app.get("/counts", { schema: countsSchema }, (request) => {
    const selection = asked(request.query);
    const counts = selectCounts(view, selection).map(told);
    return { clock: now(), replay: selection.replay ?? null, counts };
  });

  app.get("/totals", { schema: totalsSchema }, (request) => {
    const selection = asked(request.query);
    const counts = selectCounts(view, selection).map(({ value }) => value);
    return { clock: now(), replay: selection.replay ?? null, total: totalOf(counts), ...parts(counts) };
  });

  app.get("/counts.csv", { schema: csvSchema }, (request, reply) => {
    const selection = asked(request.query);
    const name = csvFileName(selection.replay ?? "nothing");
    reply.header("content-disposition", `attachment; filename="${name}"`);
    reply.type("text/csv; charset=utf-8; header=present");
    return reply.send(countsCsv(selectCounts(view, selection)));
  });

  eventStreamRoute(app, {
    url: "/stream",
    hub: new EventHub(options),
    schema: streamSchema,
    channels: (request) => {
      const { replay = list.newest, airlines } = streamSelection(request.query);
      // Nothing is counted yet: the first replay is the one to come.
      if (replay === undefined) return [everything];
      return airlines?.map((airline) => countChannel(replay, airline)) ?? [countChannel(replay)];
    },
  });
}

function told(entry: ViewEntry<AirlineDayCount>) {
  return Object.fromEntries(Object.entries(countColumns).map(([name, fill]) => [name, fill(entry)]));
}

/** Totals by airline, and by airline and weekday, in order. */
function parts(counts: readonly AirlineDayCount[]) {
  const ofAirlines = [...Map.groupBy(counts, ({ airline }) => airline)].sort(([a], [b]) => (a < b ? -1 : 1));
  const airlines = ofAirlines.map(([airline, of]) => ({ airline, ...totalOf(of) }));
  const weekdays = ofAirlines.flatMap(([airline, of]) =>
    [...Map.groupBy(of, ({ scheduledDate }) => isoWeekday(scheduledDate))]
      .sort(([a], [b]) => a - b)
      .map(([weekday, ofDay]) => ({ airline, isoWeekday: weekday, ...totalOf(ofDay) })),
  );
  return { airlines, weekdays };
}
