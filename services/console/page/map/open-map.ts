import { Map as LeafletMap, type MapOptions } from "leaflet";

/** Leaflet for looking around alone: own canvases draw what is seen. */
export function openMap(host: HTMLElement, options: MapOptions): LeafletMap {
  return new LeafletMap(host, {
    zoomSnap: 0.25,
    wheelPxPerZoomLevel: 120,
    // The canvases follow every move by themselves; Leaflet would animate panes that hold nothing.
    zoomAnimation: false,
    fadeAnimation: false,
    zoomControl: false,
    attributionControl: false,
    keyboard: true,
    ...options,
  });
}
