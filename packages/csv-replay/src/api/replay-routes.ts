import { noRoomForReader, openEventStream } from "@tributary/runtime";
import type { Control } from "../control/control.ts";
import type { Pace, ReplayStatus } from "../replay-status.ts";
import type { App } from "./app.ts";
import { refusePages } from "./refuse-pages.ts";
import * as schemas from "./replay-schema.ts";
import { StatusStream } from "./status-stream.ts";

/** What the routes need of a recording. */
export interface Controllable {
  readonly status: ReplayStatus;
  watch(listener: () => void): () => void;
  /** Throws an error with `statusCode` 409 where it makes no sense now. */
  control(control: Control): ReplayStatus;
}

export interface ReplayRoutesOptions {
  /** Most open event streams; the next is answered 503. Default 1,000. */
  readonly mostReaders?: number;
  /** Default 15,000. */
  readonly heartbeatMs?: number;
}

type PaceBody = { readonly speed: number } | { readonly rate: number } | { readonly max: true };

/** `GET /replay`, `GET /replay/events`, and `POST /replay/pause`, `resume`, `again`, `pace` and `seek`. */
export function replayRoutes(app: App, recording: Controllable, options: ReplayRoutesOptions = {}): void {
  app.get("/replay", { schema: schemas.statusSchema }, (_request, reply) => {
    reply.header("cache-control", "no-store");
    return recording.status;
  });

  const plain = [
    ["pause", schemas.pauseSchema],
    ["resume", schemas.resumeSchema],
    ["again", schemas.againSchema],
  ] as const;
  const onRequest = refusePages;
  for (const [kind, schema] of plain) {
    app.post(`/replay/${kind}`, { schema, onRequest }, () => recording.control({ kind }));
  }
  app.post<{ Body: PaceBody }>("/replay/pace", { schema: schemas.paceSchema, onRequest }, ({ body }) =>
    recording.control({ kind: "pace", pace: paceOf(body) }),
  );
  app.post<{ Body: { eventTime: number } }>(
    "/replay/seek",
    { schema: schemas.seekSchema, onRequest },
    ({ body }) => recording.control({ kind: "seek", eventTime: body.eventTime }),
  );

  const stream = new StatusStream(recording, options);
  app.addHook("preClose", () => stream.close());
  app.get("/replay/events", { schema: schemas.eventsSchema }, async (request, reply) => {
    if (stream.isFull) return noRoomForReader(reply);
    const response = openEventStream(request, reply);
    if (response !== undefined) stream.add(response);
    return reply;
  });
}

function paceOf(body: PaceBody): Pace {
  if ("speed" in body) return { by: "speed", speed: body.speed };
  return "rate" in body ? { by: "rate", rowsPerSecond: body.rate } : { by: "max" };
}
