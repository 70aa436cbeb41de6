import type { Map as LeafletMap } from "leaflet";

/** West, south, east, north, degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** What part of the world the map shows, in CSS pixels: pixel = world · scale − origin. */
export interface MapView {
  readonly zoom: number;
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
  readonly width: number;
  readonly height: number;
}

export function viewOf(map: LeafletMap): MapView {
  const zoom = map.getZoom();
  const { min } = map.getPixelBounds();
  const { x: width, y: height } = map.getSize();
  return {
    zoom,
    scale: 256 * 2 ** zoom,
    originX: min?.x ?? 0,
    originY: min?.y ?? 0,
    width,
    height,
  };
}

export function boxOf(map: LeafletMap): Box {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}
