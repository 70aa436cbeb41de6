import type { Position } from "./path.ts";
import type { Call, Direction, Run } from "./run.ts";
import { fitTo, runPath } from "./run-path.ts";
import { type Shape, shapeOf } from "./shape.ts";
import type { SourceTables, Stop } from "./source-tables.ts";
import { stopName } from "./stop-name.ts";

/** With fewer of its stops on a line, a run is not driven on it. */
const enoughShare = 0.3;

/** All runs of one line, the one with the most stops of each direction first. */
export function runsOf(line: string, tables: SourceTables): readonly Run[] {
  const inbound = (tables.shapes.get(line) ?? []).map(shapeOf);
  const outbound = inbound.map(({ path }) => shapeOf(path.points.toReversed()));
  const runs: Run[] = [];
  for (const [run, stopIds] of tables.calls.get(line) ?? []) {
    const stops = resolved(stopIds, tables.stops);
    if (stops.length > 1) runs.push(runOf(line, run, stops, inbound, outbound));
  }
  return runs.sort((a, b) => b.calls.length - a.calls.length || Number(a.run) - Number(b.run));
}

function runOf(
  line: string,
  run: string,
  stops: readonly Stop[],
  inbound: readonly Shape[],
  outbound: readonly Shape[],
): Run {
  const places = stops.map((stop): Position => [stop.longitude, stop.latitude]);
  const fits = [...inbound, ...outbound]
    .map((shape) => fitTo(shape, places))
    .filter((fit) => fit !== undefined);
  const best = fits.sort((a, b) => a.away - b.away)[0];
  const fit = best !== undefined && best.share >= enoughShare ? best : undefined;
  const { path, halts } = runPath(places, fit);
  const calls = stops.map((stop, index): Call => {
    return { ...stop, name: stopName(stop.name), meters: halts[index] as number };
  });
  const direction = fit === undefined ? numbered(run) : inbound.includes(fit.shape) ? "inbound" : "outbound";
  return { line, run, direction, destination: (calls[calls.length - 1] as Call).name, path, calls };
}

/** TfL numbers the outbound run 1 and the inbound run 2, variants on in the same alternation. */
function numbered(run: string): Direction {
  return Number(run) % 2 === 1 ? "outbound" : "inbound";
}

/** The stops of the ids, without those unknown and without a second mention in a row. */
function resolved(stopIds: readonly string[], stops: ReadonlyMap<string, Stop>): readonly Stop[] {
  const found: Stop[] = [];
  for (const id of stopIds) {
    const stop = stops.get(id);
    const last = found[found.length - 1];
    if (stop === undefined) continue;
    if (last?.latitude === stop.latitude && last.longitude === stop.longitude) continue;
    found.push(stop);
  }
  return found;
}
