import type { ReplayStatus } from "@tributary/csv-replay";
import Fastify, { type FastifyReply } from "fastify";
import { type FakeAccident, fakeAccident, fakeDocument } from "./fake-accident.ts";
import { eventStream, fakePlayer, refused } from "./fake-player.ts";

const HOUR_MS = 3_600_000;
const WINDOW_MS = 168 * HOUR_MS;
export const firstAccidentAt = Date.parse("2016-02-08T05:37:00Z");
/** Between two accidents, ms of event time: eight an hour. */
const EVERY_MS = 450_000;

const columns = [
  "accidentId",
  "replay",
  "state",
  "city",
  "severityLevel",
  "startedAt",
  "latitude",
  "longitude",
] as const;

/** What a test may do to accidents, replay and archive while they run. */
export interface FakeAccidents {
  /** Serves what accident-feed, accident-csv and mongo-sink offer. */
  readonly url: string;
  readonly replay: string;
  /** So many more are sent, counted and archived; `uncounted` more are sent. */
  bring(accidents: number, uncounted?: number): void;
  tell(status: Partial<ReplayStatus>): void;
  begin(): string;
  /** Forgets all, as before the first replay. */
  forget(): void;
  /** So many a second, ten times a second, each of its event time. */
  play(perSecond: number): void;
  refuse(what: "feed" | "replay" | "sink", status: number | undefined): void;
  forbid(words: string | undefined): void;
  /** How the archive is: what kind of collection, and whether it has the newest. */
  archive(state: { readonly kind?: "time-series" | "plain"; readonly isBehind?: boolean }): void;
  readonly controls: { readonly verb: string; readonly body: unknown }[];
  readonly opened: { readonly lastEventId: string | undefined }[];
  readonly streams: { readonly accidents: number; readonly status: number };
  /** Requests answered so far, by their path without the query. */
  readonly asked: ReadonlyMap<string, number>;
  cut(): void;
  /** All of a replay, the truth for tests. */
  accidents(replay?: string): readonly FakeAccident[];
  close(): Promise<void>;
}

