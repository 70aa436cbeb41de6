import type { ReplayStatus } from "@tributary/csv-replay";
import Fastify, { type FastifyReply } from "fastify";
import {
  countColumns,
  type FakeCount,
  fakeAirlines,
  fakeCount,
  firstDay,
  isoDay,
  lastDay,
} from "./fake-flight-counts.ts";
import { eventStream, fakePlayer, refused } from "./fake-player.ts";

const DAY_MS = 86_400_000;

/** What a test may do to the counts and the replay while they run. */
export interface FakeFlights {
  /** Serves what both flights-per-airline and flight-csv offer. */
  readonly url: string;
  /** Name of the replay that plays. */
  readonly replay: string;
  /** All up to the end of that day is sent and counted; `uncounted` flights more are sent. */
  reach(day: number, uncounted?: number): void;
  /** Changes what the player tells of itself. */
  tell(status: Partial<ReplayStatus>): void;
  /** A new run, from the first day. */
  begin(): string;
  /** Forgets all counts, as before the first replay. */
  forget(): void;
  /** Every row of the year changes at each tick. */
  storm(everyMs: number): void;
  /** Ends what `storm` or `play` began. */
  calm(): void;
  /** A day of the year after the other, so many a second. */
  play(daysPerSecond: number): void;
  /** Answers every request for counts, or for the replay, with this status. */
  refuse(what: "counts" | "replay", status: number | undefined): void;
  /** Controls are answered 409 with these words. */
  forbid(words: string | undefined): void;
  readonly controls: { readonly verb: string; readonly body: unknown }[];
  readonly opened: { readonly query: string; readonly lastEventId: string | undefined }[];
  /** Open streams of counts, and of the replay's status. */
  readonly streams: { readonly counts: number; readonly status: number };
  cut(): void;
  /** What is counted of a replay, the truth for tests. */
  rows(replay?: string): FakeCount[];
  close(): Promise<void>;
}

interface Held {
  readonly count: FakeCount;
  /** Number of the change that brought it. */
  readonly at: number;
}

