import type { MapView } from "./map-view.ts";

/** What lies under a map's data: the land, its names. Loads what it needs by itself. */
export interface Scenery {
  /** Told what is looked at now, so that more may be loaded. */
  readonly look: (view: MapView) => void;
  /** Draws piece by piece, each some milliseconds; between pieces the caller may let the page breathe. */
  readonly draw: (pen: CanvasRenderingContext2D, view: MapView) => Iterable<undefined>;
}

/** Told by a scenery that there is more to draw than before, or that it looks otherwise. */
export type SceneryChanged = () => void;
