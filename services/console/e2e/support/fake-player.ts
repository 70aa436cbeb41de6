import type { ReplayStatus } from "@tributary/csv-replay";
import type { FastifyInstance, FastifyReply } from "fastify";

/** What a stand-in for a service that replays is, before it begins. */
export interface FakeReplay {
  readonly service: string;
  readonly file: string;
  readonly dataset: string;
  readonly speed: number;
  readonly rowsPerSecond: number;
  readonly firstEventTime: number;
  readonly lastEventTime: number;
}

/** The replay of a stand-in: its state, its stream of states, its controls. */
export interface FakePlayer {
  readonly status: ReplayStatus;
  /** Changes what it tells of itself. */
  tell(patch: Partial<ReplayStatus>): void;
  /** A new run, from the first row; its name. */
  begin(): string;
  /** Answers every request with this status. */
  refuse(status: number | undefined): void;
  /** Controls are answered 409 with these words. */
  forbid(words: string | undefined): void;
  readonly controls: { readonly verb: string; readonly body: unknown }[];
  readonly streams: Set<FastifyReply["raw"]>;
}

/** Serves `/replay/events` and `POST /replay/<verb>` as a service that replays does. `again`: told of a new run asked for. */
export function fakePlayer(app: FastifyInstance, replay: FakeReplay, again: () => void): FakePlayer {
  const streams = new Set<FastifyReply["raw"]>();
  const controls: { verb: string; body: unknown }[] = [];
  let refusal: number | undefined;
  let forbidden: string | undefined;
  let run = 0;
  let status: ReplayStatus;

  const tell = (patch: Partial<ReplayStatus>) => {
    status = { ...status, ...patch, clock: Date.now() };
    for (const raw of streams) raw.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
  };
  const begin = () => {
    run++;
    const name = `20261122T1203${String(run).padStart(2, "0")}Z.5f2a9c1e.${run}.0`;
    const { file, dataset, speed, rowsPerSecond, firstEventTime, lastEventTime } = replay;
    status = {
      state: "running",
      detail: null,
      file,
      fingerprint: "5f2a9c1e77d0",
      dataset,
      replay: name,
      run,
      loop: 0,
      pace: { by: "speed", speed },
      gapCapMs: null,
      isLooping: false,
      eventTime: null,
      firstEventTime,
      lastEventTime,
      rows: { read: 0, sent: 0, buried: 0, skipped: 0, late: 0, outliers: 0 },
      rowsPerSecond,
      share: 0,
      remainingSeconds: null,
      startedAt: Date.now(),
      finishedAt: null,
      clock: Date.now(),
    };
    tell({});
    return name;
  };
  begin();

  app.get("/replay/events", (_request, reply) => {
    if (refusal !== undefined) return refused(reply, refusal, replay.service);
    const raw = eventStream(reply);
    raw.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
    streams.add(raw);
    raw.on("close", () => streams.delete(raw));
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
      again();
    }
    if (verb === "seek") tell({ eventTime: given.eventTime ?? 0 });
    return status;
  });

  return {
    get status() {
      return status;
    },
    tell,
    begin,
    refuse: (code) => {
      refusal = code;
    },
    forbid: (words) => {
      forbidden = words;
    },
    controls,
    streams,
  };
}

/** As a service that is not ready answers. */
export function refused(reply: FastifyReply, code: number, service: string): FastifyReply {
  return reply.code(code).send({ statusCode: code, error: "Refused", message: `${service} is starting` });
}

/** An event stream whose reader comes back after 300 ms. */
export function eventStream(reply: FastifyReply): FastifyReply["raw"] {
  const { raw } = reply.hijack();
  raw.writeHead(200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
  raw.write("retry: 300\n\n");
  return raw;
}