/** A stand-in for flights-per-airline and flight-csv that speaks their contracts. */
export async function startFakeFlights(options: { readonly port?: number } = {}): Promise<FakeFlights> {
  const app = Fastify({ forceCloseConnections: true });
  const tables = new Map<string, Map<string, Held>>();
  const counts = new Set<FastifyReply["raw"]>();
  const timers = new Set<ReturnType<typeof setInterval>>();
  let refusal: number | undefined;
  const opened: { query: string; lastEventId: string | undefined }[] = [];
  let change = 0;
  const player = fakePlayer(
    app,
    {
      service: "flight-csv",
      file: "flights-2015.csv",
      dataset: "flights",
      speed: 3_600,
      rowsPerSecond: 15_943,
      firstEventTime: firstDay * DAY_MS + 300_000,
      lastEventTime: lastDay * DAY_MS + DAY_MS - 60_000,
    },
    () => reach(firstDay),
  );
  const { tell } = player;

  const held = (replay: string) => {
    const table = tables.get(replay) ?? new Map<string, Held>();
    tables.set(replay, table);
    return table;
  };
  const put = (count: FakeCount | undefined, at: number) => {
    if (count !== undefined) held(count.replay).set(`${count.airline}|${count.date}`, { count, at });
  };
  const rows = (replay = player.status.replay ?? "") =>
    [...(tables.get(replay)?.values() ?? [])].map(({ count }) => count);
  const sent = (replay?: string) => rows(replay).reduce((sum, { flights }) => sum + flights, 0);
  const reach = (day: number, uncounted = 0) => {
    const at = ++change;
    const replay = player.status.replay ?? "";
    for (const airline of fakeAirlines) {
      for (let one = firstDay; one <= day; one++) {
        if (!held(replay).has(`${airline}|${isoDay(one)}`)) put(fakeCount(replay, airline, one), at);
      }
    }
    const isDone = day >= lastDay && uncounted === 0;
    const all = sent() + uncounted;
    tell({
      eventTime: day * DAY_MS + DAY_MS - 60_000,
      rows: { ...player.status.rows, read: all + player.status.rows.buried, sent: all },
      share: (day - firstDay + 1) / 365,
      remainingSeconds: isDone ? 0 : 130,
      ...(isDone && { state: "finished", finishedAt: Date.now() }),
    });
  };
  app.get("/replays", (_request, reply) => {
    if (refusal !== undefined) return refused(reply, refusal, "flights-per-airline");
    const replays = [...tables]
      .filter(([, table]) => table.size > 0)
      .map(([replay, table]) => {
        const all = [...table.values()].map(({ count }) => count);
        const dates = all.map(({ date }) => date).sort();
        return {
          replay,
          startedAt: Date.parse("2026-11-22T12:03:00Z") + Number(replay.split(".")[2]) * 1_000,
          fingerprint: "5f2a9c1e",
          run: Number(replay.split(".")[2]),
          loop: 0,
          flightCount: all.reduce((sum, { flights }) => sum + flights, 0),
          from: dates[0],
          to: dates.at(-1),
          airlines: [...new Set(all.map(({ airline }) => airline))].sort(),
        };
      });
    return { clock: Date.now(), replays: replays.reverse() };
  });
  app.get<{ Querystring: { replay?: string; airlines?: string; from?: string; to?: string } }>(
    "/counts.csv",
    ({ query }, reply) => {
      const airlines = query.airlines?.split(",");
      const chosen = rows(query.replay).filter(
        ({ airline, date }) =>
          airlines?.includes(airline) !== false && date >= (query.from ?? "") && date <= (query.to ?? "9"),
      );
      const [, ...columns] = countColumns;
      const lines = chosen.map((count) => columns.map((column) => count[column]).join(","));
      void reply.header("content-disposition", 'attachment; filename="counts.csv"').type("text/csv");
      return [columns.join(","), ...lines, ""].join("\n");
    },
  );
  app.get<{ Querystring: { replay?: string } }>("/stream", (request, reply) => {
    const lastEventId = request.headers["last-event-id"] as string | undefined;
    opened.push({ query: request.url.split("?")[1] ?? "", lastEventId });
    if (refusal !== undefined) return refused(reply, refusal, "flights-per-airline");
    const replay = request.query.replay ?? player.status.replay ?? "";
    const raw = eventStream(reply);
    let known = lastEventId === undefined ? -1 : Number(lastEventId.split(":")[1]);
    const write = (event: string) => {
      const fresh = [...held(replay).values()].filter(({ at }) => at > known);
      known = change;
      if (fresh.length === 0 && event === "delta") return;
      const table = fresh.map(({ count }) => countColumns.map((column) => count[column]));
      raw.write(
        `event: ${event}\ndata: ${JSON.stringify({ clock: Date.now(), columns: countColumns, rows: table })}\n\n`,
      );
      raw.write(`id: fake:${known}\n\n`);
    };
    write(lastEventId === undefined ? "reset" : "delta");
    const timer = setInterval(() => write("delta"), 100);
    counts.add(raw);
    raw.on("close", () => {
      clearInterval(timer);
      counts.delete(raw);
    });
    return undefined;
  });

  await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    get replay() {
      return player.status.replay ?? "";
    },
    reach,
    tell,
    begin: player.begin,
    forget: () => tables.clear(),
    storm: (everyMs) => {
      let turn = 0;
      const timer = setInterval(() => {
        const at = ++change;
        const part = 0.5 + (turn++ % 50) / 100;
        for (const airline of fakeAirlines) {
          for (let day = firstDay; day <= lastDay; day++)
            put(fakeCount(player.status.replay ?? "", airline, day, part), at);
        }
        tell({ rows: { ...player.status.rows, read: sent(), sent: sent() } });
      }, everyMs);
      timers.add(timer);
    },
    calm: () => {
      for (const timer of timers) clearInterval(timer);
    },
    play: (daysPerSecond) => {
      let day = firstDay;
      const timer = setInterval(() => {
        if (player.status.state === "running" && day <= lastDay) reach(day++);
      }, 1_000 / daysPerSecond);
      timers.add(timer);
    },
    refuse: (what, code) => {
      if (what === "replay") player.refuse(code);
      else refusal = code;
    },
    forbid: player.forbid,
    controls: player.controls,
    opened,
    get streams() {
      return { counts: counts.size, status: player.streams.size };
    },
    cut: () => {
      for (const raw of [...counts, ...player.streams]) raw.destroy();
    },
    rows,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      for (const raw of [...counts, ...player.streams]) raw.destroy();
      await app.close();
    },
  };
}
