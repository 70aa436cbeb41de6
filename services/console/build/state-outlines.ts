import { feature } from "topojson-client";
import type { Position } from "./street-grid.ts";

type Topology = Parameters<typeof feature>[0];

export interface StateOutline {
  /** Two capitals, such as `OH`. */
  readonly code: string;
  readonly rings: readonly (readonly Position[])[];
  /** Where its name is written: the middle of its largest part, weighed by area. */
  readonly name: Position;
}

/** The states of a topology of npm `us-atlas` that have a code, the largest first. */
export function stateOutlines(
  topology: Topology,
  codes: Readonly<Record<string, string>>,
): readonly StateOutline[] {
  const states = topology.objects.states;
  if (states?.type !== "GeometryCollection") throw new Error("the atlas has no collection of states");
  const codeOf = new Map(Object.entries(codes).map(([code, name]) => [name, code]));
  const found = feature(topology, states).features.flatMap(({ geometry, properties }) => {
    const code = codeOf.get(String(properties?.name));
    if (code === undefined) return [];
    const rings = ringsOf(geometry);
    const largest = rings.toSorted((a, b) => middleOf(b).area - middleOf(a).area)[0] as readonly Position[];
    const { area, at } = middleOf(largest);
    return [{ code, rings, name: at, area }];
  });
  const missing = Object.keys(codes).filter((code) => !found.some((state) => state.code === code));
  if (missing.length > 0) throw new Error(`the atlas lacks ${missing.join(", ")}`);
  return found.sort((a, b) => b.area - a.area).map(({ code, rings, name }) => ({ code, rings, name }));
}

export function ringsOf(geometry: GeoJSON.Geometry): Position[][] {
  if (geometry.type === "Polygon") return geometry.coordinates as unknown as Position[][];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat() as unknown as Position[][];
  throw new Error(`an area is a polygon, not a ${geometry.type}`);
}

/** Area in square degrees and centre of gravity of a ring (Bourke 1988). */
function middleOf(ring: readonly Position[]): { readonly area: number; readonly at: Position } {
  let [twice, x, y] = [0, 0, 0];
  for (const [index, [x0, y0]] of ring.entries()) {
    const [x1, y1] = ring[(index + 1) % ring.length] as Position;
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { area: Math.abs(twice / 2), at: [x / (3 * twice), y / (3 * twice)] };
}
