import { LatLngBounds, type Map as LeafletMap } from "leaflet";
import type { Box } from "../../map/map-view.ts";

/** The contiguous states. */
export const country: Box = [-124.8, 24.5, -66.9, 49.4];

/** Where less wide, nothing floats over the map, CSS pixels. */
const NARROW_PIXELS = 600;

/** Shows all of a box, under what floats over the map. */
export function fitBox(map: LeafletMap, [west, south, east, north]: Box): void {
  const isNarrow = map.getSize().x < NARROW_PIXELS;
  map.fitBounds(new LatLngBounds([south, west], [north, east]), {
    paddingTopLeft: [4, isNarrow ? 4 : 48],
    paddingBottomRight: [4, isNarrow ? 4 : 16],
    animate: false,
  });
}
