import type { Network } from "@tributary/bus-network";
import type { VehiclePosition } from "@tributary/contracts";
import type { LiveView } from "@tributary/runtime";
import { lineSchema, linesSchema } from "./api-schema.ts";
import type { App } from "./app.ts";
import { lineChannel, lineOfChannel } from "./vehicle-view.ts";

const naturally = new Intl.Collator("en", { numeric: true });

/** `GET /lines` and `GET /lines/{line}`. */
export function lineRoutes(app: App, network: Network, view: LiveView<VehiclePosition>): void {
  app.get("/lines", { schema: linesSchema }, () => {
    const names = new Set(network.lines);
    for (const channel of view.channels) {
      const line = lineOfChannel(channel);
      if (line !== undefined) names.add(line);
    }
    const lines = [...names].sort(naturally.compare);
    return { lines: lines.map((line) => ({ line, vehicles: view.in(lineChannel(line)).size })) };
  });

  app.get<{ Params: { line: string } }>("/lines/:line", { schema: lineSchema }, (request, reply) => {
    const { line } = request.params;
    const runs = network.runs(line);
    if (runs.length === 0) {
      const message = `the network has no line ${JSON.stringify(line.slice(0, 100))}; GET /lines names them`;
      return reply.code(404).send({ statusCode: 404, error: "Not Found", message });
    }
    reply.header("cache-control", "public, max-age=3600");
    return {
      line,
      runs: runs.map(({ direction, destination, path, calls }) => ({
        direction,
        destination,
        shape: path.points,
        stops: calls,
      })),
    };
  });
}
