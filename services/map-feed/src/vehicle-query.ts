import { BadRequest, type Box, everything, Query } from "@tributary/runtime";
import { cellsOf } from "./map-grid.ts";
import { lineChannel } from "./vehicle-view.ts";

const lineNumbers = { words: "line numbers, such as 11,24,N29", most: 100 };

/** What `GET /vehicles` asks for. */
export interface VehicleSelection {
  readonly box: Box | undefined;
  readonly line: string | undefined;
}

export function vehicleSelection(given: unknown): VehicleSelection {
  const query = new Query(given, ["bbox", "line"]);
  return { line: query.word("line", "such as line=24"), box: query.box("bbox") };
}

/** Channels that `GET /vehicles/stream` asks for. */
export function streamChannels(given: unknown): readonly string[] {
  const query = new Query(given, ["bbox", "lines", "lastEventId"]);
  const [lines, box] = [query.list("lines", lineNumbers), query.box("bbox")];
  if (lines !== undefined && box !== undefined) {
    throw new BadRequest("give lines or bbox, not both: a stream follows lines or a part of the map");
  }
  return lines?.map(lineChannel) ?? (box && cellsOf(box)) ?? [everything];
}
