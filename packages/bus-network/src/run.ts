import type { Path } from "./path.ts";

export type Direction = "inbound" | "outbound";

/** One way a line is driven: a direction, or a variant of one. */
export interface Run {
  readonly line: string;
  /** TfL's number of the run within its line, "1", "2", …. */
  readonly run: string;
  readonly direction: Direction;
  /** Name of the last stop, as people write it. */
  readonly destination: string;
  /** Starts at the first call and ends at the last. */
  readonly path: Path;
  /** In driving order, at least two; `meters` strictly increases from 0 to the path's length. */
  readonly calls: readonly Call[];
}

/** A stop on a run. */
export interface Call {
  /** NaPTAN id. */
  readonly stopId: string;
  readonly name: string;
  /** Of the stop itself: up to 100 m beside the path. */
  readonly latitude: number;
  readonly longitude: number;
  /** Where along the run's path the bus halts for it. */
  readonly meters: number;
}