/** A stand-in for accident-feed, accident-csv and mongo-sink that speaks their contracts. */
export async function startFakeAccidents(
  options: { readonly everyMs?: number } = {},
): Promise<FakeAccidents> {
  const everyMs = options.everyMs ?? EVERY_MS;
  const app = Fastify({ forceCloseConnections: true });
  const replays = new Map<string, FakeAccident[]>();
  const streams = new Set<FastifyReply["raw"]>();
  const timers = new Set<ReturnType<typeof setInterval>>();
  const opened: { lastEventId: string | undefined }[] = [];
  const asked = new Map<string, number>();
  const refusals: { feed?: number | undefined; sink?: number | undefined } = {};
  let archive: { kind: "time-series" | "plain"; isBehind: boolean } = {
    kind: "time-series",
    isBehind: false,
  };
  let change = 0;
  app.addHook("onRequest", async ({ url }) => {
    const [path = ""] = url.split("?");
    asked.set(path, (asked.get(path) ?? 0) + 1);
  });
  const player = fakePlayer(
    app,
    {
      service: "accident-csv",
      file: "generated-500000.csv",
      dataset: "accidents",
      speed: 21_600,
      rowsPerSecond: 48,
      firstEventTime: firstAccidentAt,
      lastEventTime: firstAccidentAt + 365 * 24 * HOUR_MS,
    },
    () => bring(10),
  );

  const of = (replay = player.status.replay ?? "") => replays.get(replay) ?? [];
  const newest = (replay?: string) => of(replay).at(-1)?.startedAt ?? 0;
  const windowed = () => of().filter(({ startedAt }) => startedAt > newest() - WINDOW_MS);
  const bring = (accidents: number, uncounted = 0) => {
    change++;
    const replay = player.status.replay ?? "";
    const own = replays.get(replay) ?? [];
    replays.set(replay, own);
    for (let added = 0; added < accidents; added++) {
      const number = own.length + 1;
      own.push(
        fakeAccident(
          replay,
          number + 1_000_000 * (player.status.run - 1),
          firstAccidentAt + number * everyMs,
        ),
      );
    }
    const sent = own.length + uncounted;
    player.tell({
      eventTime: newest(),
      rows: { ...player.status.rows, read: sent + player.status.rows.buried, sent },
      share: own.length / 500_000,
    });
  };

  app.get("/replays", (_request, reply) => {
    if (refusals.feed !== undefined) return refused(reply, refusals.feed, "accident-feed");
    const all = [...replays].map(([replay, accidents]) => ({
      replay,
      startedAt: Date.parse("2026-11-22T12:03:00Z") + Number(replay.split(".")[2]) * 1_000,
      fingerprint: "5f2a9c1e",
      run: Number(replay.split(".")[2]),
      loop: 0,
      accidentCount: accidents.length,
    }));
    return { clock: Date.now(), replays: all.reverse() };
  });
  app.get<{ Querystring: { replay?: string; state?: string } }>("/totals", ({ query }, reply) => {
    if (refusals.feed !== undefined) return refused(reply, refusals.feed, "accident-feed");
    return { clock: Date.now(), replay: query.replay, ...totalsOf(of(query.replay), query.state) };
  });
  app.get("/accidents/stream", (request, reply) => {
    const lastEventId = request.headers["last-event-id"] as string | undefined;
    opened.push({ lastEventId });
    if (refusals.feed !== undefined) return refused(reply, refusals.feed, "accident-feed");
    const raw = eventStream(reply);
    const held = new Set<string>();
    const write = (event: string) => {
      const now = windowed();
      const fresh = now.filter(({ accidentId }) => !held.has(accidentId));
      const ids = new Set(now.map(({ accidentId }) => accidentId));
      const gone = [...held].filter((accidentId) => !ids.has(accidentId));
      for (const { accidentId } of fresh) held.add(accidentId);
      for (const accidentId of gone) held.delete(accidentId);
      const rows = fresh.map((accident) => columns.map((column) => accident[column]));
      if (rows.length > 0 || event === "reset")
        raw.write(`event: ${event}\ndata: ${JSON.stringify({ clock: Date.now(), columns, rows })}\n\n`);
      if (gone.length > 0)
        raw.write(`event: remove\ndata: ${JSON.stringify({ clock: Date.now(), keys: gone })}\n\n`);
      raw.write(`id: fake:${change}\n\n`);
    };
    write(lastEventId === undefined ? "reset" : "delta");
    const timer = setInterval(() => write("delta"), 250);
    streams.add(raw);
    raw.on("close", () => {
      clearInterval(timer);
      streams.delete(raw);
    });
    return undefined;
  });
  app.get("/collections", (_request, reply) => {
    if (refusals.sink !== undefined) return reply.code(refusals.sink).send(sinkProblem(refusals.sink));
    const reason = archive.kind === "plain" ? "this server has no time-series collections" : null;
    const one = { collection: "accidents", topic: "road.accident.v1", kind: archive.kind, reason };
    return { clock: Date.now(), collections: [{ ...one, documents: of().length }] };
  });
  app.get<{ Params: { id: string } }>("/documents/accidents/:id", ({ params: { id } }, reply) => {
    if (refusals.sink !== undefined) return reply.code(refusals.sink).send(sinkProblem(refusals.sink));
    const all = [...replays.values()].flat();
    const index = all.findIndex(({ accidentId }) => accidentId === id);
    const found = all[index];
    if (found === undefined || archive.isBehind) {
      const message = `no document ${id} in accidents`;
      return reply.code(404).send({ statusCode: 404, error: "Not Found", message });
    }
    return fakeDocument(found, index);
  });

  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    get replay() {
      return player.status.replay ?? "";
    },
    bring,
    tell: player.tell,
    begin: player.begin,
    forget: () => replays.clear(),
    play: (perSecond) => {
      let due = 0;
      const timer = setInterval(() => {
        if (player.status.state !== "running") return;
        due += perSecond / 10;
        bring(Math.floor(due));
        due -= Math.floor(due);
      }, 100);
      timers.add(timer);
    },
    refuse: (what, code) => {
      if (what === "replay") player.refuse(code);
      else refusals[what] = code;
    },
    forbid: player.forbid,
    archive: (state) => {
      archive = { ...archive, ...state };
    },
    controls: player.controls,
    opened,
    get streams() {
      return { accidents: streams.size, status: player.streams.size };
    },
    asked,
    cut: () => {
      for (const raw of [...streams, ...player.streams]) raw.destroy();
    },
    accidents: of,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      for (const raw of [...streams, ...player.streams]) raw.destroy();
      await app.close();
    },
  };
}

function totalsOf(accidents: readonly FakeAccident[], state: string | undefined) {
  const states = new Map<string, number[]>();
  const hours = [1, 2, 3, 4].map(() => Array<number>(168).fill(0));
  for (const accident of accidents) {
    const place = accident.severityLevel - 1;
    const own = states.get(accident.state) ?? [0, 0, 0, 0];
    own[place] = (own[place] ?? 0) + 1;
    states.set(accident.state, own);
    const week = hours[place] as number[];
    if (state === undefined || state === accident.state)
      week[accident.hourOfWeek] = (week[accident.hourOfWeek] ?? 0) + 1;
  }
  return {
    accidents: accidents.length,
    states: [...states].sort().map(([code, severities]) => ({ state: code, severities })),
    hours,
  };
}

function sinkProblem(statusCode: number) {
  return {
    statusCode,
    error: "Service Unavailable",
    message: "MongoDB cannot be reached: connection refused",
  };
}
