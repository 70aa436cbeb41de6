import { everything } from "@tributary/runtime";
import { BadRequest } from "./bad-request.ts";
import { type Box, cellsOf } from "./map-grid.ts";
import { lineChannel } from "./vehicle-view.ts";

export type Query = Readonly<Record<string, unknown>>;

const mostLines = 100;
const boxExample = "west,south,east,north in degrees, such as -0.2,51.4,0.0,51.6";

/** What `GET /vehicles` asks for. */
export interface VehicleSelection {
  readonly box: Box | undefined;
  readonly line: string | undefined;
}

export function vehicleSelection(query: Query): VehicleSelection {
  refuseOthers(query, ["bbox", "line"]);
  const line = text(query, "line");
  if (line === "") throw new BadRequest("line is empty: name one, such as line=24, or leave it out");
  return { box: boxOf(text(query, "bbox")), line };
}

/** Channels that `GET /vehicles/stream` asks for. */
export function streamChannels(query: Query): readonly string[] {
  refuseOthers(query, ["bbox", "lines", "lastEventId"]);
  const lines = text(query, "lines");
  const box = boxOf(text(query, "bbox"));
  if (lines !== undefined && box !== undefined) {
    throw new BadRequest("give lines or bbox, not both: a stream follows lines or a part of the map");
  }
  if (lines !== undefined) return linesOf(lines).map(lineChannel);
  return (box && cellsOf(box)) ?? [everything];
}

function linesOf(given: string): readonly string[] {
  const lines = [...new Set(given.split(",").map((line) => line.trim()))];
  if (lines.includes(""))
    throw new BadRequest(`lines must be line numbers, such as 11,24,N29; got ${quoted(given)}`);
  if (lines.length > mostLines) {
    throw new BadRequest(`at most ${mostLines} lines; leave lines out to follow the whole fleet`);
  }
  return lines;
}

function boxOf(given: string | undefined): Box | undefined {
  if (given === undefined) return undefined;
  const parts = given.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [west, south, east, north] = parts;
  if (west === undefined || south === undefined || east === undefined || north === undefined) {
    throw new BadRequest(`bbox must be ${boxExample}; got ${quoted(given)}`);
  }
  if (parts.length !== 4 || !parts.every(Number.isFinite)) {
    throw new BadRequest(`bbox must be ${boxExample}; got ${quoted(given)}`);
  }
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) {
    throw new BadRequest(`bbox must lie within -180,-90,180,90; got ${quoted(given)}`);
  }
  if (west > east || south > north) {
    throw new BadRequest(`bbox must have west below east and south below north; got ${quoted(given)}`);
  }
  return { west, south, east, north };
}

function text(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === "string") return value;
  throw new BadRequest(`${name} is given more than once`);
}

/** A misspelled parameter would else silently ask for the whole fleet. */
function refuseOthers(query: Query, known: readonly string[]): void {
  const other = Object.keys(query).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new BadRequest(`unknown parameter ${quoted(other)}; known are ${known.join(", ")}`);
  }
}

const quoted = (given: string) => JSON.stringify(given.slice(0, 100));
