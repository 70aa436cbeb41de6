import { loadNetwork } from "@tributary/bus-network";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { type FakeVehicle, type FleetOptions, fakeFleet } from "./fake-fleet.ts";

const COLUMNS = [
  "vehicleId",
  "line",
  "direction",
  "destination",
  "latitude",
  "longitude",
  "bearingDegrees",
  "speedMetersPerSecond",
  "observedAt",
  "appendedAt",
  "nextStopId",
  "delaySeconds",
  "occupancy",
] as const satisfies readonly (keyof FakeVehicle)[];

/** What a test may do to the feed while it runs. */
export interface FakeFeed {
  readonly url: string;
  readonly port: number;
  /** All fixes are so much older from now on, ms, as when the source is gone. */
  age(milliseconds: number): void;
  /** Answers every stream with this status. */
  refuse(status: number | undefined): void;
  /** Ids and queries of the streams opened so far. */
  readonly opened: { readonly query: string; readonly lastEventId: string | undefined }[];
  readonly streams: number;
  /** Ends all streams; `politely` tells them to reconnect first. */
  cut(politely?: boolean): void;
  close(): Promise<void>;
}

/** A stand-in for map-feed that speaks its contract, for states of the page that a healthy system does not show. */
export async function startFakeFeed(options: FleetOptions & { readonly port?: number }): Promise<FakeFeed> {
  const app = Fastify({ forceCloseConnections: true });
  const network = loadNetwork();
  const fleet = fakeFleet(options);
  const streams = new Set<FastifyReply["raw"]>();
  const opened: { query: string; lastEventId: string | undefined }[] = [];
  let older = 0;
  let refusal: number | undefined;
  let tick = 0;
  const vehicles = () => fleet(Date.now() - older);

  lines(app, network, vehicles);
  app.get<{ Querystring: { lines?: string; bbox?: string } }>("/vehicles/stream", (request, reply) => {
    const lastEventId = request.headers["last-event-id"] as string | undefined;
    opened.push({ query: request.url.split("?")[1] ?? "", lastEventId });
    if (refusal !== undefined) {
      return reply
        .code(refusal)
        .send({ statusCode: refusal, error: "Refused", message: "map-feed is starting" });
    }
    const wanted = isWanted(request.query);
    const { raw } = reply.hijack();
    raw.writeHead(200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
    raw.write("retry: 500\n\n");
    const held = new Map<string, number>();
    const write = (event: string) => {
      const now = vehicles().filter(wanted);
      const fresh = now.filter(({ vehicleId, observedAt }) => held.get(vehicleId) !== observedAt);
      for (const { vehicleId, observedAt } of fresh) held.set(vehicleId, observedAt);
      const rows = fresh.map((vehicle) => COLUMNS.map((column) => vehicle[column]));
      const data = JSON.stringify({ clock: Date.now(), columns: COLUMNS, rows });
      raw.write(`event: ${event}\ndata: ${data}\n\nid: fake:${tick}\n\n`);
    };
    write(lastEventId === undefined ? "reset" : "delta");
    const timer = setInterval(() => write("delta"), 1_000);
    streams.add(raw);
    raw.on("close", () => {
      clearInterval(timer);
      streams.delete(raw);
    });
  });
  const ticker = setInterval(() => tick++, 1_000);

  await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    opened,
    get streams() {
      return streams.size;
    },
    age: (milliseconds) => {
      older = milliseconds;
    },
    refuse: (status) => {
      refusal = status;
    },
    cut: (politely = false) => {
      for (const raw of streams) {
        if (politely) raw.end(`event: reconnect\ndata: {"clock":${Date.now()}}\n\n`);
        else raw.destroy();
      }
    },
    close: async () => {
      clearInterval(ticker);
      for (const raw of streams) raw.destroy();
      await app.close();
    },
  };
}

function lines(
  app: FastifyInstance,
  network: ReturnType<typeof loadNetwork>,
  vehicles: () => FakeVehicle[],
): void {
  app.get("/lines", () => {
    const counts = new Map<string, number>();
    for (const { line } of vehicles()) counts.set(line, (counts.get(line) ?? 0) + 1);
    return { lines: network.lines.map((line) => ({ line, vehicles: counts.get(line) ?? 0 })) };
  });
  app.get<{ Params: { id: string } }>("/lines/:id", (request, reply) => {
    const runs = network.runs(request.params.id);
    if (runs.length === 0)
      return reply.code(404).send({ statusCode: 404, error: "Not Found", message: "no line" });
    return {
      line: request.params.id,
      runs: runs.map(({ direction, destination, path, calls }) => ({
        direction,
        destination,
        shape: path.points,
        stops: calls,
      })),
    };
  });
}

function isWanted({
  lines: list,
  bbox,
}: {
  lines?: string;
  bbox?: string;
}): (vehicle: FakeVehicle) => boolean {
  if (list !== undefined) {
    const wanted = new Set(list.split(","));
    return ({ line }) => wanted.has(line);
  }
  if (bbox === undefined) return () => true;
  const [west = 0, south = 0, east = 0, north = 0] = bbox.split(",").map(Number);
  return ({ longitude, latitude }) =>
    longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}
