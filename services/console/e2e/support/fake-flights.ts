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
  const statuses = new Set<FastifyReply["raw"]>();
  const timers = new Set<ReturnType<typeof setInterval>>();
  const refusals: { counts: number | undefined; replay: number | undefined } = {
    counts: undefined,
    replay: undefined,
  };
  const opened: { query: string; lastEventId: string | undefined }[] = [];
  const controls: { verb: string; body: unknown }[] = [];
  let forbidden: string | undefined;
  let change = 0;
  let run = 0;
  let status: ReplayStatus;

  const nameOf = (number: number) => `20261122T1203${String(number).padStart(2, "0")}Z.5f2a9c1e.${number}.0`;
  const held = (replay: string) => {
    const table = tables.get(replay) ?? new Map<string, Held>();
    tables.set(replay, table);
    return table;
  };
  const put = (count: FakeCount | undefined, at: number) => {
    if (count !== undefined) held(count.replay).set(`${count.airline}|${count.date}`, { count, at });
  };
  const rows = (replay = status.replay ?? "") =>
    [...(tables.get(replay)?.values() ?? [])].map(({ count }) => count);
  const sent = (replay?: string) => rows(replay).reduce((sum, { flights }) => sum + flights, 0);
  const tell = (patch: Partial<ReplayStatus>) => {
    status = { ...status, ...patch, clock: Date.now() };
    for (const raw of statuses) raw.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
  };
  const reach = (day: number, uncounted = 0) => {
    const at = ++change;
    const replay = status.replay ?? "";
    for (const airline of fakeAirlines) {
      for (let one = firstDay; one <= day; one++) {
        if (!held(replay).has(`${airline}|${isoDay(one)}`)) put(fakeCount(replay, airline, one), at);
      }
    }
    const isDone = day >= lastDay && uncounted === 0;
    const all = sent() + uncounted;
    tell({
      eventTime: day * DAY_MS + DAY_MS - 60_000,
      rows: { ...status.rows, read: all + status.rows.buried, sent: all },
      share: (day - firstDay + 1) / 365,
      remainingSeconds: isDone ? 0 : 130,
      ...(isDone && { state: "finished", finishedAt: Date.now() }),
    });
  };
  const begin = () => {
    run++;
    status = {
      state: "running",
      detail: null,
      file: "flights-2015.csv",
      fingerprint: "5f2a9c1e77d0",
      dataset: "flights",
      replay: nameOf(run),
      run,
      loop: 0,
      pace: { by: "speed", speed: 3_600 },
      gapCapMs: null,
      isLooping: false,
      eventTime: null,
      firstEventTime: firstDay * DAY_MS + 300_000,
      lastEventTime: lastDay * DAY_MS + DAY_MS - 60_000,
      rows: { read: 0, sent: 0, buried: 0, skipped: 0, late: 0, outliers: 0 },
      rowsPerSecond: 15_943,
      share: 0,
      remainingSeconds: null,
      startedAt: Date.now(),
      finishedAt: null,
      clock: Date.now(),
    };
    tell({});
    return nameOf(run);
  };
  begin();

  const refused = (what: "counts" | "replay", reply: FastifyReply) => {
    const code = refusals[what];
    if (code === undefined) return undefined;
    const service = what === "counts" ? "flights-per-airline" : "flight-csv";
    return reply.code(code).send({ statusCode: code, error: "Refused", message: `${service} is starting` });
  };
  const streamOn = (reply: FastifyReply) => {
    const { raw } = reply.hijack();
    raw.writeHead(200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
    raw.write("retry: 300\n\n");
    return raw;
  };

  app.get("/replays", (_request, reply) => {
    const answer = refused("counts", reply);
    if (answer !== undefined) return answer;
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
    const answer = refused("counts", reply);
    if (answer !== undefined) return answer;
    const replay = request.query.replay ?? status.replay ?? "";
    const raw = streamOn(reply);
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

  app.get("/replay/events", (_request, reply) => {
    const answer = refused("replay", reply);
    if (answer !== undefined) return answer;
    const raw = streamOn(reply);
    raw.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
    statuses.add(raw);
    raw.on("close", () => statuses.delete(raw));
    return undefined;
  });
  app.post<{ Params: { verb: string } }>("/replay/:verb", ({ params: { verb }, body }, reply) => {
    controls.push({ verb, body: body ?? null });
    if (forbidden !== undefined) {
      return reply.code(409).send({ statusCode: 409, error: "Conflict", message: forbidden });
    }
    const given = (body ?? {}) as { speed?: number; rate?: number; eventTime?: number };
    if (verb === "pause") tell({ state: "paused" });
    if (verb === "resume") tell({ state: "running" });
    if (verb === "pace") {
      if (given.speed !== undefined) tell({ pace: { by: "speed", speed: given.speed } });
      else if (given.rate !== undefined) tell({ pace: { by: "rate", rowsPerSecond: given.rate } });
      else tell({ pace: { by: "max" } });
    }
    if (verb === "again") {
      begin();
      reach(firstDay);
    }
    if (verb === "seek") tell({ eventTime: given.eventTime ?? 0 });
    return status;
  });

  await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    get replay() {
      return status.replay ?? "";
    },
    reach,
    tell,
    begin,
    forget: () => tables.clear(),
    storm: (everyMs) => {
      let turn = 0;
      const timer = setInterval(() => {
        const at = ++change;
        const part = 0.5 + (turn++ % 50) / 100;
        for (const airline of fakeAirlines) {
          for (let day = firstDay; day <= lastDay; day++)
            put(fakeCount(status.replay ?? "", airline, day, part), at);
        }
        tell({ rows: { ...status.rows, read: sent(), sent: sent() } });
      }, everyMs);
      timers.add(timer);
    },
    calm: () => {
      for (const timer of timers) clearInterval(timer);
    },
    play: (daysPerSecond) => {
      let day = firstDay;
      const timer = setInterval(() => {
        if (status.state === "running" && day <= lastDay) reach(day++);
      }, 1_000 / daysPerSecond);
      timers.add(timer);
    },
    refuse: (what, code) => {
      refusals[what] = code;
    },
    forbid: (words) => {
      forbidden = words;
    },
    controls,
    opened,
    get streams() {
      return { counts: counts.size, status: statuses.size };
    },
    cut: () => {
      for (const raw of [...counts, ...statuses]) raw.destroy();
    },
    rows,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      for (const raw of [...counts, ...statuses]) raw.destroy();
      await app.close();
    },
  };
}
