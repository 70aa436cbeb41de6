import type { AccidentCount } from "@tributary/contracts";
import type { LiveView } from "@tributary/runtime";
import { totalsSelection } from "./accident-query.ts";
import { replaysSchema, totalsSchema } from "./api-schema.ts";
import type { App } from "./app.ts";
import { CountTable } from "./count-table.ts";

/** `GET /replays` and `GET /totals`. */
export function countRoutes(app: App, view: LiveView<AccidentCount>, now: () => number): void {
  const table = CountTable.of(view);

  app.get("/replays", { schema: replaysSchema }, () => ({ clock: now(), replays: table.replays }));

  app.get("/totals", { schema: totalsSchema }, (request) => {
    const { replay = table.newest, state } = totalsSelection(request.query);
    return { clock: now(), replay: replay ?? null, ...table.totals(replay, state) };
  });
}
